/** Registration in five steps (SPEC section 1). */
import { newcomers } from '../support/demo';
import { expect, test } from '../support/fixtures';

const PASSWORD = 'seven quiet herons at dusk';

test('five steps lead from the card to signing on', async ({ visitor, portal, page }) => {
  const [member] = newcomers(portal.demo);
  const email = 'new.member@mail.example';
  await visitor.goto('/register');
  await visitor.at('Register');
  await visitor.toTerms(member!);
  await expect(page.getByText('Step 2 of 5')).toBeVisible();
  await visitor.toDone(member!, 'heron.at.dusk', email, PASSWORD);
  await expect(visitor.field('User ID or medical record number')).toHaveValue('heron.at.dusk');
  await visitor.password().fill(PASSWORD);
  await visitor.main().getByRole('button', { name: 'Sign on', exact: true }).click();
  await visitor.at(new RegExp(member!.name.first));
  await expect(visitor.button('Sign off')).toBeVisible();
});

test('every step is announced as one of five', async ({ visitor, portal, page }) => {
  const [member] = newcomers(portal.demo);
  const step = async (number: number) => {
    const shown = page.getByRole('status').filter({ hasText: `Step ${number} of 5` });
    await expect(shown).toBeVisible();
  };
  await visitor.goto('/register/membership');
  await step(1);
  await visitor.toTerms(member!);
  await step(2);
  await visitor.field('I accept the terms and conditions').check();
  await visitor.continue();
  await visitor.at('Create your user ID');
  await step(3);
  await visitor.field('User ID').fill('step.by.step');
  await visitor.field('Email address').fill('steps@mail.example');
  await visitor.continue();
  await expect(visitor.field('Confirmation code')).toBeVisible();
  await step(3);
  await visitor.field('Confirmation code').fill(await visitor.code('steps@mail.example'));
  await visitor.continue();
  await visitor.at('Secure your account');
  await step(4);
});

test('a registration that waits is told of its end five minutes before', { tag: '@hydrated' }, async ({ visitor, page }) => {
  await page.clock.install();
  await visitor.goto('/register/membership');
  const warning = page.getByText('Your registration is about to end');
  await page.clock.runFor('24:59');
  await expect(warning).toBeHidden();
  await page.clock.runFor(2_000);
  await expect(warning).toBeVisible();
});

test('/registernow leads to registration', async ({ visitor, page }) => {
  await visitor.goto('/registernow');
  await expect(page).toHaveURL(/\/register$/);
  await visitor.at('Register');
});

