/**
 * A member asks about a result; the nurse sees what it says, comments on it and answers; the member
 * sees both.
 */
import { atDesk } from '../support/demo';
import { deskBrowser, signOnAtDesk } from '../support/desk';
import { expect, test } from '../support/fixtures';
import type { Visitor } from '../support/visitor';

const SUBJECT = 'A question about a lab result';
const COMMENT = 'Nothing to worry about. We look again in spring.';

/** From a result to Contact Care Team, with the result in the form. */
async function begin(visitor: Visitor, href: string): Promise<void> {
  await visitor.goto(href);
  await visitor.main().getByRole('link', { name: visitor.say('Ask your care team about this result') }).click();
  await visitor.at('Contact Care Team');
  await visitor.alive();
  await expect(visitor.field('Subject')).toHaveValue(visitor.say(SUBJECT));
}

test('a member asks about a result, a nurse comments and answers, and both are seen', async ({ visitor, atlas, portal, browser, browserState, watch }) => {
  const { member, result } = atlas.result((one) => /outside/i.test(one.name));
  await visitor.signOn(member);
  await begin(visitor, result.href);
  const about = visitor.main().getByRole('checkbox', { name: new RegExp(`^About: ${result.panel}, `) });
  await expect(about).toBeChecked();
  await visitor.chooseRecipient();
  await visitor.field('Message').fill('Should I be worried?');
  await visitor.button('Send').click();
  await expect(visitor.heading(SUBJECT)).toBeVisible();
  await expect(visitor.main().getByRole('link', { name: new RegExp(`^About: ${result.panel}, `) })).toHaveAttribute('href', result.href);
  const conversation = new URL(visitor.page.url()).pathname;
  await visitor.goto(result.href);
  await visitor.alive();

  const desk = await deskBrowser(browser, portal, browserState, watch, 'en');
  await signOnAtDesk(desk, atDesk(portal.demo, 'nurse'));
  await desk.main().getByRole('link', { name: SUBJECT }).first().click();
  await expect(desk.heading(SUBJECT)).toBeVisible();
  await desk.alive();
  await expect(desk.main().getByRole('heading', { name: 'The result the member asks about' })).toBeVisible();
  await expect(desk.main()).toContainText(result.panel);
  await expect(desk.main().getByRole('table')).toContainText(/high|low|abnormal|critical/i);
  await desk.field('Comment on this result').fill(COMMENT);
  await desk.button('Add comment').click();
  await expect(desk.main().getByRole('list', { name: 'Comments on this result' })).toContainText(COMMENT);
  await expect(desk.field('Comment on this result')).toHaveValue('');

  // On a page that lives it is there without a word.
  if (browserState !== 'hydrated') await visitor.goto(result.href);
  const said = visitor.main().getByRole('list', { name: 'What your clinician says' });
  await expect(said).toContainText(COMMENT);
  await expect(said).toContainText('Inés Castellanos');
  await visitor.goto(conversation);
  await visitor.alive();

  await desk.field('Message').fill('I wrote a comment on it.');
  await desk.button('Send').click();
  await expect(desk.main()).toContainText('Your reply was sent');
  if (browserState !== 'hydrated') await visitor.goto(conversation);
  await expect(visitor.main()).toContainText('I wrote a comment on it.');
  await desk.page.context().close();
});

test('a draft keeps the result, and leaving the form as it came keeps nothing', { tag: '@hydrated' }, async ({ visitor, atlas }) => {
  const { member, result } = atlas.result(() => true);
  await visitor.signOn(member);
  const saves: string[] = [];
  visitor.page.on('request', (request) => {
    if (request.url().endsWith('/save-draft')) saves.push(request.postData() ?? '');
  });
  await begin(visitor, result.href);
  // Longer than a page waits before it saves what was typed.
  await visitor.page.waitForTimeout(3_000);
  await visitor.goto(result.href);
  expect(saves).toEqual([]);

  await begin(visitor, result.href);
  const kept = visitor.page.waitForResponse(
    (answer) => answer.url().endsWith('/save-draft') && /Is\+it\+high|Is%20it%20high/.test(answer.request().postData() ?? ''),
  );
  await visitor.field('Message').fill('Is it high?');
  await visitor.button('Save draft').click();
  await kept;
  await visitor.goto('/messages/drafts');
  await visitor.main().getByRole('link', { name: SUBJECT }).click();
  await visitor.alive();
  const about = visitor.main().getByRole('checkbox', { name: new RegExp(`^About: ${result.panel}, `) });
  await expect(about).toBeChecked();
  await expect(visitor.field('Message')).toHaveValue('Is it high?');
  await about.uncheck();
  await visitor.chooseRecipient();
  await visitor.button('Send').click();
  await expect(visitor.main()).toContainText('Is it high?');
  await expect(visitor.main()).not.toContainText('About:');
});
