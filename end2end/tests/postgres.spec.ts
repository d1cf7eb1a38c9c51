/** A smoke run on the other engine; the rest of the tests for both are below the browser. */
import { newcomers } from '../support/demo';
import { expect, test } from '../support/fixtures';

test('a member registers, signs on, writes and reads a result', async ({ visitor, portal, page }) => {
  const [member] = newcomers(portal.demo);
  await visitor.toDone(member!, 'elephant.heron', 'elephant@mail.example', 'seven quiet herons at dusk');
  await visitor.password().fill('seven quiet herons at dusk');
  await visitor.main().getByRole('button', { name: 'Sign on', exact: true }).click();
  await visitor.at(new RegExp(member!.name.first));
  await visitor.goto('/messages/new');
  await visitor.chooseRecipient();
  await visitor.field('Subject').fill('On the other engine');
  await visitor.field('Message').fill('The same all over.');
  await visitor.button('Send').dblclick();
  await visitor.at(/On the other engine/);
  await visitor.goto('/messages/sent');
  await expect(page.getByRole('link', { name: /On the other engine/ })).toHaveCount(1);
  await visitor.signOff();
});

test('a member reads messages and results', async ({ visitor, atlas, page }) => {
  const { member, conversation } = atlas.conversation((one) => one.unread);
  const { member: other, result } = atlas.result((one) => one.charts > 0);
  await visitor.signOn(member);
  await visitor.goto(conversation.href);
  await expect(visitor.main().getByText('Unread', { exact: true })).toHaveCount(0);
  await visitor.goto('/messages');
  await expect(page.locator(`main a[href="${conversation.href}"]`)).not.toContainText('Unread');
  await visitor.signOff();
  await visitor.signOn(other);
  await visitor.goto(result.href);
  await expect(visitor.main().getByRole('table').first()).toBeVisible();
});

test('AUT-1 five failures lock', async ({ visitor, member }) => {
  await visitor.goto('/sign-on');
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    await visitor.trySignOn(member.user_id, `wrong password number ${attempt}`);
    await expect(visitor.problems()).toBeVisible();
    await expect(visitor.password()).toHaveValue('');
  }
  await visitor.trySignOn(member.user_id, member.password);
  await expect(visitor.problems()).toContainText('30 minutes');
});
