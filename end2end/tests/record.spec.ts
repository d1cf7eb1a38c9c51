/**
 * Records the pages of the gallery: for each state its address, what stands around it and what
 * its loader answered, as the page's own source has them. From then on the gallery shows the
 * page without a database. To be run again when a view type has changed:
 * `cargo xtask gallery --record`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

import type { Page } from '@playwright/test';

import { expect, test } from '../support/fixtures';
import { moreStates, states } from '../support/states';
import { Visitor } from '../support/visitor';

const folder = path.resolve(import.meta.dirname, '../../app/gallery/pages');

/** What the host handed over for hydration, in the order in which the page asked for it. */
async function handedOver(page: Page): Promise<unknown[]> {
  const scripts = await page.locator('script').allTextContents();
  const resources = scripts.filter((script) => script.includes('__RESOLVED_RESOURCES'));
  const context = vm.createContext({ __RESOLVED_RESOURCES: [] as string[] });
  // Rust writes a character beyond ASCII as \u{…}, which is a script's way too.
  vm.runInContext(resources.join(';'), context);
  return (vm.runInContext('__RESOLVED_RESOURCES', context) as string[]).map((text) => JSON.parse(text) as unknown);
}

for (const state of [...states, ...moreStates]) {
  // Not a page of the app; and one that differs by what a reader unfolded, which is not handed over.
  if (['error', 'help-open'].includes(state.name)) continue;
  test(state.name, async ({ page, portal, atlas, watch }) => {
    if (state.status) watch.allow(new RegExp(`status of ${state.status.source}`), 'the state answers so');
    await state.reach(new Visitor(page, portal, 'scripts-off', 'en'), atlas);
    const [shell, ...answers] = await handedOver(page);
    expect(shell).toHaveProperty('organisation');
    const { pathname, search, searchParams } = new URL(page.url());
    const address = searchParams.has('flash') ? pathname : pathname + search;
    mkdirSync(folder, { recursive: true });
    const record = { path: address, shell: { ...(shell as object), build: '' }, answers };
    writeFileSync(path.join(folder, `${state.name}.json`), `${JSON.stringify(record, null, 1)}\n`);
  });
}
