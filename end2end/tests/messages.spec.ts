/** Inbox, a conversation, Contact Care Team, Reply (SPEC section 5). */
import type { Locator, Page } from '@playwright/test';

import { expect, test } from '../support/fixtures';
import type { Visitor } from '../support/visitor';

/** The row of a conversation in a list. */
function row(page: Page, href: string): Locator {
  return page.getByRole('main').locator(`a[href="${href}"]`);
}

/** How many are unread, as the header says. */
async function unread(page: Page): Promise<number> {
  const link = page.getByRole('navigation').getByRole('link', { name: /^Messages/ });
  return Number(/(\d+) unread/.exec((await link.textContent()) ?? '')?.[1] ?? 0);
}

async function compose(visitor: Visitor, subject: string, text: string): Promise<void> {
  await visitor.goto('/messages/new');
  await visitor.chooseRecipient();
  await visitor.field('Subject').fill(subject);
  await visitor.field('Message').fill(text);
}

/** The field of the reply; where it has to be opened, it is. */
async function openReply(visitor: Visitor): Promise<Locator> {
  await visitor.main().getByRole('link', { name: 'Reply', exact: true }).or(visitor.button('Reply')).first().click();
  const field = replyField(visitor);
  await expect(field).toBeVisible();
  return field;
}

function replyField(visitor: Visitor): Locator {
  return visitor.main().getByRole('textbox', { name: /^(Message|Your reply)$/ });
}

/** The button that sends a reply. */
function sendReply(visitor: Visitor): Locator {
  return visitor.main().getByRole('button', { name: 'Send', exact: true });
}

test('Inbox to conversation: the subject is a link and then the heading', async ({ visitor, atlas, page }) => {
  const { member, conversation } = atlas.conversation(() => true);
  await visitor.signOn(member);
  await page.getByRole('navigation').getByRole('link', { name: /^Messages/ }).click();
  await visitor.at('Inbox');
  await expect(visitor.main().getByRole('link', { name: 'Contact Care Team' })).toBeVisible();
  await page.getByRole('link', { name: new RegExp(conversation.subject.replaceAll(/[^\w ]/g, '.')) }).first().click();
  await expect(page).toHaveURL(new RegExp(`${conversation.href}$`));
  await expect(visitor.heading(conversation.subject)).toBeVisible();
  await expect(visitor.main().getByRole('article').first()).toBeVisible();
});

