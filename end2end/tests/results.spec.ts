/** Lab results: the list, a result, a chart and its table (SPEC section 6). */
import type { Locator } from '@playwright/test';

import { accounts } from '../support/demo';
import { expect, test } from '../support/fixtures';
import type { Visitor } from '../support/visitor';

test('the record leads to the list and the list to a result', async ({ visitor, atlas, page }) => {
  const { member, result } = atlas.result(() => true);
  await visitor.signOn(member);
  await page.getByRole('navigation').getByRole('link', { name: 'Medical Record & Lab Results' }).click();
  await visitor.at('Medical Record & Lab Results');
  await visitor.main().getByRole('link', { name: /lab results/i }).first().click();
  await visitor.at('Lab results');
  const link = visitor.main().locator(`a[href="${result.href}"]`);
  await expect(link).toContainText(result.panel);
  await link.click();
  await expect(page).toHaveURL(new RegExp(`${result.href}$`));
  await expect(visitor.heading(result.panel)).toBeVisible();
  const table = visitor.main().getByRole('table').first();
  for (const column of ['Test', 'Value', 'Reference range']) {
    await expect(table.getByRole('columnheader', { name: column, exact: true })).toHaveCount(1);
  }
  await expect(table.getByRole('row')).not.toHaveCount(1);
});

test('the list is newest first, and each says in words what it comes to', async ({ visitor, member }) => {
  await visitor.signOn(member);
  await visitor.goto('/medical-record/lab-results');
  const rows = visitor.main().locator('a[href^="/medical-record/lab-results/"]').filter({ has: visitor.page.locator('time') });
  await expect(rows.first()).toBeVisible();
  const days = await rows.locator('time').evaluateAll((all) => all.map((time) => time.getAttribute('datetime')!));
  expect(days.length).toBeGreaterThan(1);
  expect(days).toEqual([...days].sort().reverse());
  for (const text of await rows.allInnerTexts()) {
    expect(text).toMatch(/in range|outside range|no ranges given|attention|cancelled|withdrawn|preliminary|no values|waiting/i);
  }
});

test('a value outside its range says so in words', async ({ visitor, atlas }) => {
  const { member, result } = atlas.result((one) => /outside/i.test(one.name));
  await visitor.signOn(member);
  await visitor.goto(result.href);
  await expect(visitor.main().getByRole('table').first()).toContainText(/\b(high|low|abnormal|above|below|outside)\b/i);
});

test('a chart has a description and a table of the same points', async ({ visitor, atlas }) => {
  const { member, result } = atlas.result((one) => one.charts > 0);
  await visitor.signOn(member);
  await visitor.goto(result.href);
  const chart = visitor.main().locator('figure [role="img"]').first();
  await expect(chart).toBeVisible();
  await expect(chart).toHaveAttribute('aria-label', /\w+ \w+/);
  // All points of a kind are one path, each a closed shape of it.
  const points = await chart.locator('.line-chart__mark').evaluateAll((paths) =>
    paths.reduce((count, path) => count + (path.getAttribute('d') ?? '').split('Z').length - 1, 0),
  );
  expect(points).toBeGreaterThanOrEqual(2);
  // The twin may be folded away.
  await visitor.unfold();
  const sizes = await visitor.main().getByRole('table').evaluateAll((all) =>
    all.map((table) => (table as HTMLTableElement).tBodies[0]?.rows.length ?? 0),
  );
  expect(sizes.slice(1)).toContain(points);
});

test('the new mark goes when the result was seen', { tag: '@hydrated' }, async ({ visitor, atlas }) => {
  const { member, result } = atlas.result((one) => one.unread);
  await visitor.signOn(member);
  const posts: string[] = [];
  visitor.page.on('request', (request) => {
    if (request.method() === 'POST') posts.push(new URL(request.url()).pathname);
  });
  const marked = visitor.page.waitForResponse(
    (answer) => answer.request().method() === 'POST' && /results\/|record\//.test(new URL(answer.url()).pathname),
  );
  await visitor.goto(result.href);
  await marked;
  await visitor.goto('/medical-record/lab-results');
  await expect(visitor.main().locator(`a[href="${result.href}"]`)).not.toContainText(/\bNew\b/);
});

test('without a living page, the new mark goes by a button', { tag: '@plain' }, async ({ visitor, atlas }) => {
  const { member, result } = atlas.result((one) => one.unread);
  await visitor.signOn(member);
  await visitor.goto(result.href);
  await visitor.goto('/medical-record/lab-results');
  const row = visitor.main().locator(`a[href="${result.href}"]`);
  await expect(row).toContainText(/\bNew\b/);
  await row.click();
  await visitor.button('Mark as read').click();
  await visitor.goto('/medical-record/lab-results');
  await expect(row).not.toContainText(/\bNew\b/);
});

/** The rows of the list. */
function rows(visitor: Visitor): Locator {
  return visitor.main().locator('a[href^="/medical-record/lab-results/"]').filter({ has: visitor.page.locator('time') });
}

