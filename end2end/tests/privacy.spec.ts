/** What must not be left lying about: in addresses, titles, storage (WEB-15), and fields. */
import { newcomers } from '../support/demo';
import { expect, test } from '../support/fixtures';

test('WEB-15 nothing of the record in address, title, history or storage', async ({ visitor, atlas, page, context, browserState }) => {
  const { member, conversation } = atlas.conversation((one) => one.reply === 'open');
  const { result } = atlas.result((one) => one.href !== '');
  const seeds = [
    member.name.last,
    member.mrn,
    member.mrn.replaceAll(' ', ''),
    member.birth_date,
    member.user_id,
    conversation.subject,
    result.panel,
    'A private matter',
    'Nobody else should read this',
  ];
  const addresses: string[] = [];
  context.on('request', (request) => addresses.push(request.url()));
  const look = async (): Promise<void> => {
    const left = [page.url(), await page.title()];
    if (browserState !== 'scripts-off') {
      left.push(
        await page.evaluate(async () =>
          JSON.stringify([
            { ...localStorage },
            { ...sessionStorage },
            history.state as unknown,
            document.cookie,
            await caches.keys(),
            await indexedDB.databases(),
            (await navigator.serviceWorker.getRegistrations()).length,
          ]),
        ),
      );
    }
    for (const seed of seeds) {
      for (const text of left) expect(decodeURIComponent(text)).not.toContain(seed);
    }
  };
  await visitor.signOn(member);
  await look();
  for (const path of ['/messages', conversation.href, '/messages/new']) {
    await visitor.goto(path);
    await look();
  }
  await visitor.chooseRecipient();
  await visitor.field('Subject').fill('A private matter');
  await visitor.field('Message').fill('Nobody else should read this');
  await look();
  await visitor.button('Send').click();
  await visitor.at(/A private matter/);
  await look();
  await visitor.goto('/medical-record/lab-results');
  await look();
  await visitor.main().locator('a[href^="/medical-record/lab-results/"]').first().click();
  await expect(visitor.main().getByRole('table').first()).toBeVisible();
  await look();
  // A result marks itself as read after a second, which must not meet the end of the session.
  await visitor.goto('/help');
  await visitor.signOff();
  await look();
  for (const address of addresses) {
    for (const seed of seeds) expect(decodeURIComponent(address)).not.toContain(seed);
    expect(new URL(address).search, address).not.toMatch(/__err|__path|password/);
  }
});

test('WEB-15 nothing of registration in an address or a title', async ({ visitor, portal, page, context }) => {
  const [member] = newcomers(portal.demo);
  const addresses: string[] = [];
  context.on('request', (request) => addresses.push(request.url()));
  const titles = new Set<string>();
  page.on('load', () => void page.title().then((title) => titles.add(title), () => undefined));
  await visitor.toDone(member!, 'private.heron', 'private@mail.example', 'seven quiet herons at dusk');
  titles.add(await page.title());
  const seeds = [
    member!.name.last,
    member!.mrn,
    member!.mrn.replaceAll(' ', ''),
    'private.heron',
    'private@mail.example',
    'seven quiet herons',
    'Bluebird',
  ];
  for (const text of [...addresses, ...titles]) {
    for (const seed of seeds) expect(decodeURIComponent(text)).not.toContain(seed);
  }
});

test('SES-1 the session’s token is not to be had by scripts', async ({ visitor, member, context, page, browserState }) => {
  await visitor.signOn(member);
  const cookies = await context.cookies();
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) {
    expect(cookie.name).toMatch(/^__Host-/);
    expect(cookie, cookie.name).toMatchObject({ httpOnly: true, secure: true, path: '/' });
    expect(await page.content()).not.toContain(cookie.value.length > 8 ? cookie.value : '\u0000');
  }
  if (browserState !== 'scripts-off') expect(await page.evaluate(() => document.cookie)).toBe('');
});

test('AUT-10 fields say what browsers may fill in, and where they may not', async ({ visitor, portal, page }) => {
  const [member] = newcomers(portal.demo);
  await visitor.goto('/register/membership');
  await expect(visitor.field('Medical record number')).toHaveAttribute('autocomplete', 'off');
  await visitor.toUserId(member!);
  await expect(visitor.field('User ID')).toHaveAttribute('autocomplete', /\busername\b/);
  await expect(visitor.field('Email address')).toHaveAttribute('autocomplete', /\bemail\b/);
  await visitor.field('User ID').fill('filled.heron');
  await visitor.field('Email address').fill('filled@mail.example');
  await visitor.continue();
  await expect(visitor.field('Confirmation code')).toHaveAttribute('autocomplete', 'one-time-code');
  await visitor.field('Confirmation code').fill(await visitor.code('filled@mail.example'));
  await visitor.continue();
  await visitor.answer(member!);
  await visitor.continue();
  await expect(visitor.password()).toHaveAttribute('autocomplete', 'new-password');
  // Whose password it is, for the browser that keeps it.
  const owner = page.locator('form:has(input[autocomplete="new-password"]) input[autocomplete="username"]');
  await expect(owner).toHaveValue('filled.heron');
  for (const number of [1, 2, 3]) await expect(visitor.field(`Answer ${number}`)).toHaveAttribute('autocomplete', 'off');
  // Passwords can be pasted: nothing stops the event.
  await visitor.field('Answer 1').fill('a pasted pass phrase');
  await visitor.field('Answer 1').press('Control+a');
  await visitor.field('Answer 1').press('Control+c');
  await visitor.password().focus();
  await page.keyboard.press('Control+v');
  await expect(visitor.password()).toHaveValue('a pasted pass phrase');
});
