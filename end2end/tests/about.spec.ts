/** What a service is and what its numbers mean: read without signing on, and on the way. */
import { accounts } from '../support/demo';
import { expect, test } from '../support/fixtures';
import { Visitor } from '../support/visitor';

for (const language of ['en', 'es'] as const) {
  test.describe(language, () => {
    test.use({ locale: language === 'en' ? 'en-US' : 'es-US' });

    test(`${language}: from technical help to each page, by anybody`, async ({ page, portal, browserState }) => {
      const visitor = new Visitor(page, portal, browserState, language);
      for (const [link, heading, address] of [
        ['About lab results', 'About this service', '/about/lab-results'],
        ['About immunizations', 'About this service', '/about/immunizations'],
        ['About the numbers', 'About the numbers', '/help/numbers'],
      ] as const) {
        await visitor.goto('/help');
        // The same link stands in a folded answer too.
        await visitor.main().getByRole('link', { name: visitor.say(link), exact: true }).last().click();
        await visitor.at(heading);
        await expect(page).toHaveURL(new RegExp(`${address}$`));
        await expect(page).toHaveTitle(visitor.say(link));
      }
    });
  });
}

test('by keyboard, from a result to what its numbers mean, and back', async ({ visitor, atlas, page }) => {
  const { member, result } = atlas.result((one) => one.charts > 0);
  await visitor.signOn(member);
  await visitor.goto(result.href);
  const link = visitor.link('About the numbers');
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(link).toBeFocused({ timeout: 50 });
  }).toPass({ intervals: [0], timeout: 20_000 });
  await page.keyboard.press('Enter');
  await visitor.at('About the numbers');
  const out = visitor.main().getByRole('heading', { level: 2, name: 'What “out of range” means' });
  await expect(out).toBeVisible();
  await page.goBack();
  await expect(visitor.heading(result.panel)).toBeVisible();
});

test('a service says at its top what it is, and one gets back to it', async ({ visitor, member, page }) => {
  await visitor.signOn(member);
  for (const [path, heading, back] of [
    ['/medical-record/lab-results', 'Lab results', 'Back to lab results'],
    ['/medical-record/immunizations', 'Immunizations', 'Back to immunizations'],
  ] as const) {
    await visitor.goto(path);
    await visitor.link('About this service').click();
    await visitor.at('About this service');
    await expect(visitor.main().getByRole('link', { name: '1-800-555-0140' })).toHaveAttribute('href', /^tel:/);
    await visitor.link(back).click();
    await visitor.at(heading);
    await expect(page).toHaveURL(new RegExp(`${path}$`));
  }
});

test('where a service is closed one can read what it would be', async ({ visitor, portal, page, watch }) => {
  watch.allow(/status of 403/, 'that answer is what is asked for');
  await visitor.signOn(accounts(portal.demo, 'elsewhere')[0]!);
  await visitor.goto('/medical-record');
  await visitor.link('About lab results').click();
  await visitor.at('About this service');
  await expect(page).toHaveURL(/\/about\/lab-results$/);
});