test.describe('step 1', () => {
  test('an empty form says what is missing, beside each field', async ({ visitor }) => {
    await visitor.goto('/register/membership');
    await visitor.continue();
    for (const label of ['First name', 'Last name', 'Medical record number']) {
      await visitor.expectProblemAt(visitor.field(label));
    }
    await expect(visitor.field('Month')).toHaveAttribute('aria-invalid', 'true');
    await expect(visitor.problems().getByRole('link')).toHaveCount(4);
  });

  test('a typing error in the number is told as one, and what was typed stays', async ({ visitor, portal }) => {
    const [member] = newcomers(portal.demo);
    const digits = member!.mrn.replaceAll(/\D/g, '');
    const wrong = digits.slice(0, -1) + String((Number(digits.at(-1)) + 1) % 10);
    await visitor.goto('/register/membership');
    await visitor.fillMembership({ ...member!, mrn: wrong });
    await visitor.continue();
    await visitor.expectProblemAt(visitor.field('Medical record number'));
    await expect(visitor.field('First name')).toHaveValue(member!.name.first);
    await expect(visitor.field('Last name')).toHaveValue(member!.name.last);
    await expect(visitor.field('Medical record number')).toHaveValue(wrong);
    await expect(visitor.field('Year')).toHaveValue(member!.birth_date.slice(0, 4));
    await expect(visitor.field('First name')).not.toHaveAttribute('aria-invalid', 'true');
  });

  test('REG-1 what does not match is one message that blames no field', async ({ visitor, portal }) => {
    const [member, other] = newcomers(portal.demo);
    const heard: string[] = [];
    const cases = [
      { ...member!, name: { ...member!.name, last: 'Nobodyatall' } },
      { ...member!, birth_date: '1931-01-31' },
      { ...member!, mrn: other!.mrn },
    ];
    for (const wrong of cases) {
      await visitor.goto('/register/membership');
      await visitor.fillMembership(wrong);
      await visitor.continue();
      await expect(visitor.problems()).toBeVisible();
      await expect(visitor.field('Last name')).toHaveValue(wrong.name.last);
      await expect(visitor.main().locator('[aria-invalid="true"]')).toHaveCount(0);
      heard.push(await visitor.problems().innerText());
    }
    expect(new Set(heard).size, heard.join(' | ')).toBe(1);
    expect(heard[0]).toContain('555-01');
  });

  test('names count without regard to case, accents and spaces', async ({ visitor, portal }) => {
    const [member] = newcomers(portal.demo);
    const loud = { first: ` ${member!.name.first.toUpperCase()} `, last: member!.name.last.toLowerCase() };
    const spaced = member!.mrn.replaceAll(/\D/g, '').replace(/(\d{2})(?=\d)/g, '$1-');
    await visitor.toTerms({ ...member!, name: loud, mrn: spaced });
  });

  test('is checked as one types', { tag: '@hydrated' }, async ({ visitor, page }) => {
    await visitor.goto('/register/membership');
    const posts: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()));
    // Eight digits of which the last is wrong: more typing cannot mend that.
    await visitor.field('Medical record number').pressSequentially('12345678');
    await expect(visitor.field('Medical record number')).toHaveAttribute('aria-invalid', 'true');
    await expect(page.locator('[id$="-error"]').first()).toBeVisible();
    expect(posts, 'by the same rules, without asking the host').toEqual([]);
  });

  test('a message goes as soon as its cause does', { tag: '@hydrated' }, async ({ visitor, portal, page }) => {
    const [member] = newcomers(portal.demo);
    await visitor.goto('/register/membership');
    await visitor.fillMembership({ ...member!, mrn: '1234' });
    await visitor.continue();
    const field = visitor.field('Medical record number');
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    const posts: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()));
    await field.fill(member!.mrn);
    await expect(field).not.toHaveAttribute('aria-invalid', 'true');
    await expect(visitor.problems()).toHaveCount(0);
    expect(posts, 'by the same rules, without asking the host').toEqual([]);
  });

  test('somebody who is registered already is told to sign on', async ({ visitor, member, page }) => {
    await visitor.goto('/register/membership');
    await visitor.fillMembership(member);
    await visitor.continue();
    await expect(visitor.main().getByRole('link', { name: 'Sign on' })).toBeVisible();
    expect(new URL(page.url()).pathname).toBe('/register/membership');
  });
});

test.describe('step 2', () => {
  test('the box has to be ticked', async ({ visitor, portal }) => {
    await visitor.toTerms(newcomers(portal.demo)[0]!);
    const box = visitor.field('I accept the terms and conditions');
    await expect(box).not.toBeChecked();
    await visitor.continue();
    await visitor.expectProblemAt(box);
  });

  test('declining ends registration and forgets what was typed', async ({ visitor, portal, page, watch }) => {
    watch.allow(/status of 4\d\d/, 'a step without a registration answers so');
    await visitor.toTerms(newcomers(portal.demo)[0]!);
    await visitor.button('Decline').click();
    await expect(page).not.toHaveURL(/terms/);
    await visitor.goto('/register/membership');
    await expect(visitor.field('First name')).toHaveValue('');
    const response = await page.goto('/register/terms');
    expect(response!.status() >= 400 || /\/register(\/membership)?$/.test(page.url())).toBe(true);
  });
});

