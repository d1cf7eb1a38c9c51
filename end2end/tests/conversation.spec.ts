/**
 * A conversation as two people hold it: a member in Spanish and a nurse, each on a page that is
 * never loaded anew, on a line that is cut.
 */
import { readFileSync } from 'node:fs';

import type { Locator, Page } from '@playwright/test';

import { type Account, atDesk } from '../support/demo';
import { deskBrowser, signOnAtDesk } from '../support/desk';
import { expect, test, type Watch } from '../support/fixtures';
import type { Portal } from '../support/portal';
import { Visitor } from '../support/visitor';

const SUBJECT = 'Una erupción en el brazo';

const PDF = { name: 'lecturas.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n% 128/82\n%%EOF\n') };
const PLAN = { name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('Twice a day, for a week.\n') };
const NOTE = { name: 'año.txt', mimeType: 'text/plain', buffer: Buffer.from('Más roja que ayer: 3 cm → 5 cm\n') };

test.use({ locale: 'es-US' });

/** Counts the pages that a window loads from now on. */
function loads(page: Page): () => number {
  let count = 0;
  page.on('request', (request) => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) count += 1;
  });
  return () => count;
}

/** Writes to the care team; stands on the conversation afterwards. */
async function ask(visitor: Visitor, text: string, files: (typeof PDF)[] = []): Promise<void> {
  await visitor.goto('/messages/new');
  await visitor.chooseRecipient();
  await visitor.field('Subject').fill(SUBJECT);
  await visitor.field('Message').fill(text);
  await attach(visitor, files);
  await visitor.button('Send').click();
  await expect(visitor.heading(new RegExp(`^${SUBJECT}$`))).toBeVisible();
  await visitor.alive();
  await expect(bubbles(visitor)).toHaveText([text]);
}

async function attach(visitor: Visitor, files: (typeof PDF)[]): Promise<void> {
  if (files.length === 0) return;
  await visitor.field('Add files').setInputFiles(files);
  const added = visitor.main().getByRole('list', { name: visitor.say('Your files') });
  await expect(added.getByText(visitor.say('Added'), { exact: true })).toHaveCount(files.length);
}

/** The texts of the messages, the newest first. */
function bubbles(visitor: Visitor): Locator {
  return visitor.main().locator('.bubble__text');
}

/** The newest last, as they were written. */
async function written(visitor: Visitor): Promise<string[]> {
  return (await bubbles(visitor).allInnerTexts()).reverse();
}

/** A nurse in a browser of her own, with the conversation open. */
async function nurse(visitor: Visitor, opens: string): Promise<void> {
  await signOnAtDesk(visitor, atDesk(visitor.portal.demo, 'nurse'));
  await openCase(visitor, opens);
}

async function openCase(visitor: Visitor, subject: string): Promise<void> {
  await visitor.main().getByRole('link', { name: subject }).click();
  await expect(visitor.heading(new RegExp(`^${subject}$`))).toBeVisible();
  await visitor.alive();
}

async function answer(desk: Visitor, text: string, files: (typeof PDF)[] = []): Promise<void> {
  await desk.field('Message').fill(text);
  await attach(desk, files);
  await desk.button('Send').click();
  await expect(bubbles(desk).first()).toHaveText(text);
  // What comes next begins with nothing.
  await expect(desk.field('Message')).toHaveValue('');
}

/** The content of a file that is saved by its link. */
async function saved(page: Page, link: Locator): Promise<Buffer> {
  const saving = page.waitForEvent('download');
  await link.click();
  return readFileSync((await (await saving).path())!);
}

interface Room {
  member: Account;
  portal: Portal;
  page: Page;
  watch: Watch;
}

/** The member on a page that lives, in Spanish. */
async function arrived({ member, portal, page, watch }: Room): Promise<Visitor> {
  watch.allow(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_NETWORK/, 'the line is cut on purpose');
  const visitor = new Visitor(page, portal, 'hydrated', 'es');
  await visitor.signOn(member);
  return visitor;
}

