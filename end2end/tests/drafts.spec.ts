/** Drafts: what is written survives whatever happens before it is sent. */
import type { Page } from '@playwright/test';

import { expect, test } from '../support/fixtures';
import { START } from '../support/portal';
import type { Visitor } from '../support/visitor';

/** Waits until the page says that it is kept. */
async function kept(visitor: Visitor): Promise<void> {
  await expect(visitor.main().locator('.save-status')).toHaveText(/^Draft saved at/);
}

async function write(visitor: Visitor, subject: string, text: string): Promise<void> {
  await visitor.chooseRecipient();
  await visitor.field('Subject').fill(subject);
  await visitor.field('Message').fill(text);
}

/** Everything that a browser keeps of a site. */
async function stored(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const names = await caches.keys();
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, databases, names, document.cookie]);
  });
}

test('a button keeps it, Drafts has it, and it is sent', { tag: '@plain' }, async ({ visitor, member, page }) => {
  await visitor.signOn(member);
  await visitor.goto('/messages/new');
  await write(visitor, 'For tomorrow', 'I shall go on\nin the morning.');
  await visitor.button('Save draft').click();
  await visitor.at('Drafts');
  await expect(visitor.main().getByText('Your draft was saved')).toBeVisible();
  await page.getByRole('link', { name: /For tomorrow/ }).click();
  await visitor.at('Contact Care Team');
  await expect(visitor.field('Subject')).toHaveValue('For tomorrow');
  await expect(visitor.field('Message')).toHaveValue('I shall go on\nin the morning.');
  await visitor.button('Send').click();
  await visitor.at(/For tomorrow/);
  await visitor.goto('/messages/drafts');
  await expect(visitor.main().getByText('No drafts')).toBeVisible();
});

test('a draft is deleted by its button', async ({ visitor, member, page, browserState }) => {
  await visitor.signOn(member);
  await visitor.goto('/messages/new');
  await visitor.field('Subject').fill('Not needed');
  await visitor.button('Save draft').click();
  if (browserState === 'hydrated') {
    await kept(visitor);
    await visitor.goto('/messages/drafts');
  }
  await visitor.at('Drafts');
  await page.getByRole('button', { name: /Delete draft/ }).click();
  await expect(visitor.main().getByText('No drafts')).toBeVisible();
  if (browserState === 'hydrated') await expect(visitor.main().locator('.alert', { hasText: 'The draft was deleted' })).toBeFocused();
});

test('the first character is saved by itself, and a reload brings it back', { tag: '@hydrated' }, async ({ visitor, member, page }) => {
  await visitor.signOn(member);
  await visitor.goto('/messages/new');
  await visitor.field('Message').pressSequentially('K');
  await kept(visitor);
  await visitor.field('Message').pressSequentially('nee, since Sunday');
  const saved = page.waitForResponse((answer) => answer.url().endsWith('/save-draft'));
  await saved;
  await page.reload();
  await visitor.alive();
  await expect(visitor.main().getByText('You have an unsent message')).toBeVisible();
  await visitor.link('Continue with it').click();
  await expect(visitor.field('Message')).toHaveValue('Knee, since Sunday');
});

test('what is typed last is saved when the page is left', { tag: '@hydrated' }, async ({ visitor, member, page }) => {
  await visitor.signOn(member);
  await visitor.goto('/messages/new');
  await visitor.field('Subject').fill('Left');
  await kept(visitor);
  await visitor.field('Message').fill('in the middle of a');
  await page.goto('/home');
  // It was sent when the page was left, and may come after the next one was asked for.
  await expect
    .poll(async () => {
      await visitor.goto('/messages/drafts');
      return visitor.main().textContent();
    })
    .toContain('in the middle of a');
  // And by a link of the page itself, which loads no page.
  await visitor.main().getByRole('link', { name: /Left/ }).click();
  await expect(visitor.field('Message')).toHaveValue('in the middle of a');
  await visitor.field('Message').fill('in the middle of a sentence');
  await page.getByRole('navigation').getByRole('link', { name: 'Home' }).click();
  await expect(page).toHaveURL(/\/home$/);
  await expect
    .poll(async () => {
      await visitor.goto('/messages/drafts');
      return visitor.main().textContent();
    })
    .toContain('in the middle of a sentence');
});

test('a lost line is said once, and the text is saved when it is back', { tag: '@hydrated' }, async ({ visitor, member, page, context, watch }) => {
  watch.allow(/ERR_INTERNET_DISCONNECTED/, 'the line is cut on purpose');
  await visitor.signOn(member);
  await visitor.goto('/messages/new');
  await visitor.field('Subject').fill('On the train');
  await kept(visitor);
  await context.setOffline(true);
  await visitor.field('Message').fill('In the tunnel');
  await expect(visitor.main().locator('.save-status')).toHaveText(/^Not saved: there is no connection/);
  await expect(visitor.main().getByRole('status').filter({ hasText: 'Not saved' })).toHaveCount(1);
  await expect(visitor.field('Message')).toHaveValue('In the tunnel');
  await context.setOffline(false);
  await kept(visitor);
  await page.reload();
  await visitor.goto('/messages/drafts');
  await expect(visitor.main().getByText('In the tunnel')).toBeVisible();
});

