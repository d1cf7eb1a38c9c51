/** A smoke run on the other engine; the rest of the tests for both are below the browser. */
import { atDesk, newcomers } from '../support/demo';
import { deskBrowser, signOnAtDesk } from '../support/desk';
import { expect, test, Watch } from '../support/fixtures';

test('a member registers, signs on, writes and reads a result', async ({ visitor, portal, page }) => {
  const [member] = newcomers(portal.demo);
  await visitor.toDone(member!, 'elephant.heron', 'elephant@mail.example', 'seven quiet herons at dusk');
  await visitor.password().fill('seven quiet herons at dusk');
  await visitor.main().getByRole('button', { name: 'Sign on', exact: true }).click();
  await visitor.at(new RegExp(member!.name.first));
  await visitor.goto('/messages/new');
  await visitor.chooseRecipient();
  await visitor.field('Subject').fill('On the other engine');
  await visitor.field('Message').fill('The same all over.');
  await visitor.button('Send').dblclick();
  await visitor.at(/On the other engine/);
  await visitor.goto('/messages/sent');
  await expect(page.getByRole('link', { name: /On the other engine/ })).toHaveCount(1);
  await visitor.signOff();
});

test('a member reads messages and results', async ({ visitor, atlas, page }) => {
  const { member, conversation } = atlas.conversation((one) => one.unread);
  const { member: other, result } = atlas.result((one) => one.charts > 0);
  await visitor.signOn(member);
  await visitor.goto(conversation.href);
  await expect(visitor.main().getByText('Unread', { exact: true })).toHaveCount(0);
  await visitor.goto('/messages');
  await expect(page.locator(`main a[href="${conversation.href}"]`)).not.toContainText('Unread');
  await visitor.signOff();
  await visitor.signOn(other);
  await visitor.goto(result.href);
  await expect(visitor.main().getByRole('table').first()).toBeVisible();
});

test('AUT-1 five failures lock', async ({ visitor, member }) => {
  await visitor.goto('/sign-on');
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    await visitor.trySignOn(member.user_id, `wrong password number ${attempt}`);
    await expect(visitor.problems()).toBeVisible();
    await expect(visitor.password()).toHaveValue('');
  }
  await visitor.trySignOn(member.user_id, member.password);
  await expect(visitor.problems()).toContainText('30 minutes');
});

test('a member on one host and a nurse on the other write to each other', async ({ visitor, portal, neighbour, member, page, browser }) => {
  test.setTimeout(120_000);
  const bubbles = (of: typeof visitor) => of.main().locator('.bubble__text');
  await visitor.signOn(member);
  const watch = new Watch(neighbour.url);
  const desk = await deskBrowser(browser, neighbour, 'hydrated', watch, 'en');
  await signOnAtDesk(desk, atDesk(neighbour.demo, 'nurse'));
  // Signing on there has turned that host's clock; two hosts go by one time.
  for (const host of [portal, neighbour]) await host.minutesLater(6);
  let loads = 0;
  for (const window of [page, desk.page]) {
    window.on('request', (request) => {
      if (request.isNavigationRequest() && request.frame() === window.mainFrame()) loads += 1;
    });
  }
  await visitor.main().getByRole('link', { name: 'Contact Care Team' }).first().click();
  await visitor.at('Contact Care Team');
  await visitor.chooseRecipient();
  await visitor.field('Subject').fill('Over two hosts');
  await visitor.field('Message').fill('Does it get there?');
  await visitor.button('Send').click();
  await expect(bubbles(visitor)).toHaveText(['Does it get there?']);
  // The team inbox of the other host has it by itself.
  await desk.main().getByRole('link', { name: 'Over two hosts' }).click();
  await expect(bubbles(desk)).toHaveText(['Does it get there?']);
  const file = { name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('Twice a day.\n') };
  await desk.field('Message').fill('It does.');
  await desk.field('Add files').setInputFiles([file]);
  await expect(desk.main().getByText('Added', { exact: true })).toHaveCount(1);
  await desk.button('Send').click();
  await expect(bubbles(visitor).first()).toHaveText('It does.');
  await visitor.field('Message').fill('Thank you.');
  await visitor.button('Send').click();
  await expect(bubbles(desk).first()).toHaveText('Thank you.');
  expect(loads, 'pages that were loaded').toBe(0);
  const saving = page.waitForEvent('download');
  await visitor.main().getByRole('link', { name: file.name }).click();
  expect((await saving).suggestedFilename()).toBe(file.name);
  await desk.page.context().close();
  expect(watch.said, 'what the other browser said').toEqual([]);
});