test('two people write to each other while the line is cut twice', { tag: '@hydrated' }, async ({ member, portal, page, context, browser, watch }) => {
  test.setTimeout(150_000);
  const visitor = await arrived({ member, portal, page, watch });
  await ask(visitor, 'Empezó el domingo.', [PDF]);
  const address = page.url();
  const loaded = loads(page);
  const desk = await deskBrowser(browser, portal, 'hydrated', watch, 'en');
  await nurse(desk, SUBJECT);
  const loadedAtDesk = loads(desk.page);
  await expect(bubbles(desk)).toHaveText(['Empezó el domingo.']);

  // The first answer comes by itself, while the member writes.
  await visitor.field('Message').fill('También quería preguntar');
  await answer(desk, 'Does it itch?', [PLAN]);
  await expect(bubbles(visitor).first()).toHaveText('Does it itch?');
  await expect(visitor.main().getByRole('link', { name: PLAN.name })).toHaveCount(1);
  await expect(visitor.field('Message')).toHaveValue('También quería preguntar');

  // The line is cut in the midst of writing, and an answer comes meanwhile.
  await context.setOffline(true);
  await visitor.field('Message').pressSequentially(': ¿puedo bañarme?');
  await expect(visitor.main().locator('.save-status')).toHaveText(/^No se guardó/);
  await answer(desk, 'And is it warm?');
  await context.setOffline(false);
  await expect(bubbles(visitor).first()).toHaveText('And is it warm?', { timeout: 20_000 });
  await expect(visitor.field('Message')).toHaveValue('También quería preguntar: ¿puedo bañarme?');
  await attach(visitor, [NOTE]);
  await visitor.button('Send').click();
  await expect(bubbles(visitor).first()).toHaveText('También quería preguntar: ¿puedo bañarme?');
  await expect(visitor.field('Message')).toHaveValue('');

  // It is cut while a reply is on its way: the host has it, the page hears nothing of that.
  await visitor.field('Message').fill('Sí, está caliente.');
  let cut = 0;
  await page.route(/\/api\/messages\/reply$/, async (route) => {
    await route.fetch();
    await context.setOffline(true);
    cut += 1;
    await route.abort('internetdisconnected');
  });
  await visitor.button('Send').click();
  await expect(visitor.problems()).toBeVisible();
  expect(cut).toBe(1);
  await page.unroute(/\/api\/messages\/reply$/);
  // The desk has heard of it by itself.
  await expect(bubbles(desk).first()).toHaveText('Sí, está caliente.');
  // At the desk too: what was not sent stands there and is sent by the next try.
  await desk.page.context().setOffline(true);
  await desk.field('Message').fill('Please come in tomorrow.');
  await desk.button('Send').click();
  await expect(desk.problems()).toBeVisible();
  await expect(desk.field('Message')).toHaveValue('Please come in tomorrow.');
  await desk.page.context().setOffline(false);
  await desk.button('Send').click();
  await expect(bubbles(desk).first()).toHaveText('Please come in tomorrow.');
  await expect(desk.field('Message')).toHaveValue('');
  // Long enough that nobody would take the same words for a double click.
  await portal.minutesLater(9);
  await context.setOffline(false);
  await expect(bubbles(visitor).first()).toHaveText('Please come in tomorrow.', { timeout: 20_000 });
  await expect(visitor.field('Message')).toHaveValue('Sí, está caliente.');
  await visitor.button('Send').click();
  await expect(visitor.field('Message')).toHaveValue('');
  await visitor.field('Message').fill('Gracias.');
  await visitor.button('Send').click();
  await expect(bubbles(visitor).first()).toHaveText('Gracias.');

  const all = [
    'Empezó el domingo.',
    'Does it itch?',
    'And is it warm?',
    'También quería preguntar: ¿puedo bañarme?',
    'Sí, está caliente.',
    'Please come in tomorrow.',
    'Gracias.',
  ];
  expect(await written(visitor)).toEqual(all);
  await expect(bubbles(desk).first()).toHaveText('Gracias.', { timeout: 20_000 });
  expect(await written(desk)).toEqual(all);
  expect(loaded(), 'pages that the member loaded').toBe(0);
  expect(loadedAtDesk(), 'pages that the desk loaded').toBe(0);
  // Both have the files, as they were sent.
  for (const one of [visitor, desk]) {
    const files = one.main().getByRole('list', { name: one.say('Files') });
    for (const file of [PDF, NOTE, PLAN]) {
      const link = files.getByRole('link', { name: file.name });
      await expect(link).toHaveCount(1);
      expect(await saved(one.page, link)).toEqual(file.buffer);
    }
  }
  // And as the host has it.
  await visitor.goto(address);
  expect(await written(visitor)).toEqual(all);
  await visitor.goto('/messages/drafts');
  await expect(visitor.main().getByText(visitor.say('No drafts'))).toBeVisible();
  await desk.page.context().close();
});

