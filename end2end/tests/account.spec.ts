/** Account & preferences: what the member is told by e-mail (SPEC section 3). */
import { accounts } from '../support/demo';
import { expect, test } from '../support/fixtures';
import { Visitor } from '../support/visitor';

for (const language of ['en', 'es'] as const) {
  test.describe(language, () => {
    test.use({ locale: language === 'en' ? 'en-US' : 'es-US' });

    test(`${language}: notices are turned off and on again`, async ({ page, portal, member, browserState }) => {
      const visitor = new Visitor(page, portal, browserState, language);
      await visitor.signOn(member);
      await visitor.main().getByRole('link', { name: new RegExp(`^${visitor.say('Account & preferences')}`) }).click();
      await visitor.at('Account & preferences');
      await expect(page).toHaveURL(/\/account$/);
      await expect(visitor.main()).toContainText(member.email!);
      const wanted = visitor.field('I have a new message');
      const saved = visitor.main().getByText(visitor.say('Your notices are saved.'));
      await expect(wanted).toBeChecked();
      await expect(saved).toHaveCount(0);
      for (const on of [false, true]) {
        await wanted.setChecked(on);
        await visitor.button('Save notices').click();
        await expect(saved).toBeVisible();
        await expect(wanted).toBeChecked({ checked: on });
        await visitor.goto('/account');
        await expect(wanted).toBeChecked({ checked: on });
        await expect(saved).toHaveCount(0);
      }
    });
  });
}

test('who gets care elsewhere has an account, too', async ({ visitor, portal }) => {
  const [member] = accounts(portal.demo, 'elsewhere');
  await visitor.signOn(member!);
  await visitor.goto('/account');
  await visitor.at('Account & preferences');
});
