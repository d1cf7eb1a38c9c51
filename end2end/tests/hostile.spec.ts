/** MSG-1 in a browser: what people write does nothing, whoever looks at it, and reads as written. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Page } from '@playwright/test';

import { atDesk } from '../support/demo';
import { deskBrowser, signOnAtDesk } from '../support/desk';
import { expect, test } from '../support/fixtures';
import type { Visitor } from '../support/visitor';

const file = path.resolve(import.meta.dirname, '../../server/tests/it/messages/payloads.json');
const { openings, vectors } = JSON.parse(readFileSync(file, 'utf8')) as { openings: string[]; vectors: string[] };

/** Five hundred texts, each opening before each vector; as many messages as hold them. */
const texts = openings.flatMap((opening) => vectors.map((vector) => opening + vector));
const bundles = [0, 125, 250, 375].map((from) => texts.slice(from, from + 125).join('\n'));

/** Everything that a text could make a page do. */
function misdeeds(page: Page): string[] {
  const done: string[] = [];
  page.on('dialog', (dialog) => {
    done.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => done.push(`popup ${popup.url()}`));
  page.on('framenavigated', (frame) => {
    if (frame.parentFrame()) done.push(`frame ${frame.url()}`);
  });
  return done;
}

/** The texts of the messages as the page has them, the newest first. */
async function shown(visitor: Visitor): Promise<(string | null)[]> {
  return visitor.main().locator('.bubble__text').evaluateAll((all) => all.map((one) => one.textContent));
}

test('MSG-1 five hundred texts in messages and replies, read by member and nurse', async ({ visitor, member, portal, browser, browserState, watch, page }) => {
  test.setTimeout(150_000);
  const done = misdeeds(page);
  await visitor.signOn(member);
  await visitor.goto('/messages/new');
  await visitor.chooseRecipient();
  const subject = '</title></textarea>"><script>alert(1)</script><img src=x onerror=alert(1)>';
  await visitor.field('Subject').fill(subject);
  for (const [at, text] of bundles.entries()) {
    await visitor.field('Message').fill(text);
    await visitor.button('Send').click();
    await expect(visitor.main().locator('.bubble__text')).toHaveCount(at + 1);
    await visitor.alive();
  }
  expect(await shown(visitor)).toEqual([...bundles].reverse());
  expect(await visitor.main().getByRole('heading', { level: 1 }).textContent()).toContain(subject);
  for (const list of ['/messages/sent', '/messages/drafts', '/home']) {
    await visitor.goto(list);
    if (list.endsWith('sent')) await expect(visitor.main().getByRole('link', { name: subject })).toHaveCount(1);
  }
  await visitor.goto('/messages');
  await visitor.search('onerror');
  await expect(visitor.main().getByRole('list', { name: 'What was found' })).toContainText('onerror');

  const desk = await deskBrowser(browser, portal, browserState, watch, 'en');
  const doneAtDesk = misdeeds(desk.page);
  await signOnAtDesk(desk, atDesk(portal.demo, 'nurse'));
  await desk.main().getByRole('link', { name: subject }).click();
  await expect(desk.main().locator('.bubble__text')).toHaveCount(bundles.length);
  await desk.alive();
  expect(await shown(desk)).toEqual([...bundles].reverse());
  await desk.field('Message').fill(bundles[0]!);
  await desk.button('Send').click();
  await expect(desk.main().locator('.bubble__text')).toHaveCount(bundles.length + 1);
  await visitor.goto('/messages');
  await visitor.main().getByRole('link', { name: subject }).first().click();
  await expect(visitor.main().locator('.bubble__text')).toHaveCount(bundles.length + 1);
  expect((await shown(visitor))[0]).toBe(bundles[0]);
  expect([...done, ...doneAtDesk]).toEqual([]);
  await desk.page.context().close();
});
