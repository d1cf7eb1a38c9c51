/** Immunizations: the page, the record to print, the health card (SPEC section 6). */
import { readFileSync } from 'node:fs';

import { byJose, byShcProtocol, fromNumbers, scan, toNumbers } from '../support/health_card';
import { accounts } from '../support/demo';
import { expect, test } from '../support/fixtures';
import { Visitor } from '../support/visitor';

const PAGE = '/medical-record/immunizations';
const RECORD = `${PAGE}/record`;

/** How many pages a PDF of Chromium's has. */
function pagesOf(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

for (const language of ['en', 'es'] as const) {
  test.describe(language, () => {
    test.use({ locale: language === 'en' ? 'en-US' : 'es-US' });

    test(`${language}: from the record to every dose, by vaccine and by date, to paper`, async ({ page, portal, member, browserState }) => {
      const visitor = new Visitor(page, portal, browserState, language);
      await visitor.signOn(member);
      await page.getByRole('navigation').getByRole('link', { name: visitor.say('Medical Record & Lab Results') }).click();
      await visitor.at('Medical Record & Lab Results');
      await visitor.main().getByRole('link', { name: new RegExp(`^${visitor.say('Immunizations')}`) }).click();
      await visitor.at('Immunizations');
      await expect(page).toHaveURL(new RegExp(`${PAGE}$`));
      const groups = visitor.main().getByRole('heading', { level: 2 });
      await expect(groups.filter({ hasText: 'COVID-19' })).toHaveCount(1);
      const first = visitor.main().getByRole('table').first();
      for (const column of ['Date', 'Vaccine', 'Dose', 'Lot', 'Site on the body', 'Place']) {
        await expect(first.getByRole('columnheader', { name: visitor.say(column), exact: true })).toHaveCount(1);
      }
      // What was not given stands apart, with its reason.
      await expect(groups.filter({ hasText: visitor.say('Not given') })).toHaveCount(1);
      await expect(visitor.main()).toContainText('Member wants to think about it');

      await visitor.link('By date').click();
      await expect(page).toHaveURL(/\?by=date$/);
      await expect(visitor.link('By date')).toHaveAttribute('aria-current', 'page');
      const headings = await groups.allInnerTexts();
      const years = headings.filter((text) => /^\d{4}$/.test(text));
      expect(years.length).toBeGreaterThan(3);
      expect(years).toEqual([...years].sort().reverse());

      await visitor.link('Print vaccination record').click();
      await visitor.at('Vaccination record');
      await expect(page).toHaveURL(new RegExp(`${RECORD}$`));
      await expect(visitor.main()).toContainText(`${member.name.first} ${member.name.last}`);
      await expect(visitor.main().getByRole('row', { name: /COVID-19/ })).toHaveCount(1);
    });
  });
}

test('the record is one sheet of paper, and whose it is stands at its head', async ({ visitor, page, portal }) => {
  for (const member of accounts(portal.demo).slice(0, 2)) {
    await visitor.signOn(member);
    await visitor.goto(RECORD);
    const pdf = await page.pdf({ format: 'Letter', margin: { top: '12mm', bottom: '12mm', left: '12mm', right: '12mm' } });
    expect(pagesOf(pdf), member.user_id).toBe(1);
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('navigation').first()).toBeHidden();
    await expect(visitor.link('Download health card')).toBeHidden();
    await expect(page.locator('.print-header')).toContainText(member.name.last);
    await expect(visitor.main().getByRole('img')).toBeVisible();
    // Not 'screen': that would be printed too.
    await page.emulateMedia({ media: null });
    await visitor.signOff();
  }
});

test('the record is a file too', async ({ visitor, page, member }) => {
  await visitor.signOn(member);
  await visitor.goto(PAGE);
  const waiting = page.waitForEvent('download');
  await visitor.link('Download PDF').click();
  const download = await waiting;
  expect(download.suggestedFilename()).toMatch(/^vaccination-record-\d{4}-\d{2}-\d{2}\.pdf$/);
  const pdf = readFileSync(await download.path());
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
});

test('a page that lives prints by its button', { tag: '@hydrated' }, async ({ visitor, page, member }) => {
  await visitor.signOn(member);
  await visitor.goto(RECORD);
  await page.evaluate(() => {
    window.print = () => document.documentElement.setAttribute('data-printed', '');
  });
  await visitor.button('Print').click();
  await expect(page.locator('html')).toHaveAttribute('data-printed');
});

test('without a living page the menu prints: there is no button that does nothing', { tag: '@plain' }, async ({ visitor, member }) => {
  await visitor.signOn(member);
  await visitor.goto(RECORD);
  await expect(visitor.button('Print')).toHaveCount(0);
});

test.describe('close up', () => {
  // As a printer or a good camera resolves it.
  test.use({ deviceScaleFactor: 4 });

test('two decoders of others read the printed code and trust it by the published key', async ({ visitor, page, portal, member }) => {
  await visitor.signOn(member);
  await visitor.goto(RECORD);
  const code = visitor.main().getByRole('img', { name: /QR code/ });
  const text = await scan(code);
  const [one, other] = [await byShcProtocol(text), await byJose(fromNumbers(text))];
  expect(one).toEqual(other);
  expect(one).toMatchObject({
    issuer: portal.url,
    name: `${member.name.first} ${member.name.last}`,
    birthDate: member.birth_date,
  });
  expect(one.types).toContain('https://smarthealth.cards#immunization');
  // What is in it is what the page says is in it, and no mistake and no reported dose is.
  const said = /It holds (\d+) doses/.exec(await visitor.main().innerText());
  expect(one.doses).toHaveLength(Number(said?.[1]));
  expect(one.doses.map((dose) => dose.cvx)).not.toContain('19');
  const days = one.doses.map((dose) => dose.on);
  expect(days).toEqual([...days].sort());
  // The printed page has the same code, dark on white.
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await byShcProtocol(await scan(code))).toEqual(one);
});
});

test('the file holds the same with the lots, for the same two decoders', async ({ visitor, page, member }) => {
  await visitor.signOn(member);
  await visitor.goto(RECORD);
  const waiting = page.waitForEvent('download');
  await visitor.link('Download health card').click();
  const download = await waiting;
  expect(download.suggestedFilename()).toBe('vaccinations.smart-health-card');
  const file = JSON.parse(readFileSync(await download.path(), 'utf8')) as { verifiableCredential: string[] };
  expect(file.verifiableCredential).toHaveLength(1);
  const [jws] = file.verifiableCredential;
  const [one, other] = [await byShcProtocol(toNumbers(jws!)), await byJose(jws!)];
  expect(one).toEqual(other);
  expect(one.doses.every((dose) => dose.lot)).toBe(true);
  // A changed card is not trusted.
  const [head, body, signature] = jws!.split('.') as [string, string, string];
  const changed = `${head}.${body}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
  await expect(byJose(changed)).rejects.toThrow();
  await expect(byShcProtocol(toNumbers(changed))).rejects.toThrow();
});

test('a record that is not open says why', async ({ visitor, portal, watch }) => {
  watch.allow(/status of 403/, 'a service that is not open may say so in its status too');
  const [member] = accounts(portal.demo, 'elsewhere');
  await visitor.signOn(member!);
  await visitor.page.goto(PAGE);
  await expect(visitor.main()).toContainText(/medical offices/);
});
