/** The choice between English and Spanish; that each is complete is looked at in `states.spec.ts`. */
import { expect, test } from '../support/fixtures';
import { Visitor } from '../support/visitor';

test('the choice is made by a button, holds, and can be taken back', async ({ visitor, page }) => {
  await visitor.goto('/sign-on');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.getByRole('button', { name: 'Español' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await expect(page).toHaveURL(/\/sign-on$/);
  await visitor.alive();
  await page.goto('/help');
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await visitor.alive();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page).toHaveURL(/\/help$/);
  await visitor.at('Technical help');
});

test('the choice holds through signing on and on every page after it', async ({ visitor, portal, member, page, browserState }) => {
  await visitor.goto('/');
  await page.getByRole('button', { name: 'Español' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  const hispanohablante = new Visitor(page, portal, browserState, 'es');
  await hispanohablante.signOn(member);
  for (const path of ['/messages', '/messages/new', '/medical-record/lab-results']) {
    await hispanohablante.goto(path);
    await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  }
  await hispanohablante.signOff();
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
});

test.describe('without a choice', () => {
  test.use({ locale: 'es-MX' });
  test('the browser’s language is taken', async ({ visitor, page }) => {
    await visitor.goto('/sign-on');
    await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  });
});
