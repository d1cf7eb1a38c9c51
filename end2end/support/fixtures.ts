/**
 * What every test gets: a portal in its first state, a browser in one of the three states, and
 * somebody who watches what the browser says.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type BrowserContext, test as base, expect } from '@playwright/test';

import { Atlas } from './atlas';
import { accounts, type Account } from './demo';
import { Portal, START, fill } from './portal';
import { makeDatabase } from './postgres';
import { Visitor } from './visitor';

export { expect };

/** The three states of a browser that are equal citizens. */
export type BrowserState = 'scripts-off' | 'wasm-blocked' | 'hydrated';

export interface Options {
  browserState: BrowserState;
  /** A PostgreSQL cluster on which tests may do anything; SQLite when not set. */
  postgres: string | undefined;
}

/** What a page may say without failing the test. */
export class Watch {
  readonly said: string[] = [];
  private readonly allowed: RegExp[] = [];

  constructor(private readonly origin: string) {}

  /** Lets lines pass; `why` is for the reader. */
  allow(line: RegExp, why: string): void {
    if (!why) throw new Error('a reason is needed');
    this.allowed.push(line);
  }

  say(line: string): void {
    if (!this.allowed.some((pattern) => pattern.test(line))) this.said.push(line);
  }

  async follow(context: BrowserContext, state: BrowserState): Promise<void> {
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`CSP: ${event.violatedDirective} refused ${event.blockedURI}`);
      });
    });
    context.on('console', (message) => {
      // A page whose WebAssembly is blocked does not reach the code that could say anything;
      // what the browser says about the blocked file is what the test wants.
      const place = message.location().url;
      // Advice of the developer tools, which they do not show either unless they are asked to.
      if ((message.type() as string) === 'verbose') return;
      // SES-5: signing off clears the browser, and Chromium says that it did.
      if (message.type() === 'info' && message.text().startsWith('Clear-Site-Data header on')) return;
      if (state !== 'hydrated' && /\.wasm$/.test(place)) return;
      this.say(`console ${message.type()}: ${message.text()} (${place})`);
    });
    context.on('weberror', (error) => this.say(`exception: ${error.error().stack ?? error.error().message}`));
    context.on('request', (request) => {
      const url = new URL(request.url());
      // WEB-14: nothing from anywhere else.
      if (!['about:', 'data:', 'blob:'].includes(url.protocol) && url.origin !== this.origin) {
        this.say(`request to a foreign host: ${url.href}`);
      }
    });
  }
}

interface TestFixtures extends Options {
  /** The worker's portal with its data and clock in their first state. */
  portal: Portal;
  /** Another host on the portal's database, which must be PostgreSQL. */
  neighbour: Portal;
  /** A member to whom everything is open. */
  member: Account;
  watch: Watch;
  /** What there is to read, and whose it is. */
  atlas: Atlas;
  /** Somebody with a page of their own. */
  visitor: Visitor;
}

interface WorkerFixtures {
  ownPortal: { on(postgres: string | undefined): Promise<Portal>; beside(): Promise<Portal> };
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  browserState: ['hydrated', { option: true }],
  postgres: [undefined, { option: true }],

  ownPortal: [
    async ({}, use) => {
      let portal: Portal | undefined;
      let ours: string | undefined;
      let database: Record<string, string> | undefined;
      let neighbour: Portal | undefined;
      await use({
        async on(postgres) {
          if (portal) return portal;
          const template = process.env.PORTAL_TEMPLATE;
          if (!template) throw new Error('no template: support/template.ts has not run');
          if (!postgres) return (portal = await Portal.start(template));
          ours = mkdtempSync(path.join(tmpdir(), 'portal-postgres-'));
          database = { PORTAL_DATABASE_URL: await makeDatabase(postgres) };
          await fill(ours, database);
          return (portal = await Portal.start(ours, database));
        },
        async beside() {
          if (!ours || !database) throw new Error('two hosts need PostgreSQL');
          return (neighbour ??= await Portal.start(ours, database));
        },
      });
      await neighbour?.stop();
      await portal?.stop();
      if (ours) rmSync(ours, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],

  portal: [
    async ({ ownPortal, postgres }, use, info) => {
      const portal = await ownPortal.on(postgres);
      await portal.restore();
      portal.newLog();
      await use(portal);
      const log = portal.newLog();
      if (info.status !== info.expectedStatus) await info.attach('host.log', { body: log, contentType: 'text/plain' });
      // A page that looks right on top of a panic or a 500 is not right.
      const bad = log.split('\n').filter((line) => /"level":"ERROR"|panicked at/.test(line));
      expect(bad, 'errors in the log of the host').toEqual([]);
    },
    // A database of its own takes longer than a step of a test may.
    { timeout: 120_000 },
  ],

  neighbour: [
    async ({ ownPortal, portal }, use) => {
      // The data is the portal's, which has just been put back; the clock is each one's own.
      const neighbour = await ownPortal.beside();
      await neighbour.setClock(START);
      expect(neighbour.url).not.toBe(portal.url);
      neighbour.newLog();
      await use(neighbour);
      const bad = neighbour.newLog().split('\n').filter((line) => /"level":"ERROR"|panicked at/.test(line));
      expect(bad, 'errors in the log of the other host').toEqual([]);
    },
    { timeout: 120_000 },
  ],

  // The first test that asks has to wait until everything was read.
  atlas: [
    async ({ portal, browser }, use) => {
      await use(await Atlas.of(portal, browser));
    },
    { timeout: 120_000 },
  ],

  member: async ({ portal }, use) => {
    const [member] = accounts(portal.demo);
    await use(member!);
  },

  baseURL: async ({ portal }, use) => {
    await use(portal.url);
  },

  watch: async ({ portal }, use) => {
    await use(new Watch(portal.url));
  },

  context: async ({ context, browserState, watch }, use) => {
    await watch.follow(context, browserState);
    if (browserState === 'wasm-blocked') await context.route(/\.wasm(\?|$)/, (route) => route.abort());
    await use(context);
    expect(watch.said, 'what the browser said').toEqual([]);
  },

  visitor: async ({ page, portal, browserState }, use) => {
    await use(new Visitor(page, portal, browserState));
  },
});