test('what is typed stays when the line is lost while an answer is being loaded', { tag: '@hydrated' }, async ({ member, portal, page, browser, watch }) => {
  test.setTimeout(120_000);
  const visitor = await arrived({ member, portal, page, watch });
  await ask(visitor, 'Otra pregunta.');
  const desk = await deskBrowser(browser, portal, 'hydrated', watch, 'en');
  await nurse(desk, SUBJECT);
  // Nothing of it can be saved, and the page hears that there is news but does not get it.
  await page.route(/\/api\/messages\/save-draft$/, (route) => route.abort('internetdisconnected'));
  await visitor.field('Message').fill('Esto no está guardado.');
  let asked = 0;
  await page.route(/\/api\/messages\/conversation$/, async (route) => {
    asked += 1;
    if (asked === 1) await route.continue();
    else await route.abort('internetdisconnected');
  });
  await answer(desk, 'It can wait.');
  await expect.poll(() => asked, { timeout: 10_000 }).toBeGreaterThan(2);
  await expect(visitor.field('Message')).toHaveValue('Esto no está guardado.');
  await page.unroute(/\/api\/messages\/conversation$/);
  await expect(bubbles(visitor).first()).toHaveText('It can wait.', { timeout: 20_000 });
  await expect(visitor.field('Message')).toHaveValue('Esto no está guardado.');
  await desk.page.context().close();
});

test('a file that is on its way is not lost when an answer comes', { tag: '@hydrated' }, async ({ member, portal, page, browser, watch }) => {
  test.setTimeout(120_000);
  const visitor = await arrived({ member, portal, page, watch });
  await ask(visitor, 'Mando una foto.');
  const desk = await deskBrowser(browser, portal, 'hydrated', watch, 'en');
  await nurse(desk, SUBJECT);
  await visitor.field('Message').fill('Aquí está.');
  let there!: () => void;
  const gate = new Promise<void>((resolve) => (there = resolve));
  await page.route(/\/messages\/attachments$/, async (route) => {
    await gate;
    await route.continue();
  });
  const list = visitor.main().getByRole('list', { name: visitor.say('Your files') });
  await visitor.field('Add files').setInputFiles([NOTE]);
  await expect(list).toContainText(NOTE.name);
  const heard = page.waitForResponse((answer) => answer.url().endsWith('/api/messages/conversation'));
  await answer(desk, 'Thank you, I am waiting for it.');
  await heard;
  await page.waitForTimeout(1_500);
  await expect(list).toContainText(NOTE.name);
  there();
  await expect(list.getByText(visitor.say('Added'), { exact: true })).toHaveCount(1);
  // What came meanwhile is shown now.
  await expect(bubbles(visitor).first()).toHaveText('Thank you, I am waiting for it.');
  await expect(visitor.field('Message')).toHaveValue('Aquí está.');
  await visitor.button('Send').click();
  await expect(bubbles(visitor).first()).toHaveText('Aquí está.');
  await expect(visitor.main().getByRole('link', { name: NOTE.name })).toHaveCount(1);
  await desk.page.context().close();
});

