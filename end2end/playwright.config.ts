/**
 * Three browsers, one portal: scripts off, WebAssembly blocked, hydrated. A journey belongs to
 * all three unless its tag says otherwise: `@hydrated` for what only a living page does,
 * `@scripts` for what takes scripts but no living page, `@plain` for what only a page without a
 * living half does.
 *
 * `pictures` writes screenshots to look at, `record` the pages of the gallery
 * (`cargo xtask gallery --record`); both run only when they are named. `postgres` is a smoke
 * run on the other engine and is there when PORTAL_TEST_POSTGRES names a cluster.
 */
import { defineConfig } from '@playwright/test';

import type { Options } from './support/fixtures';

const root = process.getuid?.() === 0;
const postgres = process.env.PORTAL_TEST_POSTGRES;

// Only the first process sees the command's words; the workers inherit what it remembers.
const named = process.argv.join(' ').match(/--project[= ](pictures|record)\b/)?.[1];
if (named) process.env.PORTAL_SPECIAL = named;

const special = [/pictures\.spec\.ts/, /postgres\.spec\.ts/, /record\.spec\.ts/];

export default defineConfig<Options>({
  testDir: 'tests',
  outputDir: 'test-results',
  globalSetup: './support/template.ts',
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  // A test that passes only when tried again has found something, and is listed as flaky. What
  // lands is not held up by it: the machines that check are shared and slow at moments.
  retries: process.env.CI ? 2 : 0,
  workers: 2,
  timeout: 45_000,
  expect: {
    timeout: 10_000,
    // What a page tells assistive technology is kept whole: something more is a difference too.
    toMatchAriaSnapshot: { pathTemplate: 'aria/{arg}{ext}', children: 'deep-equal' },
  },
  reporter: 'list',
  use: {
    locale: 'en-US',
    timezoneId: 'America/Los_Angeles',
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    // Writing down every step takes its time of every test: only where one was not right at first.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.PORTAL_CHROMIUM ?? '/usr/bin/chromium',
      // Chromium has no sandbox for root.
      chromiumSandbox: !root,
      args: [
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--disable-quic',
      ],
    },
  },
  projects: [
    {
      name: 'scripts-off',
      use: { browserState: 'scripts-off', javaScriptEnabled: false },
      grepInvert: /@hydrated|@scripts/,
      testIgnore: special,
    },
    {
      name: 'wasm-blocked',
      use: { browserState: 'wasm-blocked' },
      grepInvert: /@hydrated/,
      testIgnore: special,
    },
    {
      name: 'hydrated',
      use: { browserState: 'hydrated' },
      grepInvert: /@plain/,
      testIgnore: special,
    },
    ...(postgres
      ? [{ name: 'postgres', use: { browserState: 'hydrated' as const, postgres }, testMatch: /postgres\.spec\.ts/ }]
      : []),
    ...(process.env.PORTAL_SPECIAL === 'pictures'
      ? [{ name: 'pictures', use: { browserState: 'hydrated' as const }, testMatch: /pictures\.spec\.ts/ }]
      : []),
    ...(process.env.PORTAL_SPECIAL === 'record'
      ? [
          {
            name: 'record',
            use: { browserState: 'scripts-off' as const, javaScriptEnabled: false },
            testMatch: /record\.spec\.ts/,
          },
        ]
      : []),
  ],
});
