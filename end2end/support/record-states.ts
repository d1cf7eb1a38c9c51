/** The states of the medical record: results, asking about one, immunizations, a child's record. */
import { expect } from '@playwright/test';

import { accounts } from './demo';
import { openRecordOf, parent } from './family';
import { atTheDesk, signedOn, type State } from './reach';
import type { Visitor } from './visitor';

export const recordStates: State[] = [
  { name: 'record', reach: (visitor) => signedOn(visitor, '/medical-record') },
  { name: 'lab-results', reach: (visitor) => signedOn(visitor, '/medical-record/lab-results') },
  {
    name: 'lab-results-found',
    reach: async (visitor) => {
      await signedOn(visitor, '/medical-record/lab-results');
      await visitor.findResults('chol');
    },
  },
  {
    name: 'lab-results-nothing-fits',
    reach: async (visitor) => {
      await signedOn(visitor, '/medical-record/lab-results');
      await visitor.findResults('nosuchword');
    },
  },
  { name: 'lab-results-held', reach: (visitor) => released(visitor, 'comment-14', 'cover') },
  { name: 'result-choices', reach: (visitor) => signedOn(visitor, '/medical-record/result-choices') },
  {
    name: 'result-choices-saved',
    reach: async (visitor) => {
      await visitor.signOn(accounts(visitor.portal.demo)[0]!);
      await visitor.chooseRelease('cover');
    },
  },
  {
    name: 'lab-result-covered',
    reach: async (visitor) => {
      await released(visitor, 'cover', 'cover');
      await firstHeld(visitor);
    },
  },
  {
    name: 'lab-result-waiting',
    reach: async (visitor) => {
      await released(visitor, 'comment-14', 'comment-14');
      await firstHeld(visitor);
    },
  },
  { name: 'compare-results', reach: (visitor) => compared(visitor, 3) },
  { name: 'compare-results-few', reach: (visitor) => compared(visitor, 1) },
  {
    name: 'lab-result',
    reach: async (visitor, atlas) => {
      const { member, result } = atlas.result((one) => one.charts > 0);
      await visitor.signOn(member);
      await visitor.goto(result.href);
    },
  },
  {
    name: 'lab-result-outside',
    reach: async (visitor, atlas) => {
      const { member, result } = atlas.result((one) => /outside/i.test(one.name));
      await visitor.signOn(member);
      await visitor.goto(result.href);
    },
  },
  {
    name: 'lab-result-unknown',
    status: /404/,
    reach: (visitor) => signedOn(visitor, '/medical-record/lab-results/01900000-0000-7000-8000-000000000000'),
  },
  { name: 'immunizations', reach: (visitor) => signedOn(visitor, '/medical-record/immunizations') },
  { name: 'immunizations-by-date', reach: (visitor) => signedOn(visitor, '/medical-record/immunizations?by=date') },
  { name: 'vaccination-record', reach: (visitor) => signedOn(visitor, '/medical-record/immunizations/record') },
  { name: 'child-record', reach: (visitor) => inRecordOf(visitor, 0, '') },
  { name: 'child-results', reach: (visitor) => inRecordOf(visitor, 0, '/lab-results') },
  {
    name: 'child-result',
    reach: async (visitor) => {
      await inRecordOf(visitor, 0, '/lab-results');
      await visitor.main().locator('a[href*="/lab-results/"]').first().click();
      await visitor.page.waitForURL(/lab-results\/./);
      // The address is there before the page.
      await visitor.main().getByRole('table').first().waitFor();
    },
  },
  { name: 'child-immunizations', reach: (visitor) => inRecordOf(visitor, 0, '/immunizations') },
  { name: 'child-vaccination-record', reach: (visitor) => inRecordOf(visitor, 0, '/immunizations/record') },
  { name: 'teen-record', reach: (visitor) => inRecordOf(visitor, 1, '') },
  { name: 'teen-results-closed', status: /403/, reach: (visitor) => inRecordOf(visitor, 1, '/lab-results') },
];

/** Those that are worth a picture and a place in the gallery; no test needs them. */
export const moreRecordStates: State[] = [
  { name: 'compose-result', reach: (visitor) => aboutResult(visitor).then() },
  { name: 'conversation-result', reach: (visitor) => askedAboutResult(visitor).then() },
  { name: 'case-result', reach: (visitor) => resultAtDesk(visitor).then() },
  {
    name: 'lab-result-comment',
    reach: async (visitor) => {
      const result = await resultAtDesk(visitor);
      await visitor.field('Comment on this result').fill('128/82');
      await visitor.button('Add comment').click();
      await expect(visitor.main().getByRole('list', { name: visitor.say('Comments on this result') })).toBeVisible();
      await visitor.goto(result);
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
];

/** A page of the record of a child of the first parent. */
async function inRecordOf(visitor: Visitor, child: number, path: string): Promise<void> {
  const { account, children } = parent(visitor.portal.demo);
  await visitor.signOn(account);
  const record = await openRecordOf(visitor, children[child]!);
  await visitor.goto(`${record}${path}`);
}

/** The lab results of somebody who chose how everyday ones and all others are shown. */
async function released(visitor: Visitor, everyday: string, others: string): Promise<void> {
  await visitor.signOn(accounts(visitor.portal.demo)[0]!);
  await visitor.chooseRelease(others, everyday);
  await visitor.goto('/medical-record/lab-results');
}

/** The first result that is not shown yet. */
async function firstHeld(visitor: Visitor): Promise<void> {
  await visitor.main().getByRole('link', { name: visitor.say('Open it to see it now') }).first().click();
  await visitor.page.waitForURL(/lab-results\/./);
  await visitor.button('Show it now').waitFor();
}

/** So many of the newest results side by side. */
async function compared(visitor: Visitor, count: number): Promise<void> {
  await signedOn(visitor, '/medical-record/lab-results');
  for (let place = 0; place < count; place += 1) await visitor.resultBoxes().nth(place).check();
  await visitor.button('Compare chosen results').click();
  await visitor.at('Compare results');
}

/** A message about the newest result, sent; answers the address of the result. */
async function askedAboutResult(visitor: Visitor): Promise<string> {
  const result = await aboutResult(visitor);
  await visitor.chooseRecipient();
  await visitor.field('Message').fill('128/82');
  await visitor.button('Send').click();
  await visitor.page.waitForURL(/\/messages\/[0-9a-f-]{36}$/);
  return result;
}

/** Contact Care Team with the newest result; answers the address of the result. */
async function aboutResult(visitor: Visitor): Promise<string> {
  await signedOn(visitor, '/medical-record/lab-results');
  const row = visitor.main().locator('a[href^="/medical-record/lab-results/"]').filter({ has: visitor.page.locator('time') });
  const result = (await row.first().getAttribute('href'))!;
  await visitor.goto(`/messages/new?result=${result.split('/').pop()}`);
  await visitor.at('Contact Care Team');
  await visitor.alive();
  return result;
}

/** The conversation about a result at the nurse's desk. */
async function resultAtDesk(visitor: Visitor): Promise<string> {
  const result = await askedAboutResult(visitor);
  await atTheDesk(visitor, '/staff/messages');
  await visitor.main().getByRole('link', { name: visitor.say('A question about a lab result') }).first().click();
  await expect(visitor.field('Comment on this result')).toBeVisible();
  await visitor.alive();
  return result;
}

function resultThatSays(said: RegExp): State['reach'] {
  return async (visitor, atlas) => {
    const { member, result } = atlas.result((one) => said.test(one.text));
    await visitor.signOn(member);
    await visitor.goto(result.href);
  };
}
