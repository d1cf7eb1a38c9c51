/** What leaves on paper: a conversation and the member ID card, printed and as a PDF. */
import { readFileSync } from 'node:fs';

import type { Page } from '@playwright/test';

import { accounts } from '../support/demo';
import { expect, test } from '../support/fixtures';
import type { Visitor } from '../support/visitor';

/** Presses a link to a file; answers the name and the beginning of what arrives. */
async function download(visitor: Visitor, link = 'Download PDF'): Promise<{ name: string; begins: string }> {
  const waiting = visitor.page.waitForEvent('download');
  await visitor.link(link).click();
  const file = await waiting;
  return { name: file.suggestedFilename(), begins: readFileSync(await file.path()).subarray(0, 8).toString('latin1') };
}

async function onPaper(page: Page): Promise<void> {
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
}

test('a conversation is downloaded, and its name tells nothing', async ({ visitor, atlas, page }) => {
  const { member, conversation } = atlas.conversation(() => true);
  await visitor.signOn(member);
  await visitor.goto(conversation.href);
  const { name, begins } = await download(visitor);
  expect(name).toMatch(/^conversation-\d{4}-\d\d-\d\d\.pdf$/);
  expect(begins).toBe('%PDF-1.7');
  // The page is as it was.
  await expect(page).toHaveURL(new RegExp(`${conversation.href}$`));
});

test('a download of what is not there says so on a page', async ({ visitor, member, page, watch }) => {
  watch.allow(/status of 404/, 'there is no such conversation');
  await visitor.signOn(member);
  const answer = await page.goto('/messages/01900000-0000-7000-8000-000000000000/pdf');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such page');
});

test('one result and all of them are downloaded in three forms, and printed without the links', async ({ visitor, atlas, page }) => {
  const { member, result } = atlas.result(() => true);
  await visitor.signOn(member);
  for (const [path, called] of [
    [result.href, 'lab-result'],
    ['/medical-record/lab-results', 'lab-results'],
  ] as const) {
    await visitor.goto(path);
    for (const [link, ending, beginning] of [
      ['Download PDF', 'pdf', '%PDF-1.7'],
      // The mark by which spreadsheets know UTF-8.
      ['Download a table (CSV)', 'csv', '\u00ef\u00bb\u00bf'],
      ['Download for health apps (FHIR)', 'json', '{"resour'],
    ] as const) {
      const { name, begins } = await download(visitor, link);
      expect(name).toMatch(new RegExp(`^${called}-\\d{4}-\\d\\d-\\d\\d\\.${ending}$`));
      expect(begins.startsWith(beginning)).toBe(true);
      await expect(page).toHaveURL(new RegExp(`${path}$`));
    }
  }
  await onPaper(page);
  await expect(visitor.main().getByRole('heading', { name: 'Download all results' })).toBeHidden();
});

test('the card is found from Home, shown, and downloaded', async ({ visitor, page }) => {
  await visitor.signOn(accounts(visitor.portal.demo)[0]!);
  await visitor.main().getByRole('link', { name: /^Member ID card/ }).click();
  await visitor.at('Member ID card');
  await expect(visitor.main().getByRole('img')).toBeVisible();
  await expect(visitor.main().getByRole('definition').first()).toHaveText('Maria Santos');
  const { name, begins } = await download(visitor);
  expect(name).toMatch(/^member-id-card-\d{4}-\d\d-\d\d\.pdf$/);
  expect(begins).toBe('%PDF-1.7');
  await expect(page).toHaveURL(/\/id-card$/);
});

test('the card comes out of the printer as large as it is', async ({ visitor, page }) => {
  await visitor.signOn(accounts(visitor.portal.demo)[0]!);
  await visitor.goto('/id-card');
  await onPaper(page);
  const card = await visitor.main().getByRole('img').boundingBox();
  // CSS knows 96 pixels an inch of 25.4 mm.
  expect(card!.width).toBeCloseTo((85.6 / 25.4) * 96, 0);
  expect(card!.height).toBeCloseTo((54 / 25.4) * 96, 0);
  await expect(page.getByText('Larkhaven', { exact: true }).filter({ visible: true }).first()).toBeVisible();
  for (const gone of [page.getByRole('navigation').first(), visitor.link('Download PDF'), page.getByRole('contentinfo')]) {
    await expect(gone).toBeHidden();
  }
  await expect(visitor.main().getByText('1-800-555-0120').first()).toBeVisible();
});

test('the print button prints, where there are scripts', async ({ visitor, page, browserState }) => {
  await visitor.signOn(accounts(visitor.portal.demo)[0]!);
  await visitor.goto('/id-card');
  const print = visitor.button('Print');
  if (browserState !== 'hydrated') {
    await expect(print).toBeHidden();
    return;
  }
  await page.evaluate(() => {
    window.print = () => document.documentElement.setAttribute('data-printed', '');
  });
  await print.click();
  await expect(page.locator('html')).toHaveAttribute('data-printed');
});
