/** A child's record: the switcher, a result, the vaccination record, what is closed at 13. */
import { openRecordOf, parent } from '../support/family';
import { accounts } from '../support/demo';
import { expect, test } from '../support/fixtures';
import { Visitor } from '../support/visitor';

for (const language of ['en', 'es'] as const) {
  test.describe(language, () => {
    test.use({ locale: language === 'en' ? 'en-US' : 'es-US' });

    test(`${language}: a parent reads a child's result and takes the vaccination record`, async ({ page, portal, browserState, watch }) => {
      watch.allow(/status of 403/, 'what is private answers so');
      const visitor = new Visitor(page, portal, browserState, language);
      const { account, children } = parent(portal.demo);
      const [child, teen] = [children[0]!, children[1]!];
      await visitor.signOn(account);
      const bar = page.getByRole('navigation', { name: visitor.say('Whose record') });
      await expect(bar).toContainText(visitor.say('You are in your own record'));

      const record = await openRecordOf(visitor, child);
      expect(record).toMatch(/^\/for\/[0-9a-f-]{36}\/medical-record$/);
      await expect(bar).toContainText(visitor.say(`You are in ${child.name.first}’s record`));
      await visitor.main().getByRole('link', { name: new RegExp(`^${visitor.say('All lab results')}`) }).click();
      // The page before has these words in its heading too.
      await expect(page).toHaveURL(new RegExp(`${record}/lab-results$`));
      await visitor.at('Lab results');
      await visitor.main().locator('a[href*="/lab-results/"]').first().click();
      await expect(visitor.main().getByRole('table').first()).toBeVisible();
      expect(new URL(page.url()).pathname.startsWith(`${record}/lab-results/`)).toBe(true);
      await expect(bar).toContainText(child.name.first);

      await visitor.goto(`${record}/immunizations`);
      await visitor.link('Print vaccination record').click();
      await visitor.at('Vaccination record');
      await expect(visitor.main()).toContainText(`${child.name.first} ${child.name.last}`);
      const [download] = await Promise.all([page.waitForEvent('download'), visitor.link('Download PDF').click()]);
      expect(download.suggestedFilename()).toMatch(/\.pdf$/);

      const other = await openRecordOf(visitor, teen);
      expect(other).not.toBe(record);
      await expect(visitor.main()).toContainText(visitor.say('This part of the record is private now'));
      const answer = await visitor.goto(`${other}/lab-results`);
      expect(answer.status()).toBe(403);
      await expect(visitor.main()).toContainText(visitor.say('This part of the record is private now'));
      await visitor.goto(`${other}/immunizations`);
      await visitor.at('Immunizations');
      await expect(visitor.main().getByRole('table').first()).toBeVisible();

      // Away from a child's record by any link: whose record is open is right again.
      await page.getByRole('navigation').getByRole('link', { name: visitor.say('Home'), exact: true }).click();
      await visitor.at(new RegExp(account.name.first));
      await expect(bar).toContainText(visitor.say('You are in your own record'));
      // And back into it by one step, whole.
      await page.goBack();
      await expect(page).toHaveURL(new RegExp(`${other}/immunizations$`));
      await visitor.at('Immunizations');
      await expect(bar).toContainText(visitor.say(`You are in ${teen.name.first}’s record`));
    });
  });
}

test('a child of somebody else is no page', async ({ visitor, page, portal, watch }) => {
  watch.allow(/status of 404/, 'no page answers so');
  const { account, children } = parent(portal.demo);
  await visitor.signOn(account);
  const record = await openRecordOf(visitor, children[0]!);
  await visitor.signOff();
  const stranger = accounts(portal.demo).find((one) => one.user_id !== account.user_id)!;
  await visitor.signOn(stranger);
  for (const path of ['', '/lab-results', '/immunizations/record']) {
    const answer = await page.goto(`${record}${path}`);
    expect(answer?.status()).toBe(404);
  }
  await expect(page.getByRole('navigation', { name: 'Whose record' })).toHaveCount(0);
});
