/** The desks: a nurse signs on, answers what a member wrote, and the member reads it. */
import { atDesk } from '../support/demo';
import { deskBrowser, signOnAtDesk } from '../support/desk';
import { expect, test } from '../support/fixtures';
import type { Visitor } from '../support/visitor';

async function ask(visitor: Visitor, subject: string): Promise<string> {
  await visitor.goto('/messages/new');
  await visitor.chooseRecipient();
  await visitor.field('Subject').fill(subject);
  await visitor.field('Message').fill('It began on Sunday.');
  await visitor.button('Send').click();
  await expect(visitor.page).toHaveURL(/\/messages\/[0-9a-f-]{36}$/);
  return new URL(visitor.page.url()).pathname;
}

for (const language of ['en', 'es'] as const) {
  test(`a nurse answers a member, who reads it (${language})`, async ({ visitor, member, portal, browser, browserState, watch }) => {
    await visitor.signOn(member);
    const path = await ask(visitor, 'A rash on my arm');
    const desk = await deskBrowser(browser, portal, browserState, watch, language);
    await signOnAtDesk(desk, atDesk(portal.demo, 'nurse'));
    await desk.main().getByRole('link', { name: 'A rash on my arm' }).click();
    await expect(desk.heading(/^A rash on my arm$/)).toBeVisible();
    await desk.alive();
    await expect(desk.main()).toContainText('It began on Sunday.');

    // Nothing written: told without scripts, held back with them.
    const send = desk.button('Send');
    if (browserState === 'hydrated') {
      await expect(send).toBeDisabled();
    } else {
      await send.click();
      await desk.expectProblemAt(desk.field('Message'));
    }
    await desk.field('Message').fill('Please come in tomorrow.');
    await expect(send).toBeEnabled();
    await send.click();
    await expect(desk.main()).toContainText(desk.say('Your reply was sent'));
    await desk.goto('/staff/messages');
    await expect(desk.main().getByRole('link', { name: 'A rash on my arm' })).toHaveCount(0);

    await visitor.goto(path);
    await expect(visitor.main()).toContainText('Please come in tomorrow.');
    await expect(visitor.main()).toContainText('Inés Castellanos');
    await desk.button('Sign off').click();
    await desk.at('Staff sign on');
    await desk.goto('/staff/messages');
    await expect(desk.page).toHaveURL(/\/staff\/sign-on$/);
    await desk.page.context().close();
  });
}

test('a ready-made text is put after what was typed, and covering takes no reply', async ({ visitor, member, portal, browser, browserState, watch }) => {
  await visitor.signOn(member);
  const path = await ask(visitor, 'A question about my visit');
  const desk = await deskBrowser(browser, portal, browserState, watch, 'en');
  await signOnAtDesk(desk, atDesk(portal.demo, 'nurse'));
  await desk.main().getByRole('link', { name: 'A question about my visit' }).click();
  await expect(desk.field('Message')).toBeVisible();
  await desk.alive();
  await desk.field('Message').fill('Dear Maria,');
  await desk.field('Ready-made text').selectOption({ label: 'Please come for a visit' });
  await desk.button('Insert text').click();
  await expect(desk.field('Message')).toHaveValue(/^Dear Maria,\s+We would like to see you/);
  await desk.alive();
  await desk.field('Covering for a colleague (no reply)').check();
  await desk.button('Send').click();
  await expect(desk.main()).toContainText('Your reply was sent');
  await visitor.goto(path);
  await expect(visitor.heading('A question about my visit')).toBeVisible();
  await expect(visitor.main()).toContainText('This message takes no reply');
  await desk.page.context().close();
});

test('what came before the first stream is seen too', { tag: '@hydrated' }, async ({ visitor, member, portal, browser, browserState, watch }) => {
  await visitor.signOn(member);
  const path = await ask(visitor, 'Numb fingers');
  const desk = await deskBrowser(browser, portal, browserState, watch, 'en');
  let listen = () => {};
  const held = new Promise<void>((resolve) => (listen = resolve));
  await desk.page.route('**/staff/live', async (route) => {
    await held;
    await route.continue();
  });
  await signOnAtDesk(desk, atDesk(portal.demo, 'nurse'));
  await desk.main().getByRole('link', { name: 'Numb fingers' }).click();
  await expect(desk.main()).toContainText('It began on Sunday.');
  await desk.alive();
  await visitor.goto(path);
  await visitor.alive();
  await visitor.field('Message').fill('Now the whole hand.');
  await visitor.button('Send').click();
  await expect(visitor.main()).toContainText('Now the whole hand.');
  await expect(desk.main()).not.toContainText('Now the whole hand.');
  listen();
  await expect(desk.main()).toContainText('Now the whole hand.');
  await desk.page.context().close();
});

test('what is done with a conversation loses nothing of the answer that is being written', { tag: '@hydrated' }, async ({ visitor, member, portal, browser, browserState, watch }) => {
  await visitor.signOn(member);
  await ask(visitor, 'Swollen ankles');
  const desk = await deskBrowser(browser, portal, browserState, watch, 'en');
  await signOnAtDesk(desk, atDesk(portal.demo, 'nurse'));
  await desk.main().getByRole('link', { name: 'Swollen ankles' }).click();
  await expect(desk.field('Message')).toBeVisible();
  await desk.alive();
  const answer = desk.field('Message');
  await answer.fill('Please put your feet up and');
  await desk.button('Assign to me').click();
  await expect(desk.button('Give back to the team')).toBeVisible();
  await expect(answer).toHaveValue('Please put your feet up and');
  await desk.field('New note').fill('Called, nobody there.');
  await desk.button('Add note').click();
  await expect(desk.main().getByText('Called, nobody there.')).toHaveCount(1);
  await expect(desk.field('New note')).toHaveValue('');
  await expect(answer).toHaveValue('Please put your feet up and');
  await answer.press('End');
  await answer.pressSequentially(' call us on Monday.');
  await desk.button('Send').click();
  await expect(desk.main()).toContainText('Your reply was sent');
  await expect(desk.main()).toContainText('Please put your feet up and call us on Monday.');
  await desk.page.context().close();
});

test('another team’s conversation asks why, by keyboard too', async ({ visitor, member, portal, browser, browserState, watch }) => {
  await visitor.signOn(member);
  const path = await ask(visitor, 'Not for everyone');
  const desk = await deskBrowser(browser, portal, browserState, watch, 'en');
  const elsewhere = portal.demo.staff.find((one) => one.user_id === 'ingrid.halvorsen');
  await signOnAtDesk(desk, elsewhere!);
  await desk.goto(`/staff${path}`);
  await desk.at('Why do you need to see this?');
  await expect(desk.main()).not.toContainText('Not for everyone');
  await desk.main().getByRole('radio', { name: 'A colleague or the member asked me to look' }).press('Space');
  await desk.field('In your own words').fill('Dr. Whitlock asked me by phone.');
  await desk.button('Open the conversation').press('Enter');
  await expect(desk.heading(/^Not for everyone$/)).toBeVisible();
  await desk.page.context().close();
});