test('the idle limit loses nothing that was saved, and the page says what to do', { tag: '@hydrated' }, async ({ visitor, portal, member, page, watch }) => {
  watch.allow(/status of 401/, 'the session has ended');
  await visitor.signOn(member);
  await visitor.goto('/messages/new');
  await write(visitor, 'A long pause', 'Before it.');
  await kept(visitor);
  await expect
    .poll(async () => (await page.request.get('/messages/drafts')).text(), { timeout: 8_000 })
    .toContain('Before it.');
  await portal.minutesLater(20);
  await visitor.field('Message').pressSequentially(' After it.');
  await expect(visitor.main().locator('.save-status')).toHaveText(/you are signed off/);
  await expect(visitor.field('Message')).toHaveValue('Before it. After it.');
  await visitor.signOn(member);
  await visitor.goto('/messages/drafts');
  await visitor.main().getByRole('link', { name: /A long pause/ }).click();
  await expect(visitor.field('Message')).toHaveValue('Before it.');
});

test('signing off loses nothing that was saved', { tag: '@hydrated' }, async ({ visitor, member }) => {
  await visitor.signOn(member);
  await visitor.goto('/messages/new');
  await write(visitor, 'Before I go', 'Remember this.');
  await kept(visitor);
  await visitor.signOff();
  await visitor.signOn(member);
  await visitor.goto('/messages/drafts');
  await expect(visitor.main().getByText('Remember this.')).toBeVisible();
});

test('what was sent leaves no draft behind, nor does the conversation it opens', { tag: '@hydrated' }, async ({ visitor, member, page }) => {
  await visitor.signOn(member);
  await visitor.goto('/messages/new');
  await write(visitor, 'Gone for good', 'Sent at once.');
  await visitor.button('Send').click();
  await visitor.at(/Gone for good/);
  await expect(visitor.field('Message')).toHaveValue('');
  await page.waitForTimeout(4_000);
  await visitor.goto('/messages/drafts');
  await expect(visitor.main().getByText('No drafts')).toBeVisible();
});

test('of two tabs the newest wins, and both texts are kept', { tag: '@hydrated' }, async ({ visitor, member, page, context }) => {
  await visitor.signOn(member);
  await visitor.goto('/messages/new');
  await write(visitor, 'Two tabs', 'Begun');
  await kept(visitor);
  await visitor.goto('/messages/drafts');
  await visitor.main().getByRole('link', { name: /Two tabs/ }).click();
  await expect(visitor.field('Message')).toHaveValue('Begun');
  const address = page.url();
  const other = await context.newPage();
  await other.goto(address);
  await expect(other.locator('html')).toHaveAttribute('data-hydrated');
  const first = other.waitForResponse((answer) => answer.url().endsWith('/save-draft'));
  await other.getByLabel('Message', { exact: true }).fill('Begun, and gone on in the other');
  await first;
  const saved = page.waitForResponse((answer) => answer.url().endsWith('/save-draft'));
  await visitor.field('Message').fill('Begun, and gone on here');
  await saved;
  await expect(visitor.main().locator('.save-status')).toHaveText(/in another window too/);
  await other.close();
  await visitor.goto('/messages/drafts');
  await expect(visitor.main().getByText('2 drafts')).toBeVisible();
  await expect(visitor.main().getByText('gone on in the other')).toBeVisible();
  await expect(visitor.main().getByText('gone on here')).toBeVisible();
});

test('a reply has its draft in its conversation', { tag: '@hydrated' }, async ({ visitor, atlas }) => {
  const { member, conversation } = atlas.conversation((one) => one.reply === 'open');
  await visitor.signOn(member);
  await visitor.goto(conversation.href);
  await visitor.field('Message').fill('Thank you, and one more');
  await kept(visitor);
  await visitor.goto('/messages/drafts');
  await visitor.main().getByRole('link', { name: /Thank you, and one more/ }).click();
  await expect(visitor.field('Message')).toHaveValue('Thank you, and one more');
  await visitor.field('Message').fill('Thank you, and one more thing');
  await visitor.button('Send').click();
  await expect(visitor.main().getByRole('article').filter({ hasText: 'one more thing' })).toHaveCount(1);
  await expect(visitor.field('Message')).toHaveValue('');
  await visitor.goto('/messages/drafts');
  await expect(visitor.main().getByText('No drafts')).toBeVisible();
});

test('MSG-10 a draft goes to the host, and nothing of it stays in the browser', { tag: '@hydrated' }, async ({ visitor, member, page }) => {
  const bodies: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && bodies.push(request.postData() ?? ''));
  await visitor.signOn(member);
  await visitor.goto('/messages/new');
  await write(visitor, 'PrivateSubject', 'PrivateText');
  await kept(visitor);
  await expect.poll(() => bodies.some((body) => body.includes('PrivateText'))).toBe(true);
  for (const path of [undefined, '/messages/drafts', '/home']) {
    if (path) await visitor.goto(path);
    expect(await stored(page)).not.toContain('Private');
    expect(page.url()).not.toContain('Private');
  }
});

test('nothing is sent by the passing of time', { tag: '@hydrated' }, async ({ visitor, member, page, portal }) => {
  await visitor.signOn(member);
  await visitor.goto('/messages/new');
  await visitor.field('Subject').fill('Typed once');
  await kept(visitor);
  let posts = 0;
  page.on('request', (request) => (posts += request.method() === 'POST' ? 1 : 0));
  await portal.setClock(new Date(Date.parse(START) + 14 * 60_000).toISOString());
  await page.waitForTimeout(6_000);
  expect(posts).toBe(0);
});
