/** Signing on, staying on, signing off (SPEC section 2). */
import { chromium } from '@playwright/test';

import { expect, test } from '../support/fixtures';
import { Visitor } from '../support/visitor';

test('the front page leads to signing on, registering and help', async ({ visitor, page }) => {
  await visitor.goto('/');
  for (const [name, path] of [['Sign on', '/sign-on'], ['Register now', '/register'], ['Technical help', '/help']] as const) {
    await expect(page.getByRole('link', { name, exact: true }).first()).toHaveAttribute('href', path);
  }
  await visitor.main().getByRole('link', { name: 'Sign on', exact: true }).click();
  await visitor.at('Sign on');
});

test('a member signs on with the user ID', async ({ visitor, member, page }) => {
  await visitor.signOn(member);
  await expect(page).toHaveURL(/\/home$/);
  await expect(visitor.heading(new RegExp(member.name.first))).toBeVisible();
});

test('a member signs on with the medical record number', async ({ visitor, member, page }) => {
  await visitor.goto('/sign-on');
  await visitor.trySignOn(member.mrn, member.password);
  await expect(page).toHaveURL(/\/home$/);
});

test('whatever is wrong, one message; the ID stays, the password does not', async ({ visitor, member }) => {
  const heard: string[] = [];
  for (const [id, password] of [
    [member.user_id, 'not the password at all'],
    [member.user_id, member.password.toUpperCase()],
    [member.user_id, `${member.password} `],
    ['nobody.at.all', member.password],
  ] as const) {
    await visitor.goto('/sign-on');
    await visitor.trySignOn(id, password);
    await expect(visitor.problems()).toBeVisible();
    await expect(visitor.field('User ID or medical record number')).toHaveValue(id);
    await expect(visitor.password()).toHaveValue('');
    heard.push(await visitor.problems().innerText());
  }
  expect(new Set(heard).size, heard.join(' | ')).toBe(1);
});

test('an empty form says what is missing', async ({ visitor }) => {
  await visitor.goto('/sign-on');
  await visitor.main().getByRole('button', { name: 'Sign on', exact: true }).click();
  await visitor.expectProblemAt(visitor.field('User ID or medical record number'));
  await visitor.expectProblemAt(visitor.password());
});

test('AUT-1 five failures lock, for the right password too, for half an hour', async ({ visitor, portal, member, page }) => {
  await visitor.goto('/sign-on');
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    await visitor.trySignOn(member.user_id, `wrong password number ${attempt}`);
    await expect(visitor.problems()).toBeVisible();
    await expect(visitor.password()).toHaveValue('');
  }
  await visitor.goto('/sign-on');
  await visitor.trySignOn(member.user_id, member.password);
  await expect(visitor.problems()).toContainText('30 minutes');
  await expect(page).toHaveURL(/\/sign-on/);
  await portal.minutesLater(29);
  await visitor.trySignOn(member.user_id, member.password);
  await expect(visitor.problems()).toContainText('30 minutes');
  await portal.minutesLater(61);
  await visitor.goto('/sign-on');
  await visitor.trySignOn(member.user_id, member.password);
  await expect(page).toHaveURL(/\/home$/);
});

test('AUT-1 an ID that nobody has locks with the same words', async ({ visitor, member }) => {
  const heard: string[] = [];
  for (const id of [member.user_id, 'nobody.at.all']) {
    await visitor.goto('/sign-on');
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      await visitor.trySignOn(id, `wrong password number ${attempt}`);
      await expect(visitor.problems()).toBeVisible();
      await expect(visitor.password()).toHaveValue('');
    }
    heard.push(await visitor.problems().innerText());
  }
  expect(heard[0]).toContain('30 minutes');
  expect(heard[1]).toBe(heard[0]);
});

test('a double click signs on once and counts once', async ({ visitor, member, page }) => {
  await visitor.goto('/sign-on');
  await visitor.field('User ID or medical record number').fill(member.user_id);
  await visitor.password().fill(member.password);
  await visitor.main().getByRole('button', { name: 'Sign on', exact: true }).dblclick();
  await expect(page).toHaveURL(/\/home$/);
  await visitor.at(new RegExp(member.name.first));
});