test.describe('step 3', () => {
  test('a taken user ID is refused with three that are free', async ({ visitor, portal, member }) => {
    await visitor.toUserId(newcomers(portal.demo)[0]!);
    await visitor.field('User ID').fill(member.user_id.toUpperCase());
    await visitor.field('Email address').fill('somebody@mail.example');
    await visitor.continue();
    await visitor.expectProblemAt(visitor.field('User ID'));
    await expect(visitor.field('User ID')).toHaveValue(member.user_id.toUpperCase());
    await expect(visitor.field('Email address')).toHaveValue('somebody@mail.example');
    const offered = /These are free: (\S+), (\S+), (\S+)/.exec(await visitor.main().innerText())?.slice(1);
    expect(new Set(offered).size).toBe(3);
    await visitor.field('User ID').fill(offered![1]!);
    await visitor.continue();
    await expect(visitor.field('Confirmation code')).toBeVisible();
  });

  for (const [id, why] of [['abc', 'too short'], ['no spaces here', 'a space'], ['', 'empty']] as const) {
    test(`a user ID is refused: ${why}`, async ({ visitor, portal }) => {
      await visitor.toUserId(newcomers(portal.demo)[0]!);
      await visitor.field('User ID').fill(id);
      await visitor.field('Email address').fill('somebody@mail.example');
      await visitor.continue();
      await visitor.expectProblemAt(visitor.field('User ID'));
      await expect(visitor.field('User ID')).toHaveValue(id);
    });
  }

  test('an address that is none is refused and stays', async ({ visitor, portal }) => {
    await visitor.toUserId(newcomers(portal.demo)[0]!);
    await visitor.field('User ID').fill('quiet.heron');
    await visitor.field('Email address').fill('not an address');
    await visitor.continue();
    await visitor.expectProblemAt(visitor.field('Email address'));
    await expect(visitor.field('Email address')).toHaveValue('not an address');
    expect(await portal.codes('not an address')).toEqual([]);
  });

  test('a wrong code is refused, the right one still works', async ({ visitor, portal }) => {
    const email = 'code@mail.example';
    await visitor.toCode(newcomers(portal.demo)[0]!, 'quiet.heron', email);
    const code = await visitor.code(email);
    await visitor.field('Confirmation code').fill(code === '000000' ? '111111' : '000000');
    await visitor.continue();
    await visitor.expectProblemAt(visitor.field('Confirmation code'));
    await visitor.field('Confirmation code').fill(code);
    await visitor.continue();
    await visitor.at('Secure your account');
  });

  test('a code is too old after 15 minutes', async ({ visitor, portal }) => {
    const email = 'late@mail.example';
    await visitor.toCode(newcomers(portal.demo)[0]!, 'late.heron', email);
    const code = await visitor.code(email);
    await portal.minutesLater(16);
    await visitor.field('Confirmation code').fill(code);
    await visitor.continue();
    await visitor.expectProblemAt(visitor.field('Confirmation code'));
  });

  test('no health information goes to an address that was typed in (REG-3)', async ({ visitor, portal }) => {
    const [member] = newcomers(portal.demo);
    const email = 'foreign@mail.example';
    await visitor.toCode(member!, 'foreign.heron', email);
    await visitor.code(email);
    const mails = (await portal.outbox()).filter((post) => post.to === email);
    const seeds = [member!.mrn, member!.birth_date, ...Object.values(member!.identity)].filter((seed) => !!seed);
    for (const mail of mails) {
      for (const seed of seeds) expect(`${mail.subject}\n${mail.body}`).not.toContain(seed);
    }
  });
});

test.describe('step 4', () => {
  test('a wrong answer does not say which one', async ({ visitor, portal }) => {
    const [member] = newcomers(portal.demo);
    await visitor.toIdentity(member!, 'wrong.heron', 'wrong@mail.example');
    await visitor.answer(member!, false);
    await visitor.continue();
    await expect(visitor.problems()).toBeVisible();
    await expect(visitor.password()).toHaveCount(0);
    // The second try may still be the right one.
    await visitor.answer(member!);
    await visitor.continue();
    await expect(visitor.password()).toBeVisible();
  });

  test('every question wants an answer', async ({ visitor, portal, page }) => {
    await visitor.toIdentity(newcomers(portal.demo)[0]!, 'mute.heron', 'mute@mail.example');
    await visitor.continue();
    await expect(visitor.problems().getByRole('link')).toHaveCount(3);
    await expect(page.locator('[data-question][aria-invalid="true"]')).toHaveCount(3);
  });

  test('what is wrong with password and answers is said; passwords never come back', async ({ visitor, portal, page }) => {
    const [member] = newcomers(portal.demo);
    await visitor.toPassword(member!, 'weak.heron', 'weak@mail.example');
    await visitor.password().fill('short');
    await visitor.fillSecrets(['Bluebird', 'Bluebird', '']);
    await visitor.continue();
    await visitor.expectProblemAt(visitor.password());
    await expect(visitor.password()).toHaveValue('');
    await visitor.expectProblemAt(visitor.field('Answer 3'));
    await expect(visitor.field('Answer 2')).toHaveAttribute('aria-invalid', 'true');
    expect(await page.content()).not.toContain('value="short"');
    const chosen = page.getByRole('combobox', { name: 'Secret question 1', exact: true });
    await expect(chosen).not.toHaveValue('');
  });

  for (const [name, password] of [
    ['common', 'passwordpassword'],
    ['made of the user ID', 'plain.heron.plain.heron'],
  ] as const) {
    test(`REG-7 a password is refused with the reason: ${name}`, async ({ visitor, portal }) => {
      await visitor.toPassword(newcomers(portal.demo)[0]!, 'plain.heron', 'plain@mail.example');
      await visitor.password().fill(password);
      await visitor.fillSecrets();
      await visitor.continue();
      await visitor.expectProblemAt(visitor.password());
    });
  }

  test('a password can be shown while it is typed', { tag: '@hydrated' }, async ({ visitor, portal, page }) => {
    await visitor.toPassword(newcomers(portal.demo)[0]!, 'shown.heron', 'shown@mail.example');
    const field = page.locator('input[autocomplete="new-password"]');
    await field.fill(PASSWORD);
    await expect(field).toHaveAttribute('type', 'password');
    await page.getByRole('button', { name: /^Show/ }).click();
    await expect(field).toHaveAttribute('type', 'text');
    await expect(field).toHaveValue(PASSWORD);
    await page.getByRole('button', { name: /^Hide/ }).click();
    await expect(field).toHaveAttribute('type', 'password');
  });
});

