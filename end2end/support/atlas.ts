/**
 * What the demo members have to read: found by reading it, once, as a member without scripts
 * would. Opening a page marks nothing as read, so the data stays as it is.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { Browser, Page } from '@playwright/test';

import { type Account, accounts } from './demo';
import type { Portal } from './portal';
import { Visitor } from './visitor';

export interface Conversation {
  href: string;
  subject: string;
  unread: boolean;
  /** Whether and how it can be answered. */
  reply: 'open' | 'too-old' | 'no-reply' | 'other';
}

export interface Result {
  href: string;
  panel: string;
  name: string;
  charts: number;
  unread: boolean;
  text: string;
}

interface Shelf {
  conversations: Conversation[];
  results: Result[];
}

export class Atlas {
  private constructor(
    private readonly members: Account[],
    private readonly shelves: Record<string, Shelf>,
  ) {}

  /** From what another worker has found, or by looking. */
  static async of(portal: Portal, browser: Browser): Promise<Atlas> {
    const members = accounts(portal.demo);
    const kept = path.join(process.env.PORTAL_TEMPLATE ?? '', '../atlas.json');
    if (existsSync(kept)) return new Atlas(members, JSON.parse(readFileSync(kept, 'utf8')) as Record<string, Shelf>);
    const shelves: Record<string, Shelf> = {};
    for (const member of members.slice(0, 4)) shelves[member.user_id] = await look(portal, browser, member);
    // Whoever looked has signed on: the test that asked finds the data as every other does.
    await portal.restore();
    // Whole or not at all: two workers may be looking.
    writeFileSync(`${kept}.${process.pid}`, JSON.stringify(shelves));
    renameSync(`${kept}.${process.pid}`, kept);
    return new Atlas(members, shelves);
  }

  /** A member and a conversation of theirs that is as wanted. */
  conversation(wanted: (conversation: Conversation) => boolean): { member: Account; conversation: Conversation } {
    for (const member of this.members) {
      const conversation = this.shelves[member.user_id]?.conversations.find(wanted);
      if (conversation) return { member, conversation };
    }
    throw new Error(`no demo member has such a conversation: ${wanted.toString()}`);
  }

  /** A member and a result of theirs that is as wanted. */
  result(wanted: (result: Result) => boolean): { member: Account; result: Result } {
    for (const member of this.members) {
      const result = this.shelves[member.user_id]?.results.find(wanted);
      if (result) return { member, result };
    }
    throw new Error(`no demo member has such a result: ${wanted.toString()}`);
  }
}

async function look(portal: Portal, browser: Browser, member: Account): Promise<Shelf> {
  const context = await browser.newContext({ baseURL: portal.url, locale: 'en-US', javaScriptEnabled: false });
  try {
    const page = await context.newPage();
    const visitor = new Visitor(page, portal, 'scripts-off');
    await visitor.signOn(member);
    const shelf: Shelf = { conversations: [], results: [] };
    for (const { href, name } of await links(page, '/messages')) {
      const { heading, text, controls } = await read(page, href);
      const reply = controls.includes('Reply')
        ? 'open'
        : /30 days/.test(text)
          ? 'too-old'
          : /standing in|takes no reply/.test(text)
            ? 'no-reply'
            : 'other';
      shelf.conversations.push({ href, subject: heading, unread: /Unread/.test(name), reply });
    }
    for (const { href, name } of (await links(page, '/medical-record/lab-results')).slice(0, 8)) {
      const { heading, text, charts } = await read(page, href);
      shelf.results.push({ href, panel: heading, name, charts, unread: /\bNew\b/.test(name), text });
    }
    return shelf;
  } finally {
    await context.close();
  }
}

/** The links of a list to what has an id, with what they say. */
async function links(page: Page, list: string): Promise<{ href: string; name: string }[]> {
  return page.evaluate(
    ({ html, under }) =>
      [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('main a')]
        .map((link) => ({ href: link.getAttribute('href') ?? '', name: link.textContent ?? '' }))
        .filter(({ href }) => href.startsWith(under) && /\/[0-9a-f-]{36}$/.test(href)),
    { html: await (await page.request.get(list)).text(), under: `${list}/` },
  );
}

/** What a page says, without showing it. */
async function read(
  page: Page,
  href: string,
): Promise<{ heading: string; text: string; controls: string[]; charts: number }> {
  return page.evaluate((html) => {
    const main = new DOMParser().parseFromString(html, 'text/html').querySelector('main');
    const heading = main?.querySelector('h1');
    // The line above a heading is part of it for the eye alone.
    const text = (element: Element | null | undefined) => (element?.textContent ?? '').trim();
    return {
      heading: text(heading),
      text: text(main),
      controls: [...(main?.querySelectorAll('a, button') ?? [])].map(text),
      charts: main?.querySelectorAll('figure [role="img"]').length ?? 0,
    };
  }, await (await page.request.get(href)).text());
}
