/**
 * Mail by SMTP, to a server of others in a process of its own: taken, refused for now, refused for
 * good, the line lost; nothing is lost by it and nothing is sent twice (AVL-7). No page is needed,
 * so one of the browsers is enough.
 */
import { type APIRequestContext, expect, test as base } from '@playwright/test';

import { type Account, accounts } from '../support/demo';
import { Portal, START } from '../support/portal';
import { Smtp, headers } from '../support/smtp';

interface Fixtures {
  smtp: Smtp;
  /** A portal of the test's own, which sends its mail to that server. */
  sender: Portal;
}

const test = base.extend<Fixtures>({
  smtp: async ({}, use) => {
    const smtp = await Smtp.start();
    await use(smtp);
    await smtp.stop();
  },
  sender: async ({ smtp }, use) => {
    const portal = await Portal.start(process.env.PORTAL_TEMPLATE!, { PORTAL_MAIL: smtp.setting });
    await portal.setClock(START);
    await use(portal);
    await portal.stop();
  },
});

/** Locks a member's account, which is told to them by one mail (AUT-4). */
async function lock(request: APIRequestContext, portal: Portal, member: Account): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const answer = await request.post(`${portal.url}/api/session/sign-on`, {
      form: { id: member.user_id, password: `not the right one ${attempt}` },
      headers: {
        origin: portal.url,
        referer: `${portal.url}/sign-on`,
        accept: 'text/html',
        'sec-fetch-site': 'same-origin',
      },
      maxRedirects: 0,
    });
    expect(answer.status()).toBe(303);
  }
}

/** How the mail to a member stands. */
async function standing(portal: Portal, member: Account): Promise<string[]> {
  return (await portal.outbox()).filter((post) => post.to === member.email).map((post) => post.state);
}

/** Waits as long as the portal's jobs take to come round twice, for what must not happen. */
async function aWhile(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 2_500));
}

test('AVL-7 a mail is handed over once, whole', { tag: '@hydrated' }, async ({ smtp, sender, request }) => {
  const [one, other] = accounts(sender.demo);
  await lock(request, sender, one!);
  await lock(request, sender, other!);
  await expect.poll(() => smtp.taken.length).toBe(2);
  await expect.poll(() => standing(sender, one!)).toEqual(['sent']);
  await expect.poll(() => standing(sender, other!)).toEqual(['sent']);
  await sender.minutesLater(10);
  await aWhile();
  expect(smtp.taken).toHaveLength(2);
  for (const member of [one!, other!]) {
    const mail = smtp.taken.find(({ to }) => to[0] === member.email)!;
    expect(mail.to).toEqual([member.email]);
    expect(headers(mail, 'To')).toEqual([member.email]);
    expect(headers(mail, 'From')).toEqual([expect.stringContaining('no-reply@larkhaven.example')]);
    for (const name of ['Bcc', 'Cc']) expect(headers(mail, name)).toEqual([]);
    expect(headers(mail, 'Message-ID')[0]).toMatch(/^<[0-9a-f-]{36}@portal>$/);
    for (const said of [member.name.last, member.mrn, member.user_id]) {
      expect(mail.text.replaceAll(member.email!, '')).not.toContain(said);
    }
  }
});

test('AVL-7 refused for now: it is tried again later, and taken once', { tag: '@hydrated' }, async ({ smtp, sender, request }) => {
  const [member] = accounts(sender.demo);
  await smtp.answer('later');
  await lock(request, sender, member!);
  await expect.poll(() => standing(sender, member!)).toEqual(['failed']);
  await aWhile();
  expect(smtp.tried, 'not before it is due').toEqual(['later']);
  await smtp.answer('take');
  await sender.minutesLater(3);
  await expect.poll(() => standing(sender, member!)).toEqual(['sent']);
  await sender.minutesLater(200);
  await aWhile();
  expect(smtp.tried).toEqual(['later', 'take']);
  expect(smtp.taken).toHaveLength(1);
});

test('AVL-7 refused for good: it is given up, and that is kept', { tag: '@hydrated' }, async ({ smtp, sender, request }) => {
  const [member, other] = accounts(sender.demo);
  await smtp.answer('never');
  await lock(request, sender, member!);
  await expect.poll(() => standing(sender, member!)).toEqual(['dead']);
  expect(sender.newLog()).toMatch(/"given_up":true/);
  await smtp.answer('take');
  await sender.minutesLater(200);
  await aWhile();
  expect(smtp.tried).toEqual(['never']);
  // The next mail is none the worse for it.
  await lock(request, sender, other!);
  await expect.poll(() => standing(sender, other!)).toEqual(['sent']);
  expect(smtp.taken.map(({ to }) => to)).toEqual([[other!.email]]);
});

test('AVL-7 the line is lost in the middle: it is tried again, and taken once', { tag: '@hydrated' }, async ({ smtp, sender, request }) => {
  const [member] = accounts(sender.demo);
  await smtp.answer('lose');
  await lock(request, sender, member!);
  await expect.poll(() => standing(sender, member!)).toEqual(['failed']);
  expect(smtp.taken).toEqual([]);
  await smtp.answer('take');
  await sender.minutesLater(3);
  await expect.poll(() => standing(sender, member!)).toEqual(['sent']);
  await aWhile();
  expect(smtp.tried).toEqual(['lose', 'take']);
  expect(smtp.taken).toHaveLength(1);
});

/** The one case in which SMTP itself leaves open whether a mail arrived (RFC 5321, 4.5.3.2.6). */
test('AVL-7 the line is lost after it was taken: the second has the number of the first', { tag: '@hydrated' }, async ({ smtp, sender, request }) => {
  const [member] = accounts(sender.demo);
  await smtp.answer('take-and-lose');
  await lock(request, sender, member!);
  await expect.poll(() => standing(sender, member!)).toEqual(['failed']);
  await smtp.answer('take');
  await sender.minutesLater(3);
  await expect.poll(() => standing(sender, member!)).toEqual(['sent']);
  expect(smtp.taken).toHaveLength(2);
  const [first, second] = smtp.taken.map((mail) => headers(mail, 'Message-ID'));
  expect(second, 'by which a mailbox shows them as one').toEqual(first);
});

test('AVL-7 no server: it waits', { tag: '@hydrated' }, async ({ smtp, sender, request }) => {
  const [member] = accounts(sender.demo);
  await smtp.stop();
  await lock(request, sender, member!);
  await expect.poll(() => standing(sender, member!)).toEqual(['failed']);
  await sender.minutesLater(3);
  await aWhile();
  await expect.poll(() => standing(sender, member!)).toEqual(['failed']);
});
