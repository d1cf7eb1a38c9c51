/** The Archive, folders, several conversations at once, and search (SPEC section 5). */
import type { Locator, Page } from '@playwright/test';

import { accounts } from '../support/demo';
import { expect, test } from '../support/fixtures';
import type { Visitor } from '../support/visitor';

function rows(visitor: Visitor): Locator {
  return visitor.main().getByRole('listitem').filter({ has: visitor.page.getByRole('checkbox') });
}

/** The subject of a row. */
async function subject(row: Locator): Promise<string> {
  return (await row.locator('.conversation-row__subject').textContent())!.replace(/^Unread\s*/, '').trim();
}

async function open(visitor: Visitor, address: string): Promise<void> {
  await visitor.goto(address);
  await expect(visitor.main().getByRole('heading', { level: 1 })).toBeVisible();
}

test('two of many go to the Archive and come back', async ({ visitor, page }) => {
  await visitor.signOn(accounts(visitor.portal.demo)[0]!);
  await open(visitor, '/messages');
  const before = await rows(visitor).count();
  const [first, second] = [await subject(rows(visitor).nth(0)), await subject(rows(visitor).nth(1))];
  for (const place of [0, 1]) await rows(visitor).nth(place).getByRole('checkbox').check();
  await visitor.button('Move to Archive').click();
  await expect(visitor.main().getByRole('status').filter({ hasText: '2 conversations are in the Archive now.' })).toBeFocused();
  await expect(rows(visitor)).toHaveCount(before - 2);
  // What was chosen before is not chosen in what stands there now.
  expect(await visitor.main().getByRole('checkbox', { checked: true }).count()).toBe(0);
  await visitor.main().getByRole('link', { name: 'Archive', exact: true }).click();
  await visitor.at('Archive');
  await expect(rows(visitor)).toHaveCount(2);
  expect([await subject(rows(visitor).nth(0)), await subject(rows(visitor).nth(1))].sort()).toEqual([first, second].sort());
  await rows(visitor).nth(0).getByRole('checkbox').check();
  await visitor.button('Move to Inbox').click();
  await expect(rows(visitor)).toHaveCount(1);
  await open(visitor, '/messages');
  await expect(rows(visitor)).toHaveCount(before - 1);
  await expect(page).toHaveTitle(/Inbox/);
});

test('a folder is made, used, renamed and deleted; nothing in it is lost', async ({ visitor, watch }) => {
  watch.allow(/status of 404.*messages\/list/, 'that the folder has gone is heard before the next page stands there');
  await visitor.signOn(accounts(visitor.portal.demo)[0]!);
  await open(visitor, '/messages/folders');
  await visitor.button('Make folder').click();
  await expect(visitor.problems()).toContainText('Write a name for the folder');
  await visitor.field('Name of the folder').fill('Knee');
  await visitor.button('Make folder').click();
  await expect(visitor.main().getByRole('link', { name: /^Knee/ })).toBeVisible();
  await open(visitor, '/messages');
  const moved = await subject(rows(visitor).nth(0));
  await rows(visitor).nth(0).getByRole('checkbox').check();
  await visitor.field('Folder to move to').selectOption({ label: 'Knee' });
  await visitor.button('Move to folder').click();
  await expect(visitor.main().getByText('1 conversation is in “Knee” now.')).toBeVisible();
  await visitor.main().getByRole('link', { name: 'Folders', exact: true }).click();
  await visitor.main().getByRole('link', { name: /^Knee/ }).click();
  await visitor.at('Knee');
  expect(await subject(rows(visitor).nth(0))).toBe(moved);
  await visitor.unfold();
  await visitor.field('Name of the folder').fill('Both knees');
  await visitor.button('Save name').click();
  await visitor.main().getByRole('link', { name: /^Both knees/ }).click();
  await visitor.at('Both knees');
  await visitor.unfold();
  await visitor.button('Delete folder').click();
  await expect(visitor.main().getByText('No folders yet')).toBeVisible();
  await open(visitor, '/messages');
  await expect(visitor.main().getByRole('link', { name: new RegExp(moved.replaceAll(/[^\w ]/g, '.')) })).toBeVisible();
});

test('a conversation is put away from its own page', async ({ visitor, atlas }) => {
  const { member, conversation } = atlas.conversation((one) => one.reply === 'open');
  await visitor.signOn(member);
  await open(visitor, conversation.href);
  await visitor.button('Move to Archive').click();
  await expect(visitor.main().getByText('1 conversation is in the Archive now.')).toBeVisible();
  await expect(visitor.button('Move to Archive')).toHaveCount(0);
  await visitor.button('Move to Inbox').click();
  await expect(visitor.main().getByText('1 conversation is in your Inbox now.')).toBeVisible();
});

test('only what is unread', async ({ visitor, atlas }) => {
  const { member } = atlas.conversation((one) => one.unread);
  await visitor.signOn(member);
  await open(visitor, '/messages');
  await visitor.main().getByRole('link', { name: 'Show unread only' }).click();
  await expect(visitor.main().getByRole('link', { name: 'Show all' })).toBeVisible();
  for (const row of await rows(visitor).all()) await expect(row).toContainText('Unread');
  await visitor.main().getByRole('link', { name: 'Show all' }).click();
  await expect(visitor.main().getByRole('link', { name: 'Show unread only' })).toBeVisible();
});

