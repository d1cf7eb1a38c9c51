/** What can be read without signing on (SPEC section 11), and addresses that are none. */
import { expect, test } from '../support/fixtures';

test('technical help is open to everybody and folds without scripts', async ({ visitor }) => {
  await visitor.goto('/help');
  await visitor.at('Technical help');
  const topic = visitor.main().locator('details').first();
  await expect(topic.locator('p')).toBeHidden();
  await topic.locator('summary').click();
  await expect(topic.locator('p')).toBeVisible();
});

test('an address that is none answers 404 with a way on', async ({ visitor, page, watch }) => {
  watch.allow(/status of 404/, 'that answer is what is asked for');
  const answer = await visitor.goto('/no-such-page');
  expect(answer.status()).toBe(404);
  await expect(visitor.main().getByRole('heading', { level: 1 })).toBeVisible();
  await expect(visitor.main().getByRole('link').first()).toBeVisible();
  await expect(page.getByRole('contentinfo')).toContainText('1-800-555-0110');
});

test('the telephone lines stand on every page', async ({ visitor, page }) => {
  for (const path of ['/', '/sign-on', '/register', '/help']) {
    await visitor.goto(path);
    const footer = page.getByRole('contentinfo');
    for (const line of ['1-800-555-0110', '1-800-555-0120', '1-800-555-0130', '1-800-555-0140']) {
      await expect(footer, path).toContainText(line);
    }
  }
});
