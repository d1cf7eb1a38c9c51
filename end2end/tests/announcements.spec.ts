/**
 * What is told to whoever does not see the page: that something was sent, that it failed, that
 * it is on its way (WCAG 4.1.3).
 */
import type { Page } from '@playwright/test';

import { newcomers } from '../support/demo';
import { expect, test } from '../support/fixtures';

/** Holds the answers to a page's questions back, as a slow line would; the answer lets them through. */
async function hold(page: Page, path: RegExp): Promise<() => void> {
  let go = (): void => undefined;
  const gate = new Promise<void>((resolve) => (go = resolve));
  await page.route(path, async (route) => {
    await gate;
    await route.continue();
  });
  return go;
}

test('a message that was sent is announced', async ({ visitor, member }) => {
  await visitor.signOn(member);
  await visitor.goto('/messages/new');
  await visitor.chooseRecipient();
  await visitor.field('Subject').fill('Told aloud');
  await visitor.field('Message').fill('Is it?');
  await visitor.button('Send').click();
  await visitor.at(/Told aloud/);
  await expect(visitor.main().getByRole('status').filter({ hasText: 'Your message was sent' })).toHaveCount(1);
  await expect(visitor.main().getByRole('status').first()).toContainText('Your message was sent');
});

test('Send says that it is sending, and cannot be pressed again', { tag: '@hydrated' }, async ({ visitor, member, page }) => {
  await visitor.signOn(member);
  await visitor.goto('/messages/new');
  await visitor.chooseRecipient();
  await visitor.field('Subject').fill('On its way');
  await visitor.field('Message').fill('Slowly.');
  const go = await hold(page, /\/api\/messages\/send/);
  await visitor.button('Send').click();
  const sending = visitor.button('Sending…');
  await expect(sending).toBeVisible();
  await expect(sending).toBeDisabled();
  go();
  await visitor.at(/On its way/);
});

test('what is wrong with a form is announced at once, and each line of it', async ({ visitor }) => {
  await visitor.goto('/register/membership');
  await visitor.continue();
  const alert = visitor.main().getByRole('alert');
  await expect(alert).toHaveCount(1);
  await expect(alert.getByRole('listitem')).not.toHaveCount(0);
  for (const line of await alert.getByRole('listitem').all()) await expect(line).toHaveText(/\w+ \w+/);
});

test('a message that did not get through is announced', { tag: '@hydrated' }, async ({ visitor, member, page, watch }) => {
  watch.allow(/ERR_FAILED/, 'the browser names the request that was cut');
  await visitor.signOn(member);
  await visitor.goto('/messages/new');
  await visitor.chooseRecipient();
  await visitor.field('Subject').fill('Cut off');
  await visitor.field('Message').fill('Half way.');
  await page.route(/\/api\/messages\/send/, (route) => route.abort());
  await visitor.button('Send').click();
  await expect(visitor.main().getByRole('alert')).toContainText(/not|could/);
  await expect(visitor.main().getByRole('alert').getByRole('listitem')).toHaveCount(1);
});

test('a new code is announced in a region that was there before', async ({ visitor, portal, page }) => {
  await visitor.toCode(newcomers(portal.demo)[0]!, 'told.heron', 'told@mail.example');
  const region = visitor.main().getByRole('status').filter({ hasNotText: /Step/ }).first();
  await expect(region).toBeEmpty();
  await portal.minutesLater(2);
  await visitor.button('Send a new code').click();
  await expect(page.getByRole('status').filter({ hasText: 'We sent a new code' })).toHaveCount(1);
});

test.describe('a page that is on its way says so', { tag: '@hydrated' }, () => {
  for (const [name, from, link, answer] of [
    ['home', '/messages', /^Home/, /\/api\/home\/load/],
    ['inbox', '/home', /^Messages/, /\/api\/messages\/list/],
    ['the record', '/home', /^Medical Record/, /\/api\/results\/record/],
  ] as const) {
    test(name, async ({ visitor, member, page }) => {
      await visitor.signOn(member);
      await visitor.goto(from);
      const go = await hold(page, answer);
      await page.getByRole('navigation').getByRole('link', { name: link }).first().click();
      const loading = visitor.main().getByRole('status');
      await expect(loading).toHaveText('Loading…');
      go();
      await expect(loading.filter({ hasText: 'Loading…' })).toHaveCount(0);
      await expect(visitor.main().getByRole('heading', { level: 1 })).toBeFocused();
    });
  }

  test('the list of results, and a result', async ({ visitor, atlas, page }) => {
    const { member, result } = atlas.result(() => true);
    await visitor.signOn(member);
    await visitor.goto('/medical-record');
    const loading = visitor.main().getByRole('status').filter({ hasText: 'Loading…' });
    for (const [link, answer] of [
      [visitor.main().getByRole('link', { name: /^All lab results/ }), /\/api\/results\/list/],
      [visitor.main().locator(`a[href="${result.href}"]`), /\/api\/results\/report/],
    ] as const) {
      const go = await hold(page, answer);
      await link.click();
      await expect(loading).toHaveCount(1);
      go();
      await expect(loading).toHaveCount(0);
      await expect(visitor.main().getByRole('heading', { level: 1 })).toBeFocused();
    }
  });

  test('a conversation', async ({ visitor, atlas, page }) => {
    const { member, conversation } = atlas.conversation(() => true);
    await visitor.signOn(member);
    await visitor.goto('/messages');
    const go = await hold(page, /\/api\/messages\/conversation/);
    await visitor.main().locator(`a[href="${conversation.href}"]`).click();
    await expect(visitor.main().getByRole('status')).toHaveText('Loading…');
    go();
    await expect(visitor.heading(conversation.subject)).toBeFocused();
  });
});
