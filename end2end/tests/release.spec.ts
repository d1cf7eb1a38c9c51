/** How new results are shown, as the member chose beforehand (SPEC section 6). */
import { expect, test } from '../support/fixtures';

const LIST = '/medical-record/lab-results';

test('a covered result tells its name alone, and shows itself when it is asked for', async ({ visitor, atlas, page }) => {
  const { member, result } = atlas.result((one) => one.unread);
  await visitor.signOn(member);
  await visitor.chooseRelease('cover');
  await visitor.goto(LIST);
  const row = visitor.main().locator(`a[href="${result.href}"]`);
  await expect(row).toContainText(result.panel);
  await expect(row).toContainText('Covered, as you chose');
  await expect(row).not.toContainText(/\bNew\b|in range|outside/);
  await row.click();
  await expect(visitor.heading(result.panel)).toBeVisible();
  await expect(visitor.main()).toContainText('Nothing is lost');
  await expect(visitor.main().getByRole('table')).toHaveCount(0);
  // Looking at the cover for long reads nothing.
  await page.waitForTimeout(1500);
  await page.reload();
  await expect(visitor.main().getByRole('table')).toHaveCount(0);
  await visitor.button('Show it now').click();
  await expect(visitor.main().getByRole('table').first()).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`${result.href}$`));
  await visitor.goto(LIST);
  await expect(row).not.toContainText('Covered');
});

test('what waits is named nowhere, and there at once when everything is to be', async ({ visitor, atlas }) => {
  const { member, result } = atlas.result((one) => one.unread);
  await visitor.signOn(member);
  await visitor.chooseRelease('comment-14');
  await visitor.goto(LIST);
  const row = visitor.main().locator(`a[href="${result.href}"]`);
  await expect(row).toContainText('Waits until');
  await expect(row).not.toContainText(result.panel);
  await visitor.goto('/home');
  await expect(visitor.main().locator(`a[href="${result.href}"]`)).toHaveCount(0);
  await visitor.goto(result.href);
  await visitor.at('A result is waiting for you');
  await expect(visitor.main()).not.toContainText(result.panel);
  await visitor.link('Choose how you see new results').click();
  await visitor.at('How you see new results');
  await visitor.chooseRelease('at_once');
  await visitor.goto(LIST);
  await expect(row).toContainText(result.panel);
});
