/**
 * Every page and every state with an error, in both languages, measured: its title and languages,
 * every sentence in the language of the page; axe finds nothing, by day and by night, on a phone
 * and on a desk; what assistive technology is told of it (`aria/`); how large what one presses is;
 * and that nothing is lost nor scrolled sideways at any width, four times as large, or with more
 * space between letters.
 *
 * What is told is kept in `aria/`, a file a state; `--update-snapshots` writes them anew, and the
 * difference is read like any other.
 */
import type { Page } from '@playwright/test';

import { expect, test } from '../support/fixtures';
import {
  cutText,
  hiddenStops,
  overhanging,
  smallTargets,
  spaceText,
  texts,
  touch,
  unspaceText,
  violations,
} from '../support/measure';
import { moreStates, states } from '../support/states';
import { Visitor } from '../support/visitor';
import { keys, onlyIn } from '../support/words';

/**
 * The title of every page, and the states that have it: none stands for two kinds of pages. A
 * step of registration is one kind, and so is the form to sign on, wherever it stands. A title
 * names no subject and no panel, which are health information.
 */
const TITLES: Record<string, string[]> = {
  'Larkhaven Health Plan': ['front'],
  'Technical help': ['help', 'help-open'],
  'About the numbers': ['about-the-numbers'],
  'About lab results': ['about-lab-results'],
  'About immunizations': ['about-immunizations'],
  'There is no such page': ['not-found'],
  'Sign on': ['sign-on', 'sign-on-empty', 'sign-on-wrong', 'sign-on-locked', 'register-5'],
  'Sign off': ['sign-off', 'sign-off-done'],
  Register: ['register'],
  'Enter your membership information': ['register-1', 'register-1-empty', 'register-1-no-match', 'register-1-registered'],
  'Accept the terms and conditions': ['register-2', 'register-2-not-ticked'],
  'Create your user ID': ['register-3', 'register-3-taken', 'register-3-code', 'register-3-code-wrong'],
  'Secure your account': [
    'register-4-questions',
    'register-4-questions-unanswered',
    'register-4-questions-wrong',
    'register-4-password',
    'register-4-password-refused',
    'register-skipped-step',
  ],
  Home: ['home', 'home-no-physician', 'new-member'],
  Inbox: ['not-open', 'inbox-empty'],
  'Inbox (2)': ['inbox', 'inbox-filter', 'inbox-nothing-fits'],
  Sent: ['sent', 'sent-empty'],
  Archive: ['archive'],
  Folders: ['folders', 'folders-name-missing'],
  Folder: ['folder'],
  'Search messages': ['search-found', 'search-draft', 'search-nothing'],
  Conversation: [
    'conversation',
    'conversation-too-old',
    'conversation-no-reply',
    'conversation-unknown',
    'conversation-just-sent',
    'conversation-result',
    'case',
    'case-result',
    'case-ask',
  ],
  'Staff sign on': ['staff-sign-on', 'staff-sign-on-wrong', 'staff-code', 'staff-code-wrong'],
  'Team inbox': ['team-inbox', 'team-inbox-empty', 'team-inbox-found', 'team-inbox-slip'],
  'Contact Care Team': ['compose', 'compose-refused', 'compose-draft', 'compose-not-listed', 'compose-result'],
  Drafts: ['drafts', 'drafts-empty'],
  'Medical Record & Lab Results': ['record'],
  'Lab results': ['lab-results', 'lab-results-found', 'lab-results-nothing-fits', 'lab-results-held'],
  'How you see new results': ['result-choices', 'result-choices-saved'],
  'Compare results': ['compare-results', 'compare-results-few'],
  'My requests': ['requests', 'requests-empty'],
  'Member ID card': ['id-card'],
  'Account & preferences': ['account', 'account-saved'],
  Immunizations: ['immunizations', 'immunizations-by-date', 'immunizations-empty'],
  'Vaccination record': ['vaccination-record'],
  'Sofia: Medical Record & Lab Results': ['child-record'],
  'Sofia: Lab results': ['child-results'],
  'Sofia: Lab result': ['child-result'],
  'Sofia: Immunizations': ['child-immunizations'],
  'Sofia: Vaccination record': ['child-vaccination-record'],
  'Mateo: Medical Record & Lab Results': ['teen-record'],
  'Mateo: Lab results': ['teen-results-closed'],
  'Lab result': [
    'lab-result',
    'lab-result-outside',
    'lab-result-covered',
    'lab-result-waiting',
    'lab-result-unknown',
    'lab-result-critical',
    'lab-result-corrected',
    'lab-result-preliminary',
    'lab-result-conclusion',
    'lab-result-comment',
  ],
  // In both languages, for it does not know which one is read.
  'This cannot be done at this address (405)': ['error'],
};

function titleOf(state: string): string {
  const found = Object.entries(TITLES).find(([, all]) => all.includes(state));
  if (!found) throw new Error(`${state} has no title here`);
  return found[0];
}

/** What is said in another language than the page, and the language it is marked with. */
async function otherLanguages(page: Page): Promise<string[]> {
  return page.locator('body [lang]').evaluateAll((all) => all.map((one) => `${one.getAttribute('lang')}: ${one.textContent?.trim()}`));
}

/** Marks that a page sends by itself after a second would change it while it is looked at. */
async function markNothing(page: Page): Promise<void> {
  await page.route(/\/api\/[a-z/-]*read/, () => undefined);
}

