/** The keyboard alone is enough, and one always sees where it is. */
import { type Locator, type Page } from '@playwright/test';

import { type Member, newcomers } from '../support/demo';
import { expect, test } from '../support/fixtures';
import { hiddenFocus } from '../support/measure';
import { Visitor } from '../support/visitor';

/** Presses Tab until an element has the focus; each stop on the way has to be seen. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  await expect(target).toBeEnabled();
  for (let step = 0; step < 120; step += 1) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return true;
      // A page that has just arrived takes the focus to its heading, which is no stop.
      if (at.matches('[tabindex="-1"]')) return true;
      // A ring may be drawn around the row that holds the control.
      for (let element: Element | null = at; element && element !== document.body; element = element.parentElement) {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
        if ((outlineStyle !== 'none' && outlineWidth !== '0px') || (element === at && boxShadow !== 'none')) return true;
      }
      return false;
    });
    expect(seen, 'the focus can be seen').toBe(true);
    // The window may still be on its way there.
    await expect.poll(() => hiddenFocus(page), 'the focus is in the window, and nothing lies over it').toEqual([]);
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('the keyboard does not get there');
}

/** Goes to an element and presses it. */
async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

/** Goes to a field and types. */
async function type(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.type(text);
}

/** Signs on. */
async function signOn(visitor: Visitor, member: { user_id: string; password: string; name: { first: string } }): Promise<void> {
  await visitor.goto('/sign-on');
  await type(visitor.page, visitor.field('User ID or medical record number'), member.user_id);
  await type(visitor.page, visitor.password(), member.password);
  await visitor.page.keyboard.press('Enter');
  await expect(visitor.page).toHaveURL(/\/home$/);
  await visitor.at(new RegExp(member.name.first));
}

/** Signs off. */
async function signOff(visitor: Visitor): Promise<void> {
  await press(visitor.page, visitor.button('Sign off'));
  await expect(visitor.button('Sign off')).toHaveCount(0);
}

/** Answers the identity questions: into each group by Tab, to the answer by arrows. */
async function answer(visitor: Visitor, member: Member): Promise<void> {
  for (const fact of await visitor.questions()) {
    const options = visitor.question(fact).getByRole('radio');
    const truth = visitor.question(fact).getByRole('radio', { name: visitor.truth(member, fact), exact: true });
    await tabTo(visitor.page, options.first());
    await visitor.page.keyboard.press('Space');
    for (let step = 0; step < (await options.count()) && !(await truth.isChecked()); step += 1) {
      await visitor.page.keyboard.press('ArrowDown');
    }
    await expect(truth).toBeChecked();
  }
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
  await signOn(visitor, member);
  await press(page, page.getByRole('navigation').getByRole('link', { name: /^Messages/ }));
  await visitor.at('Inbox');
  await press(page, visitor.main().getByRole('link', { name: 'Contact Care Team' }));
  await visitor.at('Contact Care Team');

  await tabTo(page, visitor.recipient());
  if ((await visitor.recipient().inputValue()) === '') await page.keyboard.press('ArrowDown');
  // A field that finds by typing opens its list first.
  if (visitor.state === 'hydrated') await page.keyboard.press('Enter');
  await expect(page.locator('[name="to"]')).not.toHaveValue('');
  await type(page, visitor.field('Subject'), 'By keyboard');
  await type(page, visitor.field('Message'), 'Every step of it.');
  await press(page, visitor.button('Send'));
  await visitor.at(/By keyboard/);
  await signOff(visitor);
});

test('reading a conversation and answering it', async ({ visitor, atlas, page }) => {
  const { member, conversation } = atlas.conversation((one) => one.reply === 'open');
  await signOn(visitor, member);
  await press(page, page.getByRole('navigation').getByRole('link', { name: /^Messages/ }));
  await visitor.at('Inbox');
  await press(page, visitor.main().locator(`a[href="${conversation.href}"]`));
  await visitor.at(conversation.subject);
  // The way to the reply is a jump within the page; the next stops are there.
  await press(page, visitor.main().getByRole('link', { name: 'Reply', exact: true }));
  await expect(visitor.field('Message')).toBeFocused();
  await page.keyboard.type('Answered by keyboard.');
  await press(page, visitor.button('Send'));
  await expect(visitor.main().getByRole('article').filter({ hasText: 'Answered by keyboard.' })).toHaveCount(1);
});

