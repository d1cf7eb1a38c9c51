/**
 * Pictures of every page and state, to look at: `npm run pictures`, then `pictures/`, or the
 * folder named by PORTAL_PICTURES_DIR. At both widths, by day and by night, in both languages;
 * with PORTAL_PICTURES_STATE=scripts-off as a browser without scripts shows them. On paper and
 * in forced colours too, where a page has something to lose there.
 */
import path from 'node:path';

import type { Page } from '@playwright/test';

import { type BrowserState, test } from '../support/fixtures';
import { moreStates, states } from '../support/states';
import { Visitor } from '../support/visitor';

const folder = path.resolve(process.env.PORTAL_PICTURES_DIR ?? path.resolve(import.meta.dirname, '../pictures'));
const browserState = (process.env.PORTAL_PICTURES_STATE ?? 'hydrated') as BrowserState;

/** What paper and forced colours could take something from. */
const alsoOnPaper = ['id-card', 'lab-result', 'conversation', 'inbox', 'lab-result-corrected', 'vaccination-record'];
const alsoForced = ['front', 'register-1-empty', 'register-4-questions', 'inbox', 'conversation', 'lab-result'];

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true, animations: 'disabled' });
}

test.use({ browserState, javaScriptEnabled: browserState !== 'scripts-off' });

for (const language of ['en', 'es'] as const) {
  test.describe(language, () => {
    test.use({ locale: language === 'en' ? 'en-US' : 'es-US' });
    for (const state of [...states, ...moreStates]) {
      test(state.name, async ({ page, portal, atlas, watch }) => {
        if (state.status) watch.allow(new RegExp(`status of ${state.status.source}`), 'the state answers so');
        await state.reach(new Visitor(page, portal, browserState, language), atlas);
        for (const [width, height] of [[320, 640], [1280, 800]] as const) {
          await page.setViewportSize({ width, height });
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
            await take(page, `${state.name}-${width}-${colorScheme}-${language}`);
          }
        }
        if (alsoForced.includes(state.name)) {
          await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' });
          await take(page, `${state.name}-1280-forced-${language}`);
        }
        if (alsoOnPaper.includes(state.name)) {
          // As wide as a letter between its margins.
          await page.setViewportSize({ width: 720, height: 960 });
          await page.emulateMedia({ media: 'print', colorScheme: 'light', forcedColors: 'none' });
          await take(page, `${state.name}-paper-${language}`);
        }
      });
    }
  });
}
