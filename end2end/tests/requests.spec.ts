/** My requests: a number for what was sent, who has it, and how it goes on (SPEC section 3). */
import { atDesk } from '../support/demo';
import { signOnAtDesk } from '../support/desk';
import { expect, test } from '../support/fixtures';
import { Visitor } from '../support/visitor';

/** Ten digits in two groups of five. */
const NUMBER = /\d{5}\s\d{5}/;

for (const language of ['en', 'es'] as const) {
  test(`what was sent has a number, and is followed to its answer (${language})`, async ({ page, portal, member, browser, browserState, watch }) => {
    const visitor = new Visitor(page, portal, browserState, 'en');
    await visitor.signOn(member);
    await visitor.goto('/messages/new');
    await visitor.chooseRecipient();
    // Who will see it is told by then.
    if (browserState === 'hydrated') {
      await expect(visitor.main().getByRole('status').filter({ hasText: 'will see your message' })).toBeVisible();
    } else {
      await visitor.unfold();
      await expect(visitor.main().getByText(/and the team of .* will see your message/).first()).toBeVisible();
    }
    await visitor.field('Subject').fill('A rash on my arm');
    await visitor.field('Message').fill('It began on Sunday.');
    await visitor.button('Send').click();
    await visitor.at(/A rash on my arm/);
    const told = visitor.main().getByText('Your confirmation number is');
    await expect(told).toBeVisible();
    const number = NUMBER.exec((await told.textContent())!)![0];
    await visitor.main().getByRole('link', { name: 'See all of your requests' }).click();
    await visitor.at('My requests');
    const request = visitor.main().getByRole('article').filter({ hasText: 'A rash on my arm' });
    await expect(request).toContainText(number);
    await expect(request).toContainText('Waiting for an answer');
    await expect(request).toContainText('Answer due by');

    const context = await browser.newContext({
      baseURL: portal.url,
      javaScriptEnabled: browserState !== 'scripts-off',
      locale: language === 'es' ? 'es-US' : 'en-US',
    });
    await watch.follow(context, browserState);
    if (browserState === 'wasm-blocked') await context.route(/\.wasm(\?|$)/, (route) => route.abort());
    const desk = new Visitor(await context.newPage(), portal, browserState, language);
    await signOnAtDesk(desk, atDesk(portal.demo, 'nurse'));
    await desk.main().getByRole('link', { name: 'A rash on my arm' }).click();
    await expect(desk.main()).toContainText(number);
    await desk.alive();
    await desk.button('Assign to me').click();
    await expect(desk.button('Give back to the team')).toBeVisible();
    // A page that lives is told; another is loaded again.
    if (browserState !== 'hydrated') await visitor.goto('/requests');
    await expect(request).toContainText('Inés Castellanos (');
    await desk.field('Message').fill('Please come in tomorrow.');
    await desk.button('Send').click();
    await expect(desk.main()).toContainText(desk.say('Your reply was sent'));
    if (browserState !== 'hydrated') await visitor.goto('/requests');
    await expect(request).toContainText('Inés Castellanos answered on');
    await request.getByRole('link', { name: 'A rash on my arm' }).click();
    await visitor.at(/A rash on my arm/);
    await expect(visitor.main()).toContainText(`Confirmation number ${number}`);
    await context.close();
  });
}

test('the list of people is searched by typing', { tag: '@hydrated' }, async ({ visitor, member }) => {
  await visitor.signOn(member);
  await visitor.goto('/messages/new');
  const field = visitor.page.locator('input[role="combobox"]#to');
  await field.fill('member serv');
  await expect(visitor.page.getByRole('listbox').getByRole('option')).toHaveCount(1);
  await field.press('ArrowDown');
  await field.press('Enter');
  await expect(field).toHaveValue(/^Member services/);
  await expect(visitor.main().getByRole('status').filter({ hasText: 'The team of Member services will see your message.' })).toBeVisible();
});
