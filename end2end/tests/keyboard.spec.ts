/** The keyboard alone is enough, and one always sees where it is. */
import { type Locator, type Page } from '@playwright/test';

import { expect, test } from '../support/fixtures';

/** Presses Tab until an element has the focus; each stop on the way has to be seen. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return true;
      // A ring may be drawn around the row that holds the control.
      for (let element: Element | null = at; element && element !== document.body; element = element.parentElement) {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
        if ((outlineStyle !== 'none' && outlineWidth !== '0px') || (element === at && boxShadow !== 'none')) return true;
      }
      return false;
    });
    expect(seen, 'the focus can be seen').toBe(true);
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('the keyboard does not get there');
}

test('the first stop skips to the content', async ({ visitor, page }) => {
  await visitor.goto('/sign-on');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to main content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(visitor.main()).toBeFocused();
});

test('signing on, writing and signing off', async ({ visitor, member, page }) => {
  await visitor.goto('/sign-on');
  await tabTo(page, visitor.field('User ID or medical record number'));
  await page.keyboard.type(member.user_id);
  await tabTo(page, visitor.password());
  await page.keyboard.type(member.password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/home$/);
  await visitor.at(new RegExp(member.name.first));

  await tabTo(page, page.getByRole('navigation').getByRole('link', { name: /^Messages/ }));
  await page.keyboard.press('Enter');
  await visitor.at('Inbox');
  await tabTo(page, visitor.main().getByRole('link', { name: 'Contact Care Team' }));
  await page.keyboard.press('Enter');
  await visitor.at('Contact Care Team');

  await tabTo(page, visitor.field('To'));
  if ((await visitor.field('To').inputValue()) === '') await page.keyboard.press('ArrowDown');
  await expect(visitor.field('To')).not.toHaveValue('');
  await tabTo(page, visitor.field('Subject'));
  await page.keyboard.type('By keyboard');
  await tabTo(page, visitor.field('Message'));
  await page.keyboard.type('Every step of it.');
  await tabTo(page, visitor.button('Send'));
  await page.keyboard.press('Enter');
  await visitor.at(/By keyboard/);

  await tabTo(page, visitor.button('Sign off'));
  await page.keyboard.press('Enter');
  await expect(visitor.button('Sign off')).toHaveCount(0);
});

test('an error takes the keyboard to the summary, and from there to the field', { tag: '@hydrated' }, async ({ visitor, page }) => {
  await visitor.goto('/sign-on');
  await tabTo(page, visitor.password());
  await page.keyboard.press('Enter');
  await expect(visitor.problems()).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(visitor.field('User ID or medical record number')).toBeFocused();
});