test.describe('find', () => {
  test('by the beginning of a word, marked, in no address; Back finds it again', async ({ visitor, page, member }) => {
    await visitor.signOn(member);
    await visitor.goto('/medical-record/lab-results');
    await expect(rows(visitor).first()).toBeVisible();
    const all = await rows(visitor).count();
    const panels = await rows(visitor).locator('.result-row__title').allInnerTexts();
    const word = panels.join(' ').split(/[^A-Za-z]+/).find((one) => one.length > 5)!;
    const beginning = word.slice(0, -1).toUpperCase();
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(decodeURIComponent(request.url()).toUpperCase()));
    await visitor.findResults(beginning);
    await expect(visitor.main().getByRole('status').filter({ hasText: /^\d+ results? found$/ })).toBeVisible();
    await expect(rows(visitor).first().locator('mark').first()).toHaveText(new RegExp(`^${word.slice(0, -1)}`, 'i'));
    const found = await rows(visitor).count();
    expect(found).toBeGreaterThan(0);
    for (const address of addresses) expect(address).not.toContain(beginning);
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state]));
    expect(kept.toUpperCase()).not.toContain(beginning);
    await rows(visitor).first().click();
    await expect(visitor.main().getByRole('table').first()).toBeVisible();
    await page.goBack();
    await visitor.at('Lab results');
    await expect(visitor.field('Search your lab results')).toHaveValue(beginning);
    await expect(rows(visitor)).toHaveCount(found);
    await visitor.link('Show all results').click();
    await expect(visitor.link('Show all results')).toHaveCount(0);
    await expect(rows(visitor)).toHaveCount(all);
    await expect(visitor.field('Search your lab results')).toHaveValue('');
  });

  test('by flag and by time', async ({ visitor, atlas }) => {
    const { member } = atlas.result((one) => /outside/i.test(one.name));
    await visitor.signOn(member);
    await visitor.goto('/medical-record/lab-results');
    await visitor.main().getByText('Filter', { exact: true }).click();
    await visitor.field('Flag').selectOption({ label: 'Outside range' });
    await visitor.button('Show results').click();
    await expect(visitor.link('Show all results')).toBeVisible();
    // What narrows the list is seen beside it.
    await expect(visitor.field('Flag')).toBeVisible();
    await expect(visitor.field('Flag')).toHaveValue('outside');
    await expect(rows(visitor).first()).toBeVisible();
    for (const text of await rows(visitor).allInnerTexts()) expect(text).toMatch(/outside range|attention/);
    await visitor.field('When').selectOption({ index: 6 });
    await visitor.button('Show results').click();
    await expect(visitor.field('When')).not.toHaveValue('');
    await expect(rows(visitor).filter({ hasText: '2026' })).toHaveCount(0);
  });

  test('nothing that fits is told apart from nothing at all', async ({ visitor, member }) => {
    await visitor.signOn(member);
    await visitor.goto('/medical-record/lab-results');
    await visitor.findResults('nosuchword');
    await expect(visitor.main().getByRole('heading', { name: 'None of your results fits' })).toBeVisible();
    await expect(visitor.main()).not.toContainText('No lab results yet');
    await visitor.field('Search your lab results').fill('!!');
    await visitor.button('Search').click();
    await expect(visitor.main().getByText('Write at least one word to look for')).toBeVisible();
    await expect(rows(visitor).first()).toBeVisible();
  });
});

