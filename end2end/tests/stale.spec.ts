/** Never stale: what Back brings is what is there now, and an alert leads to what it announces. */
import { chromium } from '@playwright/test';

import { atDesk } from '../support/demo';
import { deskBrowser, signOnAtDesk } from '../support/desk';
import { expect, test } from '../support/fixtures';
import { Visitor } from '../support/visitor';

test('Back to a conversation shows what came meanwhile', async ({ visitor, member, portal, browser, browserState, watch, page }) => {
  test.setTimeout(120_000);
  await visitor.signOn(member);
  await visitor.goto('/messages/new');
  await visitor.chooseRecipient();
  await visitor.field('Subject').fill('Before and after');
  await visitor.field('Message').fill('It began on Sunday.');
  await visitor.button('Send').click();
  await visitor.at('Before and after');
  const address = page.url();
  // Opened as a page of its own, and left by a full load: what Back may bring is a copy of it.
  await visitor.goto(address);
  await visitor.goto('/help');
  const desk = await deskBrowser(browser, portal, browserState, watch, 'en');
  await signOnAtDesk(desk, atDesk(portal.demo, 'nurse'));
  await desk.main().getByRole('link', { name: 'Before and after' }).click();
  await expect(desk.heading(/^Before and after$/)).toBeVisible();
  await desk.alive();
  await desk.field('Message').fill('Please come in tomorrow.');
  await desk.button('Send').click();
  await expect(desk.main()).toContainText('Your reply was sent');
  await page.goBack();
  await expect(page).toHaveURL(address);
  await visitor.at('Before and after');
  await expect(visitor.main().locator('.bubble__text').first()).toHaveText('Please come in tomorrow.');
  await desk.page.context().close();
});

test('neither does a browser that keeps pages whole show what was', { tag: '@hydrated' }, async ({ portal, atlas, launchOptions }) => {
  test.setTimeout(120_000);
  const { member, conversation } = atlas.conversation((one) => one.reply === 'open');
  // Playwright turns off the cache that brings whole pages back; members have it.
  const browser = await chromium.launch({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] });
  try {
    const context = await browser.newContext({ baseURL: portal.url, locale: 'en-US' });
    const page = await context.newPage();
    const visitor = new Visitor(page, portal, 'hydrated');
    await visitor.signOn(member);
    await visitor.goto(conversation.href);
    const before = await visitor.main().locator('.bubble__text').count();
    await visitor.goto('/help');
    // Another window of the same member answers.
    const other = await context.newPage();
    const second = new Visitor(other, portal, 'hydrated');
    await second.goto(conversation.href);
    await second.field('Message').fill('From the other window.');
    await second.main().getByRole('button', { name: 'Send', exact: true }).click();
    await expect(second.main().locator('.bubble__text').first()).toHaveText('From the other window.');
    await other.close();
    await page.goBack();
    await expect(visitor.main().locator('.bubble__text')).toHaveCount(before + 1);
    await expect(visitor.main().locator('.bubble__text').first()).toHaveText('From the other window.');
    // And after signing off it shows nothing of it, whichever way one goes.
    await visitor.alive();
    await visitor.signOff();
    for (const go of [() => page.goBack(), () => page.goBack(), () => page.goForward()]) {
      await go();
      await expect(visitor.button('Sign off')).toHaveCount(0);
      await expect(page.locator('body')).not.toContainText('From the other window.');
    }
  } finally {
    await browser.close();
  }
});

test('what is unread leads to the message itself', async ({ visitor, atlas, page }) => {
  const { member, conversation } = atlas.conversation((one) => one.unread);
  await visitor.signOn(member);
  await page.getByRole('navigation').getByRole('link', { name: /^Messages/ }).first().click();
  await visitor.at('Inbox');
  const row = visitor.main().locator(`a[href="${conversation.href}"]`);
  await expect(row).toContainText('Unread');
  await row.click();
  await expect(visitor.main().getByRole('article').first()).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`${conversation.href}$`));
});