test.describe('going to and fro', () => {
  test('Back keeps what was typed, reload stays at the step', async ({ visitor, portal, page }) => {
    const [member] = newcomers(portal.demo);
    await visitor.toUserId(member!);
    await page.reload();
    await visitor.at('Create your user ID');
    await visitor.goto('/register/membership');
    await expect(visitor.field('First name')).toHaveValue(member!.name.first);
    await expect(visitor.field('Medical record number')).not.toHaveValue('');
    await page.goBack();
    await visitor.at('Create your user ID');
    await visitor.field('User ID').fill('going.to.and.fro');
    await visitor.field('Email address').fill('fro@mail.example');
    await visitor.continue();
    await expect(visitor.field('Confirmation code')).toBeVisible();
    await page.goBack();
    await visitor.at('Create your user ID');
    await expect(visitor.field('User ID')).toHaveValue('going.to.and.fro');
  });

  test('a double click sends one code', async ({ visitor, portal }) => {
    const email = 'twice@mail.example';
    await visitor.toUserId(newcomers(portal.demo)[0]!);
    await visitor.field('User ID').fill('twice.heron');
    await visitor.field('Email address').fill(email);
    await visitor.button('Continue').dblclick();
    await expect(visitor.field('Confirmation code')).toBeVisible();
    const code = await visitor.code(email);
    await visitor.field('Confirmation code').fill(code);
    await visitor.continue();
    await visitor.at('Secure your account');
    expect(await portal.codes(email)).toEqual([code]);
  });

  test('a double click at the end registers once', async ({ visitor, portal, page }) => {
    await visitor.toPassword(newcomers(portal.demo)[0]!, 'last.heron', 'last@mail.example');
    await visitor.password().fill(PASSWORD);
    await visitor.fillSecrets();
    await visitor.button('Continue').dblclick();
    await expect(page).toHaveURL(/\/register\/done$/);
    await visitor.at('Sign on');
    await expect(visitor.problems()).toHaveCount(0);
    await expect(visitor.field('User ID or medical record number')).toHaveValue('last.heron');
  });

  test('REG-5 a step cannot be skipped', async ({ page, watch }) => {
    watch.allow(/status of 4\d\d/, 'that answer is what is asked for');
    for (const step of ['terms', 'user-id', 'user-id/code', 'secure', 'secure/password', 'done']) {
      const response = await page.goto(`/register/${step}`);
      expect(response!.status(), step).toBeGreaterThanOrEqual(400);
      expect(response!.status(), step).toBeLessThan(500);
    }
  });

  test('what was typed is kept for half an hour and no longer', async ({ visitor, portal, page, watch }) => {
    watch.allow(/status of 4\d\d/, 'a step without a registration answers so');
    await visitor.toUserId(newcomers(portal.demo)[0]!);
    await portal.minutesLater(31);
    await page.goto('/register/membership');
    await expect(visitor.field('First name')).toHaveValue('');
    expect((await page.goto('/register/user-id'))!.status()).toBeGreaterThanOrEqual(400);
  });
});
