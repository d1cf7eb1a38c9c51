/**
 * Pictures of every page and state, to look at: `npm run pictures`, then `pictures/`.
 * At both widths, by day and by night, in both languages.
 */
import path from 'node:path';

import { test } from '../support/fixtures';
import { states } from '../support/states';
import { Visitor } from '../support/visitor';

const folder = path.resolve(import.meta.dirname, '../pictures');

for (const language of ['en', 'es'] as const) {
  test.describe(language, () => {
    test.use({ locale: language === 'en' ? 'en-US' : 'es-US' });
    for (const state of states) {
      test(state.name, async ({ page, portal, browserState, atlas, watch }) => {
        if (state.status) watch.allow(new RegExp(`status of ${state.status.source}`), 'the state answers so');
        await state.reach(new Visitor(page, portal, browserState, language), atlas);
        for (const [width, height] of [[320, 640], [1280, 800]] as const) {
          await page.setViewportSize({ width, height });
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
            await page.screenshot({
              path: path.join(folder, `${state.name}-${width}-${colorScheme}-${language}.png`),
              fullPage: true,
              animations: 'disabled',
            });
          }
        }
      });
    }
  });
}