test('a reply that is on its way is not lost sight of when an answer comes', { tag: '@hydrated' }, async ({ member, portal, page, browser, watch }) => {
  test.setTimeout(120_000);
  const visitor = await arrived({ member, portal, page, watch });
  await ask(visitor, 'Una pregunta más.');
  const desk = await deskBrowser(browser, portal, 'hydrated', watch, 'en');
  await nurse(desk, SUBJECT);
  let there!: () => void;
  const gate = new Promise<void>((resolve) => (there = resolve));
  await page.route(/\/api\/messages\/reply$/, async (route) => {
    const answer = await route.fetch();
    await gate;
    await route.fulfill({ response: answer });
  });
  await visitor.field('Message').fill('¿Cuánto dura?');
  const heard = page.waitForResponse((answer) => answer.url().endsWith('/api/messages/conversation'));
  await visitor.button('Send').click();
  await heard;
  // What the member wrote is read first.
  await expect(bubbles(desk).first()).toHaveText('¿Cuánto dura?');
  await answer(desk, 'About a week.');
  await page.waitForTimeout(1_500);
  there();
  await expect(bubbles(visitor).filter({ hasText: '¿Cuánto dura?' })).toHaveCount(1);
  await expect(bubbles(visitor).first()).toHaveText('About a week.');
  await expect(visitor.field('Message')).toHaveValue('');
  expect(await written(visitor)).toEqual(['Una pregunta más.', '¿Cuánto dura?', 'About a week.']);
  await desk.page.context().close();
});

test('what is written at the desk stays while the member writes too', { tag: '@hydrated' }, async ({ member, portal, page, browser, watch }) => {
  test.setTimeout(120_000);
  const visitor = await arrived({ member, portal, page, watch });
  const desk = await deskBrowser(browser, portal, 'hydrated', watch, 'en');
  await signOnAtDesk(desk, atDesk(portal.demo, 'nurse'));
  const loadedAtDesk = loads(desk.page);
  // The team inbox shows the new one by itself.
  await ask(visitor, 'Me pica mucho.');
  await openCase(desk, SUBJECT);
  await desk.field('Message').fill('Thank you, Maria.');
  await desk.field('Covering for a colleague (no reply)').check();
  await attach(desk, [PLAN]);
  await desk.field('New note').fill('I call her at noon.');
  await visitor.field('Message').fill('Y ahora está más roja.');
  await visitor.button('Send').click();
  await expect(bubbles(desk).first()).toHaveText('Y ahora está más roja.');
  await expect(desk.field('Message')).toHaveValue('Thank you, Maria.');
  await expect(desk.field('Covering for a colleague (no reply)')).toBeChecked();
  await expect(desk.field('New note')).toHaveValue('I call her at noon.');
  await expect(desk.main().getByRole('list', { name: 'Your files' })).toContainText(PLAN.name);
  // It was read on the page, so it is answered without being asked again.
  await desk.field('Covering for a colleague (no reply)').uncheck();
  await desk.button('Send').click();
  await expect(bubbles(desk).first()).toHaveText('Thank you, Maria.');
  await expect(desk.field('Message')).toHaveValue('');
  await expect(desk.main().getByRole('list', { name: 'Your files' })).toHaveCount(0);
  await expect(bubbles(visitor).first()).toHaveText('Thank you, Maria.');
  await expect(visitor.main().getByRole('link', { name: PLAN.name })).toHaveCount(1);
  expect(loadedAtDesk(), 'pages that the desk loaded').toBe(0);
  await desk.page.context().close();
});
