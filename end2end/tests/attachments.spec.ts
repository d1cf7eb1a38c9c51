/** Files that go with a message: added, removed, sent, saved; with scripts and without. */
import { readFileSync } from 'node:fs';

import type { Locator } from '@playwright/test';

import { expect, test } from '../support/fixtures';
import type { Visitor } from '../support/visitor';

const PDF = '%PDF-1.4\n% readings of this week\n%%EOF\n';

function pdf(name: string, size = PDF.length) {
  const padding = ' '.repeat(Math.max(0, size - PDF.length));
  const text = PDF.replace('%%EOF', `${padding}\n%%EOF`);
  return { name, mimeType: 'application/pdf', buffer: Buffer.from(size > PDF.length ? text : PDF) };
}

const note = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Café, 128/82\n') };

/** A picture of one pixel. */
const dot = {
  name: 'arm.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
};

function list(visitor: Visitor) {
  return visitor.main().getByRole('list', { name: 'Your files' });
}

async function write(visitor: Visitor, subject: string): Promise<void> {
  await visitor.chooseRecipient();
  await visitor.field('Subject').fill(subject);
  await visitor.field('Message').fill('See the file.');
}

/** Chooses files, and without scripts sends them. */
async function add(visitor: Visitor, files: Parameters<ReturnType<Visitor['field']>['setInputFiles']>[0]): Promise<void> {
  await visitor.field('Add files').setInputFiles(files);
  if (visitor.state !== 'hydrated') await visitor.button('Upload the chosen files').click();
}

test('files are added, one is removed, the rest is sent and saved', async ({ visitor, member, page }) => {
  await visitor.signOn(member);
  await visitor.goto('/messages/new');
  await write(visitor, 'My readings');
  await add(visitor, [pdf('readings.pdf'), note]);
  await expect(list(visitor).getByRole('listitem')).toHaveCount(2);
  await expect(list(visitor).getByText('Added', { exact: true })).toHaveCount(2);
  await expect(list(visitor)).toContainText('PDF, 1 KB');
  await visitor.alive();
  await list(visitor).getByRole('button', { name: 'Remove notes.txt' }).click();
  await expect(list(visitor).getByRole('listitem')).toHaveCount(1);
  await expect(visitor.field('Subject')).toHaveValue('My readings');
  await expect(visitor.field('Message')).toHaveValue('See the file.');
  await visitor.button('Send').click();
  await visitor.at(/My readings/);
  const files = visitor.main().getByRole('list', { name: 'Files' });
  await expect(files.getByRole('listitem')).toHaveCount(1);
  const saving = page.waitForEvent('download');
  await files.getByRole('link', { name: 'readings.pdf' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('readings.pdf');
  expect(readFileSync((await saved.path())!, 'utf8')).toBe(PDF);
  await visitor.goto('/messages/drafts');
  await expect(visitor.main().getByText('No drafts')).toBeVisible();
});

test('a picture is seen small where it is listed, and again where it was sent', async ({ visitor, member }) => {
  const loaded = async (picture: Locator) => {
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth)).toBe(1);
    await expect(picture).toHaveAttribute('width', '1');
  };
  await visitor.signOn(member);
  await visitor.goto('/messages/new');
  await write(visitor, 'My arm');
  await add(visitor, [dot, pdf('readings.pdf')]);
  await expect(list(visitor).getByRole('listitem')).toHaveCount(2);
  await expect(list(visitor).getByRole('img')).toHaveCount(1);
  await loaded(list(visitor).getByRole('img', { name: 'Preview of arm.png' }));
  await visitor.alive();
  await visitor.button('Send').click();
  await visitor.at(/My arm/);
  const files = visitor.main().getByRole('list', { name: 'Files' });
  await loaded(files.getByRole('img', { name: 'Preview of arm.png' }));
  await expect(files.getByRole('link', { name: 'readings.pdf' })).toBeVisible();
});

test('files are kept with the draft', async ({ visitor, member, page }) => {
  await visitor.signOn(member);
  await visitor.goto('/messages/new');
  await write(visitor, 'For tomorrow');
  await add(visitor, pdf('readings.pdf'));
  await expect(list(visitor).getByText('Added', { exact: true })).toBeVisible();
  await visitor.goto('/messages/drafts');
  await expect(visitor.main().getByText('1 file')).toBeVisible();
  await page.getByRole('link', { name: /For tomorrow/ }).click();
  await expect(list(visitor)).toContainText('readings.pdf');
});

test('what cannot be sent is told, with the reason', async ({ visitor, member }) => {
  await visitor.signOn(member);
  await visitor.goto('/messages/new');
  await visitor.field('Message').fill('Not lost');
  const files = [
    { name: 'setup.exe', mimeType: 'application/pdf', buffer: Buffer.from('MZ') },
    { name: 'scan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('no document') },
  ];
  await add(visitor, files);
  await expect(visitor.main()).toContainText('files of this kind cannot be sent');
  await expect(visitor.main()).toContainText('what is in it is not what its name says');
  await expect(visitor.field('Message')).toHaveValue('Not lost');
});

test('a reply takes files too', async ({ visitor, atlas }) => {
  const { member, conversation } = atlas.conversation((one) => one.reply === 'open');
  await visitor.signOn(member);
  await visitor.goto(conversation.href);
  await visitor.field('Message').fill('Here it is.');
  await add(visitor, pdf('form.pdf'));
  await expect(list(visitor).getByText('Added', { exact: true })).toBeVisible();
  await visitor.button('Send').click();
  const sent = visitor.main().getByRole('article').filter({ hasText: 'Here it is.' });
  await expect(sent.getByRole('link', { name: 'form.pdf' })).toBeVisible();
});

test('how far a file is can be seen, and it can be stopped', { tag: '@hydrated' }, async ({ visitor, member, page, context }) => {
  await visitor.signOn(member);
  await visitor.goto('/messages/new');
  await write(visitor, 'Slow');
  const line = await context.newCDPSession(page);
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: 150_000,
  });
  await add(visitor, pdf('large.pdf', 3_000_000));
  await expect(list(visitor)).toContainText(/Uploading, [1-9]\d? percent/);
  await expect(visitor.button('Send')).toBeDisabled();
  await list(visitor).getByRole('button', { name: 'Remove large.pdf' }).click();
  await expect(list(visitor)).toHaveCount(0);
  await expect(visitor.button('Send')).toBeEnabled();
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
  await add(visitor, pdf('small.pdf'));
  await expect(list(visitor).getByText('Added', { exact: true })).toHaveCount(1);
  await visitor.button('Send').click();
  await visitor.at(/Slow/);
  await expect(visitor.main().getByRole('link', { name: 'small.pdf' })).toBeVisible();
});

test('MSG-2 a page tells before it sends that a file is too large', { tag: '@hydrated' }, async ({ visitor, member, page }) => {
  let sent = 0;
  page.on('request', (request) => (sent += request.url().endsWith('/messages/attachments') ? 1 : 0));
  await visitor.signOn(member);
  await visitor.goto('/messages/new');
  await add(visitor, pdf('huge.pdf', 10 * 1024 * 1024 + 1));
  await expect(list(visitor)).toContainText('larger than 10 MB');
  expect(sent).toBe(0);
});