test('a list is narrowed to somebody, and Back widens it', async ({ visitor, atlas }) => {
  const { member } = atlas.conversation((one) => one.unread);
  await visitor.signOn(member);
  await open(visitor, '/messages');
  const all = await rows(visitor).count();
  await visitor.main().getByRole('link', { name: 'Filter', exact: true }).click();
  const people = visitor.main().getByLabel('With', { exact: true });
  const name = (await people.locator('option').nth(1).textContent()) ?? '';
  await people.selectOption({ index: 1 });
  await visitor.button('Show').click();
  await expect(visitor.page).toHaveURL(/with=/);
  await expect(people.locator('option:checked')).toHaveText(name);
  // The list comes after the address: it is waited for.
  await expect(rows(visitor).filter({ hasNotText: name })).toHaveCount(0);
  expect(await rows(visitor).count()).toBeGreaterThan(0);
  await visitor.main().getByLabel('With files only').check();
  await visitor.main().getByLabel('When').selectOption({ label: 'The last 30 days' });
  await visitor.button('Show').click();
  await expect(visitor.page).toHaveURL(/files=true/);
  await expect(visitor.main().getByLabel('With files only')).toBeChecked();
  await visitor.main().getByRole('link', { name: 'Show all' }).click();
  await expect(rows(visitor)).toHaveCount(all);
  await visitor.page.goBack();
  await expect(visitor.main().getByLabel('With files only')).toBeChecked();
});

test.describe('search', () => {
  /** Every address that was asked for, and what the browser keeps. */
  function watch(page: Page): string[] {
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    return addresses;
  }

  test('beginnings of words, without case and accents, wherever kept; in no address', async ({ visitor, page }) => {
    await visitor.signOn(accounts(visitor.portal.demo)[0]!);
    await open(visitor, '/messages');
    const all = await Promise.all((await rows(visitor).all()).map(subject));
    const sought = all.find((text) => /^[A-Za-z ]+$/.test(text) && text.split(' ').some((word) => word.length > 5))!;
    const word = sought.split(' ').find((one) => one.length > 5)!;
    const beginning = word.slice(0, -1).toUpperCase().replace('E', 'É');
    await rows(visitor).nth(all.indexOf(sought)).getByRole('checkbox').check();
    await visitor.button('Move to Archive').click();
    await expect(visitor.main().getByText('1 conversation is in the Archive now.')).toBeVisible();
    const addresses = watch(page);
    await visitor.search(beginning);
    const hit = visitor.main().getByRole('link', { name: new RegExp(sought) });
    await expect(hit.first()).toContainText('In the Archive');
    await expect(hit.first().locator('mark').first()).toHaveText(new RegExp(word, 'i'));
    for (const address of addresses) expect(decodeURIComponent(address).toUpperCase()).not.toContain(beginning);
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state]));
    expect(kept.toUpperCase()).not.toContain(beginning);
    await hit.first().click();
    await visitor.at(sought);
  });

  test('Back finds again what was found', { tag: '@hydrated' }, async ({ visitor, page }) => {
    await visitor.signOn(accounts(visitor.portal.demo)[0]!);
    await visitor.goto('/messages');
    await visitor.search('metformin');
    await visitor.main().getByRole('list', { name: 'What was found' }).getByRole('link').first().click();
    await expect(visitor.main().getByRole('article').first()).toBeVisible();
    await page.goBack();
    await visitor.at('Search messages');
    await expect(visitor.field('Search all your messages')).toHaveValue('metformin');
    await expect(visitor.main().getByRole('list', { name: 'What was found' })).toBeVisible();
  });

  test('a draft is found, says that it is one, and is gone on with', async ({ visitor, member, browserState }) => {
    await visitor.signOn(member);
    await visitor.goto('/messages/new');
    await visitor.field('Subject').fill('Sourdough and my stomach');
    await visitor.field('Message').fill('Since Sunday');
    await visitor.button('Save draft').click();
    if (browserState === 'hydrated') {
      await expect(visitor.main().locator('.save-status')).toHaveText(/^Draft saved at/);
    } else {
      await visitor.at('Drafts');
    }
    await open(visitor, '/messages');
    await visitor.search('SOURD stomá');
    const hit = visitor.main().getByRole('link', { name: /Sourdough and my stomach/ });
    await expect(hit).toContainText('Draft');
    await expect(hit.locator('mark')).toHaveText(['Sourdough', 'stomach']);
    await hit.click();
    await visitor.at('Contact Care Team');
    await expect(visitor.field('Message')).toHaveValue('Since Sunday');
  });

  test('nothing found, and nothing to look for, are told', async ({ visitor }) => {
    await visitor.signOn(accounts(visitor.portal.demo)[0]!);
    await open(visitor, '/messages');
    await visitor.search('nosuchword');
    await expect(visitor.main().getByText('No message was found')).toBeVisible();
    await visitor.search('!!');
    await expect(visitor.main().getByText('Write at least one word to look for')).toBeVisible();
  });
});
