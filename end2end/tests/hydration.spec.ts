/** From a page that works to a page that lives (DESIGN, "Browser files"). */
import type { Page } from '@playwright/test';

import { newcomers } from '../support/demo';
import { expect, test } from '../support/fixtures';
import type { Visitor } from '../support/visitor';

/** Holds the WebAssembly back, as a slow line would; the answer lets it through. */
async function hold(page: Page): Promise<() => void> {
  let go = (): void => undefined;
  const gate = new Promise<void>((resolve) => (go = resolve));
  await page.route(/\.wasm(\?|$)/, async (route) => {
    await gate;
    await route.continue();
  });
  return go;
}

async function open(visitor: Visitor, path: string): Promise<void> {
  await visitor.page.goto(path);
  await expect(visitor.page.locator('html')).not.toHaveAttribute('data-hydrated');
}

test.describe('what was typed before the WebAssembly arrived', { tag: '@hydrated' }, () => {
  test('on the sign-on form is still there and signs on', async ({ visitor, member, page }) => {
    const go = await hold(page);
    await open(visitor, '/sign-on');
    await visitor.field('User ID or medical record number').fill(member.user_id);
    await visitor.password().fill(member.password);
    go();
    await visitor.alive();
    await expect(visitor.field('User ID or medical record number')).toHaveValue(member.user_id);
    await expect(visitor.password()).toHaveValue(member.password);
    await visitor.main().getByRole('button', { name: 'Sign on', exact: true }).click();
    await visitor.at(new RegExp(member.name.first));
  });

  test('in step 1 is still there and counts', async ({ visitor, portal, page }) => {
    const [member] = newcomers(portal.demo);
    const go = await hold(page);
    await page.goto('/register/membership');
    await visitor.fillMembership(member!);
    go();
    await visitor.alive();
    await expect(visitor.field('First name')).toHaveValue(member!.name.first);
    await expect(visitor.field('Year')).toHaveValue(member!.birth_date.slice(0, 4));
    await expect(visitor.field('Medical record number')).toHaveValue(member!.mrn);
    await visitor.continue();
    await visitor.at('Accept the terms and conditions');
  });

  test('a ticked box stays ticked', async ({ visitor, portal, page }) => {
    await visitor.toTerms(newcomers(portal.demo)[0]!);
    const go = await hold(page);
    await open(visitor, '/register/terms');
    await visitor.field('I accept the terms and conditions').check();
    go();
    await visitor.alive();
    await expect(visitor.field('I accept the terms and conditions')).toBeChecked();
    await visitor.continue();
    await visitor.at('Create your user ID');
  });

  test('answers chosen stay chosen', async ({ visitor, portal, page }) => {
    const [member] = newcomers(portal.demo);
    await visitor.toIdentity(member!, 'slow.heron', 'slow@mail.example');
    const go = await hold(page);
    await open(visitor, '/register/secure');
    await visitor.answer(member!);
    go();
    await visitor.alive();
    for (const fact of await visitor.questions()) {
      await expect(visitor.question(fact).getByRole('radio', { name: visitor.truth(member!, fact), exact: true })).toBeChecked();
    }
    await visitor.continue();
    await expect(visitor.password()).toBeVisible();
  });

  test('in a message is still there, counts, and can be sent', async ({ visitor, member, page }) => {
    await visitor.signOn(member);
    const go = await hold(page);
    await open(visitor, '/messages/new');
    const values = await visitor
      .field('To')
      .locator('option')
      .evaluateAll((all) => all.map((option) => (option as HTMLOptionElement).value).filter((value) => value));
    await visitor.field('To').selectOption(values[1] ?? values[0]!);
    await visitor.field('Subject').fill('Typed early');
    await visitor.field('Message').fill('Before anything lived.');
    await expect(visitor.button('Send')).toBeEnabled();
    go();
    await visitor.alive();
    await expect(page.locator('[name="to"]')).toHaveValue(values[1] ?? values[0]!);
    await expect(visitor.field('Subject')).toHaveValue('Typed early');
    await expect(visitor.field('Message')).toHaveValue('Before anything lived.');
    await expect(visitor.button('Send')).toBeEnabled();
    await visitor.button('Send').click();
    await visitor.at(/Typed early/);
  });

  test('what is missing then is missed as soon as the page lives', async ({ visitor, member, page }) => {
    await visitor.signOn(member);
    const go = await hold(page);
    await open(visitor, '/messages/new');
    await visitor.field('Subject').fill('Typed early');
    await expect(visitor.button('Send')).toBeEnabled();
    go();
    await visitor.alive();
    await expect(visitor.button('Send')).toBeDisabled();
    await expect(visitor.field('Subject')).toHaveValue('Typed early');
  });

  test('a form sent before the page lives is taken all the same', async ({ visitor, member, page }) => {
    const go = await hold(page);
    await open(visitor, '/sign-on');
    await visitor.trySignOn(member.user_id, member.password);
    await expect(page).toHaveURL(/\/home$/);
    go();
    await visitor.at(new RegExp(member.name.first));
  });
});

