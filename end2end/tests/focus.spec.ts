/**
 * Where the keyboard goes (WCAG 2.4.3): to the heading of a page that was navigated to, to what
 * was announced after an action, to what is wrong after a refusal; and nowhere when a member
 * only marks, opens or shows something.
 */
import type { Locator, Page } from '@playwright/test';

import { newcomers } from '../support/demo';
import { expect, test } from '../support/fixtures';
import type { Visitor } from '../support/visitor';

/** Follows a link with the keyboard, as whoever needs the focus would. */
async function follow(link: Locator): Promise<void> {
  await expect(link).toBeEnabled();
  await link.focus();
  await link.press('Enter');
}

/** The page has come, in the same document, and the keyboard is on its heading. */
async function arrived(visitor: Visitor, heading: string | RegExp): Promise<void> {
  await expect(visitor.heading(heading)).toBeFocused();
  expect(await visitor.page.evaluate(() => 'sameDocument' in window), 'not loaded anew').toBe(true);
}

/** Marks the document, so that a full load would be noticed. */
async function stay(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
}

function backToInbox(visitor: Visitor): Locator {
  return visitor.main().getByRole('link', { name: 'Inbox', exact: true });
}

function announced(visitor: Visitor, said: string | RegExp): Locator {
  return visitor.main().getByRole('status').filter({ hasText: said });
}

test.describe('a page that was navigated to begins at its heading', { tag: '@hydrated' }, () => {
  test('messages: there, into a conversation, and back', async ({ visitor, atlas, page }) => {
    const { member, conversation } = atlas.conversation((one) => one.reply === 'open');
    await visitor.signOn(member);
    await stay(page);
    await follow(page.getByRole('navigation').getByRole('link', { name: /^Messages/ }));
    await arrived(visitor, 'Inbox');
    await follow(visitor.main().locator(`a[href="${conversation.href}"]`));
    await arrived(visitor, conversation.subject);
    await follow(backToInbox(visitor));
    await arrived(visitor, 'Inbox');
    await page.goBack();
    await arrived(visitor, conversation.subject);
    await follow(page.getByRole('navigation').getByRole('link', { name: 'Home', exact: true }));
    await arrived(visitor, new RegExp(member.name.first));
  });

  test('the record: to the list, to a result, to its chart', async ({ visitor, atlas, page }) => {
    const { member, result } = atlas.result((one) => one.charts > 0);
    await visitor.signOn(member);
    await stay(page);
    await follow(page.getByRole('navigation').getByRole('link', { name: 'Medical Record & Lab Results' }));
    await arrived(visitor, 'Medical Record & Lab Results');
    await follow(visitor.main().getByRole('link', { name: /^All lab results/ }));
    await arrived(visitor, 'Lab results');
    await follow(visitor.main().locator(`a[href="${result.href}"]`));
    await arrived(visitor, result.panel);
    await page.goBack();
    await arrived(visitor, 'Lab results');
  });

  // The demo's mailboxes fit on one page; the list of results has more than one.
  test('the same heading twice: older results, and the newest again', async ({ visitor, member, page }) => {
    await visitor.signOn(member);
    await visitor.goto('/medical-record/lab-results');
    await stay(page);
    await follow(visitor.link('Older results'));
    await expect(page).toHaveURL(/after=/);
    await arrived(visitor, 'Lab results');
    await follow(visitor.link('Newest results'));
    await expect(page).not.toHaveURL(/after=/);
    await arrived(visitor, 'Lab results');
  });

  test('one mailbox and the other', async ({ visitor, member, page }) => {
    await visitor.signOn(member);
    await visitor.goto('/messages');
    await stay(page);
    for (const mailbox of ['Sent', 'Inbox']) {
      await follow(visitor.main().getByRole('link', { name: mailbox, exact: true }));
      await arrived(visitor, mailbox);
    }
  });

  test('outside too: from the front page to signing on, help and registration', async ({ visitor, page }) => {
    await visitor.goto('/');
    await stay(page);
    for (const [link, heading] of [
      ['Sign on', 'Sign on'],
      ['Help', 'Technical help'],
      ['Register now', /Register/],
    ] as const) {
      await follow(page.getByRole('navigation').getByRole('link', { name: link, exact: true }));
      await arrived(visitor, heading);
    }
  });

  test('a step of registration begins at its heading', async ({ visitor, portal, page }) => {
    await visitor.goto('/register/membership');
    await stay(page);
    await visitor.fillMembership(newcomers(portal.demo)[0]!);
    await page.keyboard.press('Enter');
    await arrived(visitor, 'Accept the terms and conditions');
    await page.keyboard.press('Tab');
    await visitor.field('I accept the terms and conditions').press('Space');
    await follow(visitor.button('Continue'));
    await arrived(visitor, 'Create your user ID');
  });
});