test('a page of the record asks to sign on first', async ({ visitor, page }) => {
  for (const path of ['/home', '/messages', '/messages/new', '/medical-record/lab-results']) {
    await page.goto(path);
    await expect(page).toHaveURL(/\/sign-on/);
    await expect(visitor.heading('Sign on')).toBeVisible();
  }
});

test('SES-4 after 15 idle minutes the next step leads to signing on', async ({ visitor, portal, member, page, watch }) => {
  watch.allow(/status of 401/, 'the host refuses a session that has ended');
  await visitor.signOn(member);
  await portal.minutesLater(16);
  await page.getByRole('link', { name: /^Messages/ }).first().click();
  await expect(page).toHaveURL(/\/sign-on/);
  await visitor.at('Sign on');
  await expect(visitor.button('Sign off')).toHaveCount(0);
});

test('SES-9 the address of signing off only asks', async ({ visitor, member, page }) => {
  await visitor.signOn(member);
  await visitor.goto('/sign-off');
  await visitor.goto('/home');
  await visitor.at(new RegExp(member.name.first));
  await visitor.goto('/sign-off');
  await visitor.main().getByRole('button', { name: 'Sign off', exact: true }).click();
  await expect(visitor.button('Sign off')).toHaveCount(0);
  await page.goto('/home');
  await expect(page).toHaveURL(/\/sign-on/);
});

test('SES-6 after signing off, Back shows nothing of the record', async ({ visitor, member, page }) => {
  await visitor.signOn(member);
  await page.getByRole('link', { name: /^Messages/ }).first().click();
  await visitor.at('Inbox');
  const row = visitor.main().getByRole('list', { name: 'Conversations' }).getByRole('link').first();
  const seen = (await row.innerText()).split('\n').filter((line) => line.trim().length > 6);
  expect(seen.length).toBeGreaterThan(0);
  await visitor.signOff();
  for (let step = 0; step < 3; step += 1) {
    await page.goBack();
    await expect(visitor.button('Sign off')).toHaveCount(0);
    const text = await page.locator('body').innerText();
    for (const line of seen) expect(text).not.toContain(line);
    if (!page.url().startsWith('http')) break;
  }
});

test('SES-6 neither does a browser that keeps pages whole', { tag: '@hydrated' }, async ({ portal, member, launchOptions }) => {
  // Playwright turns off the cache that brings whole pages back; members have it.
  const browser = await chromium.launch({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] });
  try {
    const context = await browser.newContext({ baseURL: portal.url, locale: 'en-US' });
    const page = await context.newPage();
    const visitor = new Visitor(page, portal, 'hydrated');
    await visitor.signOn(member);
    await visitor.goto('/messages');
    const row = visitor.main().getByRole('list', { name: 'Conversations' }).getByRole('link').first();
    const seen = (await row.innerText()).split('\n').filter((line) => line.trim().length > 6);
    await visitor.signOff();
    await page.goBack();
    await expect(visitor.button('Sign off')).toHaveCount(0);
    for (const line of seen) await expect(page.locator('body')).not.toContainText(line);
  } finally {
    await browser.close();
  }
});

test('SES-6 a second tab of the record clears within two seconds', { tag: '@scripts' }, async ({ visitor, member, context }) => {
  await visitor.signOn(member);
  const second = await context.newPage();
  await second.goto('/messages');
  await expect(second.getByRole('heading', { level: 1 })).toHaveText('Inbox');
  await visitor.signOff();
  await expect(second).toHaveURL(/\/sign-on$/, { timeout: 2000 });
  await expect(second.locator('body')).not.toContainText(member.name.first);
  await second.goBack();
  await expect(second.locator('body')).not.toContainText('Inbox');
});

test('AUT-10 browsers are told what to fill in', async ({ visitor }) => {
  await visitor.goto('/sign-on');
  await expect(visitor.field('User ID or medical record number')).toHaveAttribute('autocomplete', /\busername\b/);
  await expect(visitor.password()).toHaveAttribute('autocomplete', 'current-password');
});
