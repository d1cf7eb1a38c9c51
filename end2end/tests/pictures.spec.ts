/**
 * Pictures of every page and state, to look at: `npm run pictures`, then `pictures/`, or the
 * folder named by PORTAL_PICTURES_DIR. At both widths, by day and by night, in both languages;
 * with PORTAL_PICTURES_STATE=scripts-off as a browser without scripts shows them. On paper and
 * in forced colours too, where a page has something to lose there.
 */
import path from 'node:path';

import type { Page } from '@playwright/test';

import { type BrowserState, expect, test } from '../support/fixtures';
import { type State, states } from '../support/states';
import { Visitor } from '../support/visitor';
import { accounts, newcomers } from '../support/demo';

const folder = path.resolve(process.env.PORTAL_PICTURES_DIR ?? path.resolve(import.meta.dirname, '../pictures'));
const browserState = (process.env.PORTAL_PICTURES_STATE ?? 'hydrated') as BrowserState;

/** States that no other test needs. */
const more: State[] = [
  {
    name: 'help-open',
    reach: async (visitor) => {
      await visitor.goto('/help');
      await visitor.unfold();
    },
  },
  {
    name: 'sign-off-done',
    reach: async (visitor) => {
      await visitor.signOn(accounts(visitor.portal.demo)[0]!);
      await visitor.signOff();
    },
  },
  {
    name: 'new-member',
    reach: async (visitor) => {
      await newMember(visitor);
    },
  },
  {
    name: 'inbox-empty',
    reach: async (visitor) => {
      await newMember(visitor);
      await visitor.goto('/messages');
    },
  },
  {
    name: 'sent-empty',
    reach: async (visitor) => {
      await newMember(visitor);
      await visitor.goto('/messages/sent');
    },
  },
  {
    name: 'conversation-just-sent',
    reach: async (visitor, atlas) => {
      const { member, conversation } = atlas.conversation((one) => one.reply === 'open');
      await visitor.signOn(member);
      await visitor.goto(conversation.href);
      await visitor.field('Message').fill('Thank you, that helps.');
      await visitor.button('Send').click();
      await expect(visitor.main().getByText('Thank you, that helps.')).toBeVisible();
    },
  },
  { name: 'lab-result-critical', reach: resultThatSays(/needs attention now/) },
  {
    name: 'lab-result-corrected',
    reach: async (visitor) => {
      await visitor.signOn(accounts(visitor.portal.demo)[0]!);
      await visitor.goto('/medical-record/lab-results');
      await visitor.main().getByRole('link', { name: new RegExp(visitor.say('Corrected')) }).first().click();
      await visitor.page.waitForURL(/lab-results\/./);
      await expect(visitor.main().getByText(visitor.say('This result was corrected'))).toBeVisible();
    },
  },
  { name: 'lab-result-preliminary', reach: resultThatSays(/This result is not final/) },
  { name: 'lab-result-conclusion', reach: resultThatSays(/The laboratory’s conclusion/) },
  // The page for what went wrong outside the app.
  { name: 'error', status: /4\d\d/, reach: (visitor) => visitor.page.goto('/api/nothing').then() },
];

/** What paper and forced colours could take something from. */
const alsoOnPaper = ['lab-result', 'conversation', 'inbox', 'lab-result-corrected'];
const alsoForced = ['front', 'register-1-empty', 'register-4-questions', 'inbox', 'conversation', 'lab-result'];

async function newMember(visitor: Visitor): Promise<void> {
  const [member] = newcomers(visitor.portal.demo);
  const password = 'seven quiet herons at dusk';
  await visitor.toDone(member!, 'picture.heron', 'picture@mail.example', password);
  await visitor.password().fill(password);
  await visitor.main().getByRole('button', { name: visitor.say('Sign on'), exact: true }).click();
  await expect(visitor.page).toHaveURL(/\/home$/);
}

function resultThatSays(said: RegExp): State['reach'] {
  return async (visitor, atlas) => {
    const { member, result } = atlas.result((one) => said.test(one.text));
    await visitor.signOn(member);
    await visitor.goto(result.href);
  };
}

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true, animations: 'disabled' });
}

test.use({ browserState, javaScriptEnabled: browserState !== 'scripts-off' });

for (const language of ['en', 'es'] as const) {
  test.describe(language, () => {
    test.use({ locale: language === 'en' ? 'en-US' : 'es-US' });
    for (const state of [...states, ...more]) {
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
