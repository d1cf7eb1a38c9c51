/** Pages of others can neither act for a member nor read along (WEB-3, WEB-4, AUT-11). */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Page } from '@playwright/test';

import { expect, test as base } from '../support/fixtures';

/** A host that is none of ours, which answers every path with an empty page. */
const test = base.extend<{ stranger: number }>({
  stranger: async ({}, use) => {
    const server = createServer((_, answer) => {
      answer.setHeader('content-type', 'text/html; charset=utf-8');
      answer.end('<!doctype html><title>Win a prize</title><h1>Win a prize</h1>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await use((server.address() as AddressInfo).port);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
});

/**
 * The statuses of the answers from under an address, as they come. The browser keeps such answers
 * from the page that asked, and from Playwright's events with it; the network knows them.
 */
async function statusesOf(page: Page, address: string): Promise<number[]> {
  const session = await page.context().newCDPSession(page);
  const asked = new Set<string>();
  const statuses: number[] = [];
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (request.url.startsWith(address)) asked.add(requestId);
  });
  session.on('Network.responseReceivedExtraInfo', ({ requestId, statusCode }) => {
    if (asked.has(requestId)) statuses.push(statusCode);
  });
  await session.send('Network.enable');
  return statuses;
}

// The first is another site, the second the same site: there the cookie is sent along.
for (const host of ['127.0.0.1', 'localhost']) {
  test(`WEB-3 a page on ${host} sends no message`, { tag: '@hydrated' }, async ({ visitor, portal, member, stranger, page, watch }) => {
    watch.allow(/./, 'another host is what this is about, and its requests are refused');
    await visitor.signOn(member);
    await visitor.goto('/messages/new');
    await visitor.chooseRecipient();
    await visitor.field('Subject').fill('Sent by a stranger');
    await visitor.field('Message').fill('Not by me.');
    const fields = await visitor.field('Message').evaluate((field: HTMLTextAreaElement) =>
      [...new FormData(field.form!)].map(([name, value]) => [name, String(value)] as const),
    );
    expect(fields.length).toBeGreaterThan(3);
    const target = `${portal.url}/api/messages/send`;
    await page.goto(`http://${host}:${stranger}/`);
    const statuses = await statusesOf(page, target);
    await page.evaluate(
      async ({ target, fields }) => {
        const text = new URLSearchParams(fields.map(([name, value]) => [name, value])).toString();
        const multipart = new FormData();
        for (const [name, value] of fields) multipart.append(name, value);
        const ways: [BodyInit, string | undefined][] = [
          [text, 'application/x-www-form-urlencoded'],
          [text, 'text/plain'],
          [multipart, undefined],
        ];
        for (const [body, type] of ways) {
          const headers = type ? { 'content-type': type } : undefined;
          await fetch(target, { method: 'POST', mode: 'no-cors', credentials: 'include', body, headers }).catch(() => null);
        }
        navigator.sendBeacon(target, new URLSearchParams(text));
      },
      { target, fields },
    );
    await expect.poll(() => statuses.length).toBeGreaterThanOrEqual(3);
    for (const enctype of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data']) {
      await page.goto(`http://${host}:${stranger}/`);
      await page.evaluate(
        ({ target, fields, enctype }) => {
          const form = Object.assign(document.createElement('form'), { method: 'post', action: target, enctype });
          for (const [name, value] of fields) {
            form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
          }
          document.body.append(form);
          form.submit();
        },
        { target, fields, enctype },
      );
      await page.waitForURL(target);
    }
    // Three times fetch and three times a form; a beacon has no answer that anybody sees.
    await expect.poll(() => statuses.length).toBeGreaterThanOrEqual(6);
    expect(new Set(statuses)).toEqual(new Set([403]));
    await visitor.goto('/messages/sent');
    await expect(page.getByText('Sent by a stranger')).toHaveCount(0);
  });

  test(`WEB-4 a page on ${host} cannot load what a member sees`, { tag: '@hydrated' }, async ({ visitor, portal, member, stranger, page, watch }) => {
    watch.allow(/./, 'another host is what this is about, and its requests are refused');
    await visitor.signOn(member);
    await page.goto(`http://${host}:${stranger}/`);
    const statuses = await statusesOf(page, `${portal.url}/messages`);
    await page.evaluate(async (target) => {
      const load = (element: HTMLElement) =>
        new Promise((resolve) => {
          element.onload = element.onerror = resolve;
          document.body.append(element);
        });
      await load(Object.assign(document.createElement('img'), { src: `${target}?img` }));
      await load(Object.assign(document.createElement('script'), { src: `${target}?script` }));
      await load(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${target}?css` }));
      await fetch(`${target}?fetch`, { mode: 'no-cors', credentials: 'include' }).catch(() => null);
    }, `${portal.url}/messages`);
    await expect.poll(() => statuses.length).toBe(4);
    expect(new Set(statuses)).toEqual(new Set([403]));
  });

  test(`AUT-11 a page on ${host} cannot sign a member on`, { tag: '@hydrated' }, async ({ visitor, portal, member, stranger, page, watch }) => {
    watch.allow(/./, 'another host is what this is about, and its requests are refused');
    await page.goto(`http://${host}:${stranger}/`);
    const target = `${portal.url}/api/session/sign-on`;
    const answered = page.waitForResponse(target);
    await page.evaluate(
      ({ target, id, password }) => {
        const form = Object.assign(document.createElement('form'), { method: 'post', action: target });
        for (const [name, value] of [['id', id], ['password', password]]) {
          form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: name!, value: value! }));
        }
        document.body.append(form);
        form.submit();
      },
      { target, id: member.user_id, password: member.password },
    );
    expect((await answered).status()).toBe(403);
    await page.waitForURL(target);
    await page.goto(`${portal.url}/home`);
    await expect(visitor.heading('Sign on')).toBeVisible();
  });
}