test.describe('read marks', () => {
  test('without a living page, by the button and by nothing else', { tag: '@plain' }, async ({ visitor, atlas, page }) => {
    const { member, conversation } = atlas.conversation((one) => one.unread);
    await visitor.signOn(member);
    const before = await unread(page);
    expect(before).toBeGreaterThan(0);
    await visitor.goto(conversation.href);
    await visitor.goto('/messages');
    await expect(row(page, conversation.href)).toContainText('Unread');
    expect(await unread(page)).toBe(before);
    await visitor.goto(conversation.href);
    await visitor.button('Mark as read').first().click();
    await expect(visitor.button('Mark as read')).toHaveCount(0);
    await expect(visitor.heading(conversation.subject)).toBeVisible();
    await visitor.goto('/messages');
    await expect(row(page, conversation.href)).not.toContainText('Unread');
    expect(await unread(page)).toBe(before - 1);
  });

  test('hydrated, after a second in view', { tag: '@hydrated' }, async ({ visitor, atlas, page }) => {
    const { member, conversation } = atlas.conversation((one) => one.unread);
    await visitor.signOn(member);
    const before = await unread(page);
    let shown = 0;
    let told = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST' && /mark-?read|read/.test(new URL(request.url()).pathname)) told ||= Date.now();
    });
    page.on('load', () => (shown = Date.now()));
    await visitor.goto(conversation.href);
    await expect(visitor.main().getByText('Unread', { exact: true })).toHaveCount(0);
    await expect.poll(() => told).toBeGreaterThan(0);
    // The page cannot have been in view before it was loaded.
    expect(told - shown).toBeGreaterThanOrEqual(950);
    await expect.poll(() => unread(page)).toBe(before - 1);
    await visitor.goto('/messages');
    await expect(row(page, conversation.href)).not.toContainText('Unread');
  });

  test('a page that nobody looks at marks nothing', { tag: '@hydrated' }, async ({ visitor, atlas, page }) => {
    const { member, conversation } = atlas.conversation((one) => one.unread);
    await visitor.signOn(member);
    const posts: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()));
    await page.addInitScript(() => {
      const hidden = () => !sessionStorage.getItem('looked-at');
      Object.defineProperty(document, 'visibilityState', { get: () => (hidden() ? 'hidden' : 'visible') });
      Object.defineProperty(document, 'hidden', { get: hidden });
    });
    await page.clock.install();
    await visitor.goto(conversation.href);
    await page.clock.runFor(5_000);
    expect(posts.filter((url) => /read/.test(url))).toEqual([]);
    await expect(visitor.main().getByText('Unread', { exact: true }).first()).toBeVisible();
    await page.evaluate(() => {
      sessionStorage.setItem('looked-at', 'yes');
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await page.clock.runFor(1_500);
    await expect.poll(() => posts.filter((url) => /read/.test(url)).length).toBeGreaterThan(0);
    await expect(visitor.main().getByText('Unread', { exact: true })).toHaveCount(0);
  });

  test('the list, a HEAD and a prefetch never mark', async ({ visitor, atlas, page }) => {
    const { member, conversation } = atlas.conversation((one) => one.unread);
    await visitor.signOn(member);
    const before = await unread(page);
    await page.request.head(conversation.href);
    await page.request.get(conversation.href, { headers: { 'Sec-Purpose': 'prefetch' } });
    await visitor.goto('/messages');
    await row(page, conversation.href).hover();
    await page.reload();
    await expect(row(page, conversation.href)).toContainText('Unread');
    expect(await unread(page)).toBe(before);
  });

  test('replying marks too', async ({ visitor, atlas, page }) => {
    const { member, conversation } = atlas.conversation((one) => one.unread && one.reply === 'open');
    await visitor.signOn(member);
    await visitor.goto(conversation.href);
    await (await openReply(visitor)).fill('Thank you, that helps.');
    await sendReply(visitor).click();
    await expect(visitor.main().getByText('Thank you, that helps.')).toBeVisible();
    await visitor.goto('/messages');
    await expect(row(page, conversation.href)).not.toContainText('Unread');
  });
});

