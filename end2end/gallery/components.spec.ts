/**
 * Every component in every state: axe finds nothing in any theme and language, nothing has to be
 * scrolled sideways on a small phone in either direction of writing, and it looks as accepted, by
 * day and by night.
 */
import { expect } from '@playwright/test';

import { frame, looksAsAccepted, names, open, sideways, test, violations } from './support';

for (const name of names('components')) {
  test(name, async ({ page }) => {
    for (const theme of ['light', 'dark']) {
      await page.setViewportSize({ width: 760, height: 800 });
      await open(page, frame('components', name, 'en', { theme }));
      expect.soft(await violations(page), `axe, ${theme}`).toEqual([]);
      await looksAsAccepted(page, `components/${name}-${theme}.png`);
    }
    for (const theme of ['light-contrast', 'dark-contrast']) {
      await open(page, frame('components', name, 'es', { theme }));
      expect.soft(await violations(page), `axe, ${theme}, Spanish`).toEqual([]);
    }
    await page.setViewportSize({ width: 320, height: 640 });
    for (const dir of ['ltr', 'rtl']) {
      await open(page, frame('components', name, 'es', { dir }));
      expect.soft(await sideways(page), `320 px, ${dir}`).toBeLessThanOrEqual(0);
    }
  });
}
