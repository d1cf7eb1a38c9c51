/**
 * The gallery's own tests: every component's sheet and every recorded page, looked at by axe and
 * compared with the accepted pictures. They need the folder that `cargo xtask gallery --build`
 * writes (named by PORTAL_GALLERY), no portal and no server.
 */
import { defineConfig } from '@playwright/test';

const root = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'gallery',
  outputDir: 'test-results-gallery',
  snapshotPathTemplate: '../app/gallery/pictures/{arg}{ext}',
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  // What is missing is a change like any other: `cargo xtask gallery --accept` takes it.
  updateSnapshots: 'none',
  retries: process.env.CI ? 2 : 0,
  workers: 2,
  timeout: 60_000,
  expect: { toHaveScreenshot: { maxDiffPixelRatio: 0.001, animations: 'disabled', caret: 'hide' } },
  reporter: 'list',
  use: {
    locale: 'en-US',
    timezoneId: 'America/Los_Angeles',
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath: process.env.PORTAL_CHROMIUM ?? '/usr/bin/chromium',
      // Chromium has no sandbox for root.
      chromiumSandbox: !root,
      // Letters are drawn alike on every machine.
      args: ['--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb', '--no-first-run'],
    },
  },
});