test.describe('Reply', () => {
  test('is in the conversation and under Sent, once', async ({ visitor, atlas, page }) => {
    const { member, conversation } = atlas.conversation((one) => one.reply === 'open');
    const text = 'I shall try that.\nIs <b>twice a day</b> right?';
    await visitor.signOn(member);
    await visitor.goto(conversation.href);
    await expect(visitor.main().getByText(/You can reply until/)).toBeVisible();
    await (await openReply(visitor)).fill(text);
    await sendReply(visitor).dblclick();
    const sent = visitor.main().getByRole('article').filter({ hasText: 'I shall try that.' });
    await expect(sent).toHaveCount(1);
    // As it was written: lines kept, nothing read as markup.
    await expect(sent).toContainText('Is <b>twice a day</b> right?');
    await page.reload();
    await visitor.alive();
    await expect(sent).toHaveCount(1);
    await visitor.goto('/messages/sent');
    await expect(row(page, conversation.href)).toHaveCount(1);
  });

  test('white space alone is not a reply', async ({ visitor, atlas, browserState }) => {
    const { member, conversation } = atlas.conversation((one) => one.reply === 'open');
    await visitor.signOn(member);
    await visitor.goto(conversation.href);
    const field = await openReply(visitor);
    await field.fill(' \n\t\u00a0 ');
    if (browserState === 'hydrated') {
      await expect(sendReply(visitor)).toBeDisabled();
    } else {
      await sendReply(visitor).click();
      await visitor.expectProblemAt(replyField(visitor));
    }
  });

  test('closes 30 days after the newest message and says so', async ({ visitor, portal, atlas }) => {
    const { member, conversation } = atlas.conversation((one) => one.reply === 'open');
    await visitor.signOn(member);
    await visitor.goto(conversation.href);
    await expect(sendReply(visitor)).toBeVisible();
    await portal.minutesLater(31 * 24 * 60);
    await visitor.signOn(member);
    await visitor.goto(conversation.href);
    await expect(visitor.main().getByText(/30 days/)).toBeVisible();
    await expect(replyField(visitor)).toHaveCount(0);
    await expect(sendReply(visitor)).toHaveCount(0);
  });

  test('an old conversation offers a new message instead', async ({ visitor, atlas }) => {
    const { member, conversation } = atlas.conversation((one) => one.reply === 'too-old');
    await visitor.signOn(member);
    await visitor.goto(conversation.href);
    await expect(visitor.main().getByText(/30 days/)).toBeVisible();
    await expect(visitor.main().locator('a[href^="/messages/new"]')).toBeVisible();
  });

  test('a message of somebody who covers for another takes none and says why', async ({ visitor, atlas }) => {
    const { member, conversation } = atlas.conversation((one) => one.reply === 'no-reply');
    await visitor.signOn(member);
    await visitor.goto(conversation.href);
    await expect(visitor.main().getByText('You cannot reply here')).toBeVisible();
    await expect(visitor.main().getByText(/standing in for a colleague/)).toBeVisible();
    await expect(sendReply(visitor)).toHaveCount(0);
  });

  test('one that closes while it is written keeps the text', async ({ visitor, portal, atlas }) => {
    const { member, conversation } = atlas.conversation((one) => one.reply === 'open');
    await visitor.signOn(member);
    await visitor.goto(conversation.href);
    const newest = await visitor.main().getByRole('article').first().locator('time').getAttribute('datetime');
    const closes = Date.parse(newest!) + 30 * 24 * 60 * 60_000;
    expect(closes).not.toBeNaN();
    await portal.setClock(new Date(closes - 5 * 60_000).toISOString());
    await visitor.signOn(member);
    await visitor.goto(conversation.href);
    await (await openReply(visitor)).fill('Just in time?');
    await portal.setClock(new Date(closes + 60_000).toISOString());
    await sendReply(visitor).click();
    await expect(visitor.main().getByText(/was not sent/).first()).toBeVisible();
    await expect(visitor.main().getByRole('textbox')).toHaveValue('Just in time?');
    await expect(visitor.main().getByRole('article').filter({ hasText: 'Just in time?' })).toHaveCount(0);
  });
});

