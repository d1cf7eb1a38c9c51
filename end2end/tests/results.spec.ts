/** Lab results: the list, a result, a chart and its table (SPEC section 6). */
import { accounts } from '../support/demo';
import { expect, test } from '../support/fixtures';

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
  const points = await chart.locator('.line-chart__mark').count();
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