/** A draft that was just begun has another id each time. */
async function maskDrafts(page: Page): Promise<void> {
  await page.locator('a[href*="?draft="]').evaluateAll((all) => {
    for (const link of all) link.setAttribute('href', `${link.getAttribute('href')!.split('=')[0]}=`);
  });
}

/** The identity questions are drawn by lot, and so are the answers to choose from. */
async function maskQuestions(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sets = [...document.querySelectorAll('[data-question]')];
    if (sets.length === 0) return;
    // Words alone: the page goes on living.
    const put = (element: Element | null, text: string) => {
      const walker = element && document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = walker?.nextNode(); node; node = walker?.nextNode()) {
        if (node.textContent?.trim()) [node.textContent, text] = [text, ''];
      }
    };
    for (const set of sets) {
      put(set.querySelector('legend'), 'A question?');
      for (const label of set.querySelectorAll('label')) put(label, 'An answer');
      for (const radio of set.querySelectorAll<HTMLInputElement>('input[type="radio"]')) radio.checked = false;
      for (const error of set.querySelectorAll('[id$="error"]')) put(error, 'Choose an answer');
    }
    for (const link of document.querySelectorAll('[role="alert"] a[href^="#"]')) {
      put(link, 'Choose an answer');
      link.setAttribute('href', '#question');
    }
  });
}

test.use({ contextOptions: { reducedMotion: 'reduce' } });

for (const language of ['en', 'es'] as const) {
  test.describe(language, { tag: '@hydrated' }, () => {
    test.use({ locale: language === 'en' ? 'en-US' : 'es-US' });

    // What is only worth a picture is made of the same parts: once is enough.
    for (const state of language === 'en' ? [...states, ...moreStates] : states) {
      test(state.name, async ({ page, portal, browserState, atlas, watch }) => {
        if (state.status) watch.allow(new RegExp(`status of ${state.status.source}`), 'the state answers so');
        await markNothing(page);
        await page.setViewportSize({ width: 1280, height: 720 });
        const visitor = new Visitor(page, portal, browserState, language);
        await state.reach(visitor, atlas);
        await visitor.unfold();
        const fault = state.name === 'error';

        await test.step('title and languages', async () => {
          const title = titleOf(state.name);
          // The plan's name and the page for faults are no sentences of the interface.
          // In a child's record the name goes before it, in both languages.
          const [, whose = '', text = ''] = /^(\w+: )?(.*)$/.exec(title) ?? [];
          const told = fault || state.name === 'front' ? title : `${whose}${visitor.say(text)}`;
          await expect.soft(page).toHaveTitle(told);
          await expect.soft(page.locator('html')).toHaveAttribute('lang', fault ? 'en' : language);
          // Nothing but the way to the other language is in it; the page for faults has both.
          const other = language === 'en' ? 'es: Español' : 'en: English';
          const marked = fault ? [expect.stringMatching(/^es: Esto no se puede hacer en esta dirección/)] : [other];
          expect.soft(await otherLanguages(page)).toEqual(marked);
        });

        await test.step('words', async () => {
          const shown = await texts(page);
          expect.soft(shown.length).toBeGreaterThan(fault ? 3 : 10);
          const foreign = onlyIn(language === 'en' ? 'es' : 'en');
          // The page for faults has both languages.
          if (!fault) expect.soft(shown.filter((text) => foreign.has(text)), 'sentences of the other language').toEqual([]);
          const names = keys();
          const keyLike = shown.filter(
            (text) =>
              (/^[a-z]+(_[a-z0-9]+)+$/.test(text) && names.has(text)) ||
              /\{[a-z_]*\}|\b[a-z]+\.[a-z]+_[a-z_]+\b/.test(text),
          );
          expect.soft(keyLike, 'names where sentences belong').toEqual([]);
        });

        expect.soft(await smallTargets(page, 'pointer'), 'targets for a pointer').toEqual([]);

        for (const width of [1280, 768, 320]) {
          await page.setViewportSize({ width, height: 720 });
          expect.soft(await overhanging(page), `${width} px`).toEqual([]);
        }
        // The other language has the same elements and colours: once is enough there.
        for (const width of language === 'en' ? [320, 1280] : [320]) {
          await page.setViewportSize({ width, height: 720 });
          expect.soft(await violations(page), `axe at ${width} px`).toEqual([]);
          if (language === 'es') continue;
          await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
          expect.soft(await violations(page, 'colours'), `axe at ${width} px, dark`).toEqual([]);
          await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
        }

        await spaceText(page);
        for (const width of [1280, 320]) {
          await page.setViewportSize({ width, height: 720 });
          expect.soft(await cutText(page), `text spaced, ${width} px`).toEqual([]);
          expect.soft(await overhanging(page), `text spaced, ${width} px`).toEqual([]);
        }
        await unspaceText(page);

        await touch(page);
        expect.soft(await page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(true);
        expect.soft(await smallTargets(page, 'finger'), 'targets for a finger').toEqual([]);

        // A window of 1280 by 1024, four times as large.
        await page.setViewportSize({ width: 320, height: 256 });
        expect.soft(await overhanging(page), 'at 400 %').toEqual([]);
        expect.soft(await cutText(page), 'at 400 %').toEqual([]);
        expect.soft(await hiddenStops(page), 'stops at 400 %').toEqual([]);

        // Its words are in `app/words`; what it is made of is the same in both languages.
        if (language === 'en') {
          await page.setViewportSize({ width: 1280, height: 720 });
          await maskQuestions(page);
          await maskDrafts(page);
          await expect.soft(visitor.main()).toMatchAriaSnapshot({ name: `${state.name}.aria.yml` });
        }
      });
    }
  });
}