test.describe('after an action the keyboard is on what was announced', () => {
  test('a message that was sent', async ({ visitor, member, page }) => {
    await visitor.signOn(member);
    await visitor.goto('/messages/new');
    await visitor.chooseRecipient();
    await visitor.field('Subject').fill('Where am I now?');
    await visitor.field('Message').fill('On the line that says it was sent.');
    await follow(visitor.button('Send'));
    await visitor.at(/Where am I now/);
    await expect(announced(visitor, 'Your message was sent')).toBeFocused();
    // What was announced is read from there on, so it stands above what is next.
    await page.keyboard.press('Tab');
    await expect(visitor.main().locator(':focus')).toHaveCount(1);
  });

  test('a reply, and a second one on the same page', async ({ visitor, atlas }) => {
    const { member, conversation } = atlas.conversation((one) => one.reply === 'open');
    await visitor.signOn(member);
    await visitor.goto(conversation.href);
    for (const text of ['The first of two.', 'The second of two.']) {
      await visitor.field('Message').fill(text);
      await follow(visitor.button('Send'));
      await expect(visitor.main().getByText(text)).toBeVisible();
      await visitor.alive();
      await expect(announced(visitor, 'Your message was sent')).toBeFocused();
    }
    // What was announced is not mistaken for part of the page after it.
    await follow(backToInbox(visitor));
    await visitor.at('Inbox');
    if (visitor.state === 'hydrated') await expect(visitor.heading('Inbox')).toBeFocused();
  });
});

test.describe('after a refusal the keyboard is on what is wrong', () => {
  test('signing on', async ({ visitor }) => {
    await visitor.goto('/sign-on');
    await visitor.trySignOn('somebody.else', 'not the right password');
    await expect(visitor.problems()).toBeFocused();
  });

  test('signing on twice: the summary is there already', async ({ visitor }) => {
    await visitor.goto('/sign-on');
    for (const password of ['not the right password', 'nor is this']) {
      const answered = visitor.page.waitForResponse((answer) => answer.request().method() === 'POST');
      await visitor.trySignOn('somebody.else', password);
      await answered;
      await visitor.alive();
      await expect(visitor.problems()).toBeFocused();
    }
  });

  test('a step of registration', async ({ visitor }) => {
    await visitor.goto('/register/membership');
    await visitor.continue();
    await expect(visitor.problems()).toBeFocused();
  });

  test('a message that could not be taken', { tag: '@plain' }, async ({ visitor, member }) => {
    await visitor.signOn(member);
    await visitor.goto('/messages/new');
    await visitor.button('Send').click();
    await expect(visitor.problems()).toBeFocused();
  });

  test('a message that did not get through', { tag: '@hydrated' }, async ({ visitor, member, page, watch }) => {
    watch.allow(/ERR_FAILED/, 'the browser names the request that was cut');
    await visitor.signOn(member);
    await visitor.goto('/messages/new');
    await visitor.chooseRecipient();
    await visitor.field('Subject').fill('Cut off');
    await visitor.field('Message').fill('Half way.');
    await page.route(/\/api\/messages\//, (route) => route.abort());
    await follow(visitor.button('Send'));
    await expect(visitor.problems()).toBeFocused();
  });
});

test.describe('the keyboard stays where it is', () => {
  test('when a conversation is marked as read', { tag: '@hydrated' }, async ({ visitor, atlas }) => {
    const { member, conversation } = atlas.conversation((one) => one.unread);
    await visitor.signOn(member);
    await visitor.goto(conversation.href);
    // The page marks by itself after a second; the focus is in a place of the member's choice.
    const back = backToInbox(visitor);
    await back.focus();
    await expect(visitor.main().getByText('Unread', { exact: true })).toHaveCount(0);
    await expect(back).toBeFocused();
  });

  test('when the button that marks goes with what it marked', { tag: '@hydrated' }, async ({ visitor, atlas, page }) => {
    const { member, conversation } = atlas.conversation((one) => one.unread);
    await visitor.signOn(member);
    await visitor.goto(conversation.href);
    await visitor.button('Mark as read').focus();
    await page.keyboard.press('Enter');
    await expect(visitor.button('Mark as read')).toBeHidden();
    // The next stop is within the page, where the button was, and not the page's very first.
    await page.keyboard.press('Tab');
    await expect(visitor.main().locator(':focus')).toHaveCount(1);
  });

  test('when something folded is opened', async ({ visitor, page }) => {
    await visitor.goto('/help');
    const topic = visitor.main().locator('summary').first();
    await topic.focus();
    await page.keyboard.press('Enter');
    await expect(visitor.main().locator('details').first()).toHaveAttribute('open');
    await expect(topic).toBeFocused();
  });

  test('when a password is shown', { tag: '@hydrated' }, async ({ visitor, page }) => {
    await visitor.goto('/sign-on');
    await visitor.password().fill('seven quiet herons');
    const show = visitor.main().getByRole('button', { name: /^Show/ });
    await follow(show);
    await expect(visitor.password()).toHaveAttribute('type', 'text');
    await expect(visitor.main().getByRole('button', { name: /^(Show|Hide)/ })).toBeFocused();
    await page.keyboard.press('Space');
    await expect(visitor.password()).toHaveAttribute('type', 'password');
    await expect(show).toBeFocused();
  });
});