test.describe('a lazy page whose file does not load', { tag: '@hydrated' }, () => {
  /** Refuses every file but the main one. */
  async function refuse(page: Page, times = Infinity): Promise<() => number> {
    let refused = 0;
    await page.route(/\.wasm(\?|$)/, async (route) => {
      if (/portal_bg\.wasm/.test(route.request().url()) || refused >= times) return route.continue();
      refused += 1;
      return route.abort();
    });
    return () => refused;
  }

  test('is reached by a full load, once', async ({ visitor, atlas, page, watch }) => {
    watch.allow(/./, 'what the browser and the panic say about the missing file is not the matter here');
    const { member } = atlas.conversation(() => true);
    await visitor.signOn(member);
    const refused = await refuse(page);
    let loads = 0;
    page.on('framenavigated', (frame) => frame === page.mainFrame() && (loads += 1));
    await page.getByRole('navigation').getByRole('link', { name: /^Messages/ }).click();
    await expect(visitor.heading('Inbox')).toBeVisible();
    expect(refused()).toBeGreaterThan(0);
    await expect(visitor.main().getByRole('link', { name: 'Contact Care Team' })).toBeVisible();
    // The page stands still: no loading over and over.
    await page.waitForLoadState('networkidle');
    expect(loads).toBeLessThanOrEqual(3);
    // And it works, as a page without scripts would.
    await visitor.main().locator('a[href^="/messages/"][href*="-"]').first().click();
    await expect(visitor.main().getByRole('article').first()).toBeVisible();
  });

  test('comes alive again when the line is back', async ({ visitor, member, page, watch }) => {
    watch.allow(/./, 'what the browser and the panic say about the missing file is not the matter here');
    await visitor.signOn(member);
    const refused = await refuse(page, 1);
    await page.getByRole('navigation').getByRole('link', { name: /^Messages/ }).click();
    await visitor.at('Inbox');
    expect(refused()).toBe(1);
  });
});

test('links change the page without loading it anew', { tag: '@hydrated' }, async ({ visitor, member, page }) => {
  await visitor.signOn(member);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await page.getByRole('navigation').getByRole('link', { name: /^Messages/ }).click();
  await visitor.at('Inbox');
  await page.getByRole('navigation').getByRole('link', { name: 'Medical Record & Lab Results' }).click();
  await visitor.at('Medical Record & Lab Results');
  await page.goBack();
  await visitor.at('Inbox');
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
});

test('signing off is a full load', { tag: '@hydrated' }, async ({ visitor, member, page }) => {
  await visitor.signOn(member);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await visitor.signOff();
  await visitor.alive();
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(false);
});

test('the WebAssembly never delays the form', { tag: '@hydrated' }, async ({ visitor, page }) => {
  const go = await hold(page);
  await open(visitor, '/sign-on');
  await page.waitForLoadState('load');
  await expect(visitor.password()).toBeEditable();
  go();
  await visitor.alive();
});

test('a page that has been open for long offers a newer build', { tag: '@hydrated' }, async ({ visitor, page }) => {
  await visitor.goto('/sign-on');
  const offer = page.getByText('There is a new version of this portal');
  const look = () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  const asked = () => page.waitForResponse('**/pkg/build');
  await Promise.all([asked(), look()]);
  await expect(offer).toBeHidden();
  await page.route('**/pkg/build', (route) => route.fulfill({ body: 'another' }));
  await Promise.all([asked(), look()]);
  await expect(offer).toBeVisible();
  await page.unroute('**/pkg/build');
  await Promise.all([page.waitForEvent('load'), page.getByRole('link', { name: 'Load this page again' }).click()]);
  await expect(offer).toBeHidden();
});
