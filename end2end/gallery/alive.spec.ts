/**
 * Components that do something when they live: by keyboard and by pointer, on their own sheets.
 * The journeys of the portal try those that its pages have; here are all of them.
 */
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

import { frame, names, open, test } from './support';

/** Opens a component's sheet and waits until it lives; what the browser says fails the test. */
async function alive(page: Page, name: string, said: string[] = []): Promise<void> {
  page.on('console', (message) => {
    // Advice of the developer tools about fields that stand in no form here.
    if ((message.type() as string) !== 'verbose') said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(error.message));
  await open(page, frame('components', name, 'en', { hydrated: 'yes' }));
  await expect(page.locator('html')).toHaveAttribute('data-hydrated');
}

/** One state of the sheet. */
function state(page: Page, name: string): Locator {
  return page.locator(`[data-state="${name}"]`);
}

for (const name of names('components')) {
  test(`${name} comes alive without a word`, async ({ page }) => {
    const said: string[] = [];
    await alive(page, name, said);
    expect(said).toEqual([]);
  });
}

test('a combobox finds a choice by a part of it, without its accents', async ({ page }) => {
  await alive(page, 'combobox');
  const field = state(page, 'plain').getByRole('combobox');
  await field.click();
  await field.fill('nunez');
  const options = state(page, 'plain').getByRole('option');
  await expect(options).toHaveCount(1);
  await expect(options).toContainText('José Núñez');
  await expect(state(page, 'plain').getByRole('status')).toHaveText(/1 result/);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue('José Núñez');
  await expect(field).toHaveAttribute('aria-expanded', 'false');
  // What is sent is the choice, not the words in the field.
  await expect(state(page, 'plain').locator('select[name=whom]')).toHaveValue('jose');

  await field.fill('nobody of that name');
  await expect(options).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(field).toHaveValue('José Núñez');
});

test('a combobox keeps what was chosen before it lived', async ({ page }) => {
  await alive(page, 'combobox');
  await expect(state(page, 'chosen').getByRole('combobox')).toHaveValue('Cedar Park');
});

test('a dialog keeps the keyboard, and gives it back', async ({ page }) => {
  await alive(page, 'dialog');
  // Those that its sheet shows open lie one over the other once they live.
  const opened = page.locator('dialog[open]');
  await expect(async () => {
    await page.keyboard.press('Escape');
    await expect(opened).toHaveCount(0, { timeout: 200 });
  }).toPass();
  for (const [name, role, first] of [
    ['closed', 'dialog', 'Remove the file'],
    ['closed_alert', 'alertdialog', 'Cancel'],
  ] as const) {
    const opener = state(page, name).getByRole('button', { name: 'Remove…' });
    await opener.click();
    const dialog = page.getByRole(role, { name: 'Remove this file?' });
    await expect(dialog).toBeVisible();
    if (role === 'alertdialog') await expect(dialog.getByRole('button', { name: first })).toBeFocused();
    for (let stop = 0; stop < 4; stop += 1) {
      await page.keyboard.press('Tab');
      const outside = await page.evaluate(
        () => document.activeElement !== document.body && !document.activeElement?.closest('dialog[open]'),
      );
      expect(outside, 'the rest of the page is out of reach').toBe(false);
    }
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(opener).toBeFocused();
  }
});

test('a toast is told politely, and its button takes it away', async ({ page }) => {
  await alive(page, 'toast');
  const place = state(page, 'nothing_yet');
  const save = place.getByRole('button', { name: 'Save' });
  await save.click();
  await expect(place.getByRole('status')).toHaveText('Saved.');
  await place.getByRole('button', { name: 'Dismiss' }).click();
  await expect(place.getByRole('status')).toHaveText('');
});

test('a password is shown and hidden again', async ({ page }) => {
  await alive(page, 'password_input');
  const field = state(page, 'plain').locator('input');
  await field.fill('four quiet herons');
  await state(page, 'plain').getByRole('button', { name: /^Show/ }).click();
  await expect(field).toHaveAttribute('type', 'text');
  await expect(field).toHaveValue('four quiet herons');
  await state(page, 'plain').getByRole('button', { name: /^Hide/ }).click();
  await expect(field).toHaveAttribute('type', 'password');
});

test('a textarea says how many characters are left, and cuts nothing off', async ({ page }) => {
  await alive(page, 'textarea');
  const place = state(page, 'limit');
  await place.getByRole('textbox').fill('x'.repeat(39));
  await expect(place.getByText('You have 1 character left').first()).toBeVisible();
  await place.getByRole('textbox').fill('x'.repeat(42));
  await expect(place.getByText('2 characters too many').first()).toBeVisible();
  await expect(place.getByRole('textbox')).toHaveValue('x'.repeat(42));
});

test('files that were chosen are listed, and can be taken back', async ({ page }) => {
  await alive(page, 'file_upload');
  const place = state(page, 'files');
  const files = place.getByRole('list', { name: 'Your files' }).getByRole('listitem');
  const before = await files.count();
  await place.getByRole('button', { name: /Remove.*video\.mov/ }).click();
  await expect(files).toHaveCount(before - 1);
  await expect(place.getByText('video.mov')).toHaveCount(0);
});

test('an account menu opens by keyboard, closes by Escape and when one goes elsewhere', async ({ page }) => {
  await alive(page, 'site_header');
  const place = state(page, 'account');
  const summary = place.locator('summary');
  const menu = place.getByRole('link', { name: 'Your details' });
  await summary.focus();
  await page.keyboard.press('Enter');
  await expect(menu).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(summary).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(menu).toBeVisible();
  await page.mouse.click(5, 5);
  await expect(menu).toBeHidden();
});