test.describe('compare', () => {
  test('two results stand side by side, and lead to themselves', async ({ visitor, page, member }) => {
    await visitor.signOn(member);
    await visitor.goto('/medical-record/lab-results');
    for (const place of [0, 1]) await visitor.resultBoxes().nth(place).check();
    await visitor.button('Compare chosen results').click();
    await visitor.at('Compare results');
    const table = visitor.main().getByRole('table');
    await expect(table.getByRole('columnheader')).toHaveCount(3);
    await expect(table.getByRole('columnheader').first()).toHaveText('Test');
    await expect(table.getByRole('row')).not.toHaveCount(1);
    await expect(rows(visitor)).toHaveCount(2);
    // On the narrowest phone nothing is cut off.
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await visitor.link('Back to lab results').click();
    await visitor.at('Lab results');
  });

  test('one is too few: it stays chosen, and another can be added', async ({ visitor, member }) => {
    await visitor.signOn(member);
    await visitor.goto('/medical-record/lab-results');
    const chosen = await visitor.resultBoxes().nth(2).getAttribute('value');
    await visitor.resultBoxes().nth(2).check();
    await visitor.button('Compare chosen results').click();
    await visitor.at('Compare results');
    await expect(visitor.main().getByText('Choose at least two results')).toBeVisible();
    await expect(visitor.resultBoxes().first()).toHaveValue(chosen!);
    await expect(visitor.resultBoxes().first()).toBeChecked();
    await visitor.resultBoxes().nth(1).check();
    await visitor.button('Compare chosen results').click();
    await expect(visitor.main().getByRole('table').getByRole('columnheader')).toHaveCount(3);
  });

  test('a fifth is not taken, and it is told why', { tag: '@hydrated' }, async ({ visitor, member }) => {
    await visitor.signOn(member);
    await visitor.goto('/medical-record/lab-results');
    for (const place of [0, 1, 2, 3]) await visitor.resultBoxes().nth(place).check();
    await visitor.resultBoxes().nth(4).click();
    await expect(visitor.main().getByText(/^Up to four results fit side by side/)).toBeVisible();
    await expect(visitor.resultBoxes().nth(4)).not.toBeChecked();
    await visitor.resultBoxes().nth(0).uncheck();
    await expect(visitor.main().getByText(/^Up to four results fit side by side/)).toHaveCount(0);
    await visitor.resultBoxes().nth(4).check();
    await visitor.button('Compare chosen results').click();
    await expect(visitor.main().getByRole('table').getByRole('columnheader')).toHaveCount(5);
  });

  test('without a living page five are told to be too many', { tag: '@plain' }, async ({ visitor, member }) => {
    await visitor.signOn(member);
    await visitor.goto('/medical-record/lab-results');
    for (const place of [0, 1, 2, 3, 4]) await visitor.resultBoxes().nth(place).check();
    await visitor.button('Compare chosen results').click();
    await expect(visitor.main().getByText('Choose at most four results')).toBeVisible();
    await expect(visitor.resultBoxes()).toHaveCount(5);
    await visitor.resultBoxes().nth(0).uncheck();
    await visitor.button('Compare chosen results').click();
    await expect(visitor.main().getByRole('table').getByRole('columnheader')).toHaveCount(5);
  });
});

test('ACC-3 a result of somebody else is as little there as one that does not exist', async ({ visitor, portal, atlas, page, watch }) => {
  watch.allow(/status of 404/, 'that answer is what is asked for');
  const { member, result } = atlas.result(() => true);
  const other = accounts(portal.demo).find((one) => one.user_id !== member.user_id)!;
  await visitor.signOn(other);
  const pages: string[] = [];
  for (const path of [result.href, '/medical-record/lab-results/01900000-0000-7000-8000-000000000000']) {
    const answer = await visitor.goto(path);
    expect(answer.status()).toBe(404);
    await expect(visitor.main().getByRole('heading', { level: 1 })).toBeVisible();
    pages.push(await visitor.main().innerText());
  }
  expect(pages[0]).toBe(pages[1]);
  await expect(page.getByText(result.panel)).toHaveCount(0);
});

for (const relationship of ['elsewhere', 'no_physician'] as const) {
  test(`a service that is not open says why: ${relationship}`, async ({ visitor, portal, watch }) => {
    watch.allow(/status of 403/, 'a service that is not open may say so in its status too');
    const [member] = accounts(portal.demo, relationship);
    await visitor.signOn(member!);
    for (const path of ['/messages', '/medical-record/lab-results']) {
      await visitor.goto(path);
      await expect(visitor.main().getByRole('heading', { level: 1 })).toBeVisible();
      await expect(visitor.main()).toContainText(relationship === 'elsewhere' ? /medical offices/ : /personal physician/);
    }
  });
}

test('a result that is imported shows in the open list, and its correction in the open result', { tag: '@hydrated' }, async ({ visitor, portal, member, page }) => {
  // How the record system knows the demo's members: by the number on their card, without its check digit.
  const patient = `Patient/member-${Number(member.mrn.replace(/\D/g, '').slice(0, 7))}`;
  const bundle = (value: number) => ({
    resourceType: 'Bundle',
    type: 'collection',
    entry: [
      {
        resource: {
          resourceType: 'Observation',
          id: 'imported-ferritin',
          status: value === 31 ? 'final' : 'corrected',
          category: [{ coding: [{ code: 'laboratory' }] }],
          code: { text: 'Ferritin, just imported' },
          subject: { reference: patient },
          effectiveDateTime: '2026-11-02T08:00:00-08:00',
          valueQuantity: { value, unit: 'ng/mL' },
        },
      },
    ],
  });
  await visitor.signOn(member);
  const listening = page.waitForResponse((answer) => new URL(answer.url()).pathname === '/live');
  await visitor.goto('/medical-record/lab-results');
  await visitor.alive();
  await listening;
  const row = visitor.main().getByRole('link', { name: /Ferritin, just imported/ });
  await expect(row).toHaveCount(0);
  expect(await portal.importBundle(bundle(31))).toBe('imported');
  await expect(row).toBeVisible();
  await row.click();
  const table = visitor.main().getByRole('table').first();
  await expect(table).toContainText('31 ng/mL');
  expect(await portal.importBundle(bundle(32))).toBe('imported');
  await expect(table).toContainText('32 ng/mL');
  await expect(visitor.main()).toContainText('31 ng/mL');
});
