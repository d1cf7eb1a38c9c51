/** The gallery as a folder of files, and a browser that finds them at an address of their own. */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import AxeBuilder from '@axe-core/playwright';
import { type Page, expect, test as base } from '@playwright/test';

const folder = path.resolve(process.env.PORTAL_GALLERY ?? path.resolve(import.meta.dirname, '../../target/gallery'));
export const ORIGIN = 'http://gallery.test';
const KINDS: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css',
  js: 'text/javascript',
  json: 'application/json',
  wasm: 'application/wasm',
  woff2: 'font/woff2',
  pdf: 'application/pdf',
};

export type Kind = 'components' | 'pages' | 'mails' | 'papers';
export type Language = 'en' | 'es';

/** The names of all things of a kind. */
export function names(kind: Kind): string[] {
  const found = readdirSync(path.join(folder, 'frames', kind)).filter((file) => file.endsWith('.en.html'));
  return found.map((file) => file.slice(0, -'.en.html'.length)).sort();
}

/** The address of a thing by itself, as the tools of the gallery would have it. */
export function frame(kind: Kind, name: string, language: Language, asked: Record<string, string> = {}): string {
  const search = new URLSearchParams({ fonts: 'project', motion: 'reduced', ...asked });
  return `${ORIGIN}/frames/${kind}/${name}.${language}.html?${search.toString()}`;
}

export const test = base.extend({
  context: async ({ context }, use) => {
    await context.route(`${ORIGIN}/**`, async (route) => {
      const file = path.join(folder, new URL(route.request().url()).pathname);
      try {
        const body = readFileSync(file);
        await route.fulfill({ body, contentType: KINDS[path.extname(file).slice(1)] ?? 'application/octet-stream' });
      } catch {
        await route.fulfill({ status: 404 });
      }
    });
    await use(context);
  },
});

/** Opens a thing and waits until its letters are the ones of the pictures. */
export async function open(page: Page, address: string): Promise<void> {
  const answer = await page.goto(address);
  if (!answer?.ok()) throw new Error(`${address} is not in the gallery`);
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
}

/** The Chromium that drew the accepted pictures: another one may draw the same page otherwise. */
const DRAWN_BY = path.resolve(import.meta.dirname, '../../app/gallery/pictures/chromium.txt');

/** Compares the page with its accepted picture; with `--accept` it becomes that picture. */
export async function looksAsAccepted(page: Page, picture: string): Promise<void> {
  const now = page.context().browser()!.version().split('.')[0]!;
  const drawnBy = existsSync(DRAWN_BY) ? readFileSync(DRAWN_BY, 'utf8').trim() : now;
  if (base.info().config.updateSnapshots !== 'none') {
    mkdirSync(path.dirname(DRAWN_BY), { recursive: true });
    writeFileSync(DRAWN_BY, `${now}\n`);
  } else if (drawnBy !== now) {
    console.log(`${picture}: not compared, it was drawn by Chromium ${drawnBy} and this is ${now}`);
    return;
  }
  await expect.soft(page).toHaveScreenshot(picture, { fullPage: true });
}

/** What axe finds on the page. A sheet is no page: rules about a page's outline are for pages. */
export async function violations(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
  const result = await new AxeBuilder({ page }).withTags(tags).analyze();
  return result.violations.flatMap((one) =>
    one.nodes.map((node) => `${one.id}: ${node.target.join(' ')}: ${node.failureSummary ?? one.help}`),
  );
}

/** How many pixels the page can be scrolled sideways. */
export async function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