test('lab results: the list, a result, a value over time', async ({ visitor, atlas, page }) => {
  const { member, result } = atlas.result((one) => one.charts > 0);
  await signOn(visitor, member);
  await press(page, page.getByRole('navigation').getByRole('link', { name: 'Medical Record & Lab Results' }));
  await visitor.at('Medical Record & Lab Results');
  await press(page, visitor.main().getByRole('link', { name: /^All lab results/ }));
  await visitor.at('Lab results');
  await press(page, visitor.main().locator(`a[href="${result.href}"]`));
  await visitor.at(result.panel);
  await press(page, visitor.main().getByRole('link', { name: /over time$/ }).last());
  await expect(page).toHaveURL(/chart=\d+/);
  await visitor.alive();
  await expect(visitor.main().locator('figure [role="img"]')).toBeVisible();
  // The same points stand below the chart as a table, folded where they are many.
  const table = visitor.main().locator('details').filter({ has: page.locator('table') });
  const open = await table.evaluate((details: HTMLDetailsElement) => details.open);
  await press(page, table.locator('summary'));
  await expect(table).toHaveJSProperty('open', !open);
});

test('registering, in five steps, and signing on at the end', async ({ visitor, portal, page }) => {
  const [member] = newcomers(portal.demo);
  await visitor.goto('/register');
  const start = visitor.main().getByRole('link', { name: 'Start', exact: true });
  await press(page, start.or(visitor.button('Start')));

  await visitor.at('Enter your membership information');
  const [year, month, day] = member!.birth_date.split('-');
  await type(page, visitor.field('First name'), member!.name.first);
  await type(page, visitor.field('Last name'), member!.name.last);
  const date = { Month: String(Number(month)), Day: String(Number(day)), Year: year! };
  // In whichever order the date is asked for.
  const labels = Object.keys(date) as (keyof typeof date)[];
  for (let left = labels.length; left > 0; left -= 1) {
    await page.keyboard.press('Tab');
    for (const label of labels) {
      const here = await visitor.field(label).evaluate((field) => field === document.activeElement);
      if (here) await page.keyboard.type(date[label]);
    }
  }
  for (const label of labels) await expect(visitor.field(label)).toHaveValue(date[label]);
  await type(page, visitor.field('Medical record number'), member!.mrn);
  await press(page, visitor.button('Continue'));

  await visitor.at('Accept the terms and conditions');
  await tabTo(page, visitor.field('I accept the terms and conditions'));
  await page.keyboard.press('Space');
  await press(page, visitor.button('Continue'));

  await visitor.at('Create your user ID');
  await type(page, visitor.field('User ID'), 'heron.by.keys');
  await type(page, visitor.field('Email address'), 'keys@mail.example');
  await press(page, visitor.button('Continue'));
  await expect(visitor.field('Confirmation code')).toBeVisible();
  await visitor.alive();
  await type(page, visitor.field('Confirmation code'), await visitor.code('keys@mail.example'));
  await press(page, visitor.button('Continue'));

  await visitor.at('Secure your account');
  await answer(visitor, member!);
  await press(page, visitor.button('Continue'));
  await expect(visitor.password()).toBeVisible();
  await visitor.alive();
  const password = 'seven quiet herons at dusk';
  await type(page, visitor.password(), password);
  for (const [at, secret] of ['Bluebird', 'Rua das Flores', 'Marzipan'].entries()) {
    await tabTo(page, page.getByRole('combobox', { name: `Secret question ${at + 1}`, exact: true }));
    for (let step = 0; step <= at; step += 1) await page.keyboard.press('ArrowDown');
    await type(page, visitor.field(`Answer ${at + 1}`), secret);
  }
  await press(page, visitor.button('Continue'));

  await expect(page).toHaveURL(/\/register\/done$/);
  await visitor.at('Sign on');
  await type(page, visitor.password(), password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/home$/);
  await visitor.at(new RegExp(member!.name.first));
  await signOff(visitor);
});

test('the other language', async ({ visitor, page, portal, browserState }) => {
  await visitor.goto('/help');
  await press(page, page.getByRole('button', { name: 'Español' }));
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  const other = new Visitor(page, portal, browserState, 'es');
  await other.at('Technical help');
  // It is a new page, and begins at its beginning.
  await page.keyboard.press('Tab');
  await expect(other.link('Skip to main content')).toBeFocused();
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
