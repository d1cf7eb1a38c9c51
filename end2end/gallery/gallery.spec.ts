/** The gallery itself: what a designer does with it, and that it is as accessible as what it shows. */
import { expect } from '@playwright/test';

import { ORIGIN, test, violations } from './support';

test('a thing is found, and shown in another theme, language, direction and width', async ({ page }) => {
  await page.goto(`${ORIGIN}/index.html`);
  const navigation = page.getByRole('navigation', { name: 'Gallery' });
  await page.getByRole('searchbox').fill('telephone NUMBER called');
  await expect(navigation.getByRole('status')).toHaveText(/^\d+ found$/);
  await page.getByRole('searchbox').fill('error_summ');
  await expect(navigation.getByRole('listitem')).toHaveCount(1);
  await navigation.getByRole('link', { name: 'error_summary' }).click();

  const shown = page.frameLocator('#frame');
  await expect(shown.getByText('There is a problem').first()).toBeVisible();
  await page.getByLabel('Theme').selectOption('Dark');
  await expect(shown.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByLabel('Language').selectOption('Español');
  await expect(shown.locator('html')).toHaveAttribute('lang', 'es');
  await expect(shown.getByText('Hay un problema').first()).toBeVisible();
  await page.getByLabel('Direction').selectOption('Right to left');
  await expect(shown.locator('html')).toHaveAttribute('dir', 'rtl');
  await page.getByLabel('Width').selectOption('320, a small phone');
  await expect.poll(async () => (await page.locator('#frame').boundingBox())?.width).toBe(320);

  // What was chosen stands in the address: it can be sent to somebody, and goes along.
  await navigation.getByRole('link', { name: 'alert', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('alert');
  await expect(shown.locator('html')).toHaveAttribute('lang', 'es');
  await expect(shown.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('what is shown is checked, and its markup can be read', async ({ page }) => {
  await page.goto(`${ORIGIN}/components/button.html`);
  await expect(page.locator('#check')).toHaveText(/^Nothing found; \d+ rules kept\.$/);
  await page.getByText('primary', { exact: true }).click();
  await expect(page.getByText('<button type="submit" class="button">Continue</button>').first()).toBeVisible();
});

test('tokens are there for every theme', async ({ page }) => {
  await page.goto(`${ORIGIN}/tokens.html`);
  for (const group of ['palette', 'light', 'dark', 'light, high contrast', 'dark, high contrast', 'scale']) {
    await expect(page.getByRole('heading', { name: group, exact: true })).toBeVisible();
  }
});

for (const address of ['index.html', 'tokens.html', 'components/button.html', 'pages/inbox.html']) {
  test(`axe finds nothing in ${address}`, async ({ page }) => {
    await page.goto(`${ORIGIN}/${address}`);
    await page.waitForLoadState('networkidle');
    expect(await violations(page)).toEqual([]);
  });
}