test.describe('Contact Care Team', () => {
  test('a message is sent and stands under Sent', async ({ visitor, member, page }) => {
    await visitor.signOn(member);
    await visitor.goto('/messages');
    await visitor.main().getByRole('link', { name: 'Contact Care Team' }).click();
    await visitor.at('Contact Care Team');
    await visitor.chooseRecipient();
    await visitor.field('Subject').fill('A rash since Sunday');
    await visitor.field('Message').fill('It itches.\n\nShould I come in?');
    await visitor.button('Send').click();
    await expect(page).toHaveURL(/\/messages\/[0-9a-f-]{36}$/);
    await visitor.at(/A rash since Sunday/);
    await expect(visitor.main().getByText('Your message was sent')).toBeVisible();
    await visitor.goto('/messages/sent');
    await expect(page.getByRole('link', { name: /A rash since Sunday/ })).toHaveCount(1);
  });

  test('a double click sends once', async ({ visitor, member, page }) => {
    await visitor.signOn(member);
    await compose(visitor, 'Only once, please', 'Once.');
    await visitor.button('Send').dblclick();
    await expect(page).toHaveURL(/\/messages\/[0-9a-f-]{36}$/);
    await visitor.at(/Only once, please/);
    await expect(visitor.main().getByRole('article')).toHaveCount(1);
    await visitor.goto('/messages/sent');
    await expect(page.getByRole('link', { name: /Only once, please/ })).toHaveCount(1);
  });

  test('Back and Send again sends nothing twice', async ({ visitor, member, page }) => {
    await visitor.signOn(member);
    await compose(visitor, 'Sent before', 'The same text.');
    await visitor.button('Send').click();
    await visitor.at(/Sent before/);
    await page.goBack();
    await visitor.at('Contact Care Team');
    if ((await visitor.field('Subject').inputValue()) === 'Sent before' && (await visitor.button('Send').isEnabled())) {
      await visitor.button('Send').click();
      await visitor.at(/Sent before/);
    }
    await visitor.goto('/messages/sent');
    await expect(page.getByRole('link', { name: /Sent before/ })).toHaveCount(1);
  });

  test('the page says who reads it, when an answer comes, and whom to call in need', async ({ visitor, member }) => {
    await visitor.signOn(member);
    await visitor.goto('/messages/new');
    await expect(visitor.main()).toContainText('two business days');
    await expect(visitor.main()).toContainText('911');
    await expect(visitor.main()).toContainText('988');
    await expect(visitor.main()).toContainText('1-800-555-0140');
    await expect(visitor.page.locator('select[name="to"] option')).not.toHaveCount(0);
  });

  test('where the page does not live, the host says what is missing', { tag: '@plain' }, async ({ visitor, member }) => {
    await visitor.signOn(member);
    await visitor.goto('/messages/new');
    await expect(visitor.button('Send')).toBeEnabled();
    await visitor.field('Message').fill('  \n ');
    await visitor.button('Send').click();
    await visitor.at('Contact Care Team');
    for (const label of ['To', 'Subject', 'Message']) await visitor.expectProblemAt(visitor.field(label));
    await visitor.field('Subject').fill('What I typed');
    await visitor.button('Send').click();
    await expect(visitor.field('Subject')).toHaveValue('What I typed');
    await expect(visitor.field('Subject')).not.toHaveAttribute('aria-invalid', 'true');
    await expect(visitor.field('Message')).toHaveAttribute('aria-invalid', 'true');
  });

  test('a subject and a text that are too long are refused and stay', async ({ visitor, member, browserState }) => {
    await visitor.signOn(member);
    const subject = 's'.repeat(121);
    const text = 'é'.repeat(10_001);
    await compose(visitor, subject, text);
    // A living page may say so before anything is sent; then Send waits.
    if (browserState !== 'hydrated' || (await visitor.button('Send').isEnabled())) {
      await visitor.button('Send').click();
      await visitor.expectProblemAt(visitor.field('Subject'));
    }
    await expect(visitor.field('Subject')).toHaveValue(subject);
    await expect(visitor.field('Message')).toHaveValue(text);
    await expect(visitor.field('Subject')).toHaveAttribute('aria-invalid', 'true');
    await expect(visitor.field('Message')).toHaveAttribute('aria-invalid', 'true');
  });

  test('characters count as people see them', async ({ visitor, member }) => {
    await visitor.signOn(member);
    // 120 families: 840 code points, 1,320 UTF-16 units.
    await compose(visitor, '👨‍👩‍👧‍👦'.repeat(120), 'A long subject, and a right one.');
    await visitor.button('Send').click();
    await visitor.at(/👨‍👩‍👧‍👦/u);
  });
});

test.describe('a line that breaks', { tag: '@hydrated' }, () => {
  test('keeps the text and says so; the second try sends', async ({ visitor, member, page, watch }) => {
    watch.allow(/ERR_FAILED|ERR_INTERNET_DISCONNECTED/, 'the browser names the request that was cut');
    await visitor.signOn(member);
    await compose(visitor, 'Through the tunnel', 'Still here?');
    await page.route(/\/api\/messages\//, (route) => route.abort());
    await visitor.button('Send').click();
    await expect(visitor.problems()).toBeVisible();
    await expect(visitor.field('Message')).toHaveValue('Still here?');
    await page.unroute(/\/api\/messages\//);
    await visitor.button('Send').click();
    await visitor.at(/Through the tunnel/);
  });

  test('an answer that got lost does not send twice', async ({ visitor, member, page, watch }) => {
    watch.allow(/ERR_FAILED|ERR_CONNECTION/, 'the browser names the request that was cut');
    await visitor.signOn(member);
    await compose(visitor, 'Did it arrive', 'Once is enough.');
    let cut = 0;
    await page.route(/\/api\/messages\/(send|compose)/, async (route) => {
      // The host gets it; the browser never hears.
      await route.fetch();
      cut += 1;
      await route.abort();
    });
    await visitor.button('Send').click();
    await expect(visitor.problems()).toBeVisible();
    expect(cut).toBe(1);
    await page.unroute(/\/api\/messages\/(send|compose)/);
    await visitor.button('Send').click();
    await visitor.at(/Did it arrive/);
    await visitor.goto('/messages/sent');
    await expect(page.getByRole('link', { name: /Did it arrive/ })).toHaveCount(1);
  });
});
