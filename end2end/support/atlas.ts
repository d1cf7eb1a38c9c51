/**
 * What the demo members have to read: found by reading it, once, as a member without scripts
 * would. Opening a page marks nothing as read, so the data stays as it is.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { Browser } from '@playwright/test';

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
  rows: number;
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
    for (const member of members.slice(0, 5)) shelves[member.user_id] = await look(portal, browser, member);
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
    await visitor.goto('/messages');
    for (const { href, name } of await links(visitor, '/messages/')) {
      await visitor.goto(href);
      const subject = (await page.getByRole('heading', { level: 1 }).innerText()).trim();
      const text = await visitor.main().innerText();
      const open = (await visitor.main().getByRole('button', { name: 'Reply' }).or(visitor.link('Reply')).count()) > 0;
      const reply = open
        ? 'open'
        : /30 days/.test(text)
          ? 'too-old'
          : /standing in|no reply|takes no reply/i.test(text)
            ? 'no-reply'
            : 'other';
      shelf.conversations.push({ href, subject, unread: /Unread/.test(name), reply });
    }
    await visitor.goto('/medical-record/lab-results');
    for (const { href, name } of (await links(visitor, '/medical-record/lab-results/')).slice(0, 12)) {
      await visitor.goto(href);
      const panel = (await page.getByRole('heading', { level: 1 }).innerText()).trim();
      shelf.results.push({
        href,
        panel,
        name,
        charts: await visitor.main().locator('figure [role="img"]').count(),
        rows: await visitor.main().getByRole('table').first().getByRole('row').count(),
        unread: /\bNew\b/.test(name),
        text: await visitor.main().innerText(),
      });
    }
    return shelf;
  } finally {
    await context.close();
  }
}

/** The links of a list to what has an id, with what they say. */
async function links(visitor: Visitor, under: string): Promise<{ href: string; name: string }[]> {
  const all = await visitor
    .main()
    .locator(`a[href^="${under}"]`)
    .evaluateAll((found) => found.map((link) => ({ href: link.getAttribute('href')!, name: (link as HTMLElement).innerText })));
  return all.filter(({ href }) => /\/[0-9a-f-]{36}$/.test(href));
}
