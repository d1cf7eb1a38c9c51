/**
 * How soon a change is seen in the gallery: medians of five, in a browser, from the moment the
 * file is written. `cargo xtask gallery` has to be running; the files are put back at the end.
 *
 * `node gallery/measure.mjs [NAME]`, with a name only that one.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { chromium } from '@playwright/test';

const root = path.resolve(import.meta.dirname, '../..');
const ORIGIN = 'http://localhost:3300';
const TIMES = 5;

/** What is changed, how, on which page it is seen, and by what. */
const changes = [
  {
    name: 'style',
    file: 'app/ui/src/button/button.scss',
    change: (text, mark) => `${text}\n.button {\n  --measured: ${mark};\n}\n`,
    page: '/frames/components/button.en.html',
    seen: (mark) => getComputedStyle(document.querySelector('.button')).getPropertyValue('--measured') === mark,
  },
  {
    name: 'word',
    file: 'app/words/locales/en/session.json',
    change: (text, mark) => text.replace(/"heading": "([^"]*)"/, `"heading": "$1 ${mark}"`),
    page: '/frames/pages/sign-on.en.html',
    seen: (mark) => document.querySelector('h1')?.textContent?.includes(mark),
  },
  {
    name: 'component',
    file: 'app/ui/src/button.rs',
    change: (text, mark) => text.replace('<button\n', `<button\n            data-measured="${mark}"\n`),
    page: '/frames/components/button.en.html',
    seen: (mark) => document.querySelector('.button').dataset.measured === mark,
  },
  {
    name: 'component, hydrated',
    file: 'app/ui/src/button.rs',
    change: (text, mark) => text.replace('<button\n', `<button\n            data-measured="${mark}"\n`),
    page: '/frames/components/button.en.html?hydrated=yes',
    // The page is alive, and by the code that has the change.
    seen: async (mark) =>
      'hydrated' in document.documentElement.dataset &&
      document.querySelector('.button').dataset.measured === mark &&
      (await (await fetch('/hydrate_bg.wasm')).text()).includes(mark),
  },
];

const browser = await chromium.launch({
  executablePath: process.env.PORTAL_CHROMIUM ?? '/usr/bin/chromium',
  chromiumSandbox: process.getuid?.() !== 0,
});
const page = await browser.newPage();
const only = process.argv[2];
for (const { name, file, change, page: address, seen } of changes.filter(({ name }) => !only || name === only)) {
  const place = path.join(root, file);
  const before = readFileSync(place, 'utf8');
  const took = [];
  try {
    await page.goto(ORIGIN + address);
    await page.waitForTimeout(2000);
    for (let time = 0; time < TIMES; time += 1) {
      const mark = `m${Date.now()}`;
      const start = performance.now();
      writeFileSync(place, change(before, mark));
      for (;;) {
        // A page that is just being loaded anew cannot be asked.
        const there = await page.evaluate(seen, mark).catch(() => false);
        if (there) break;
        if (performance.now() - start > 180_000) throw new Error(`${name}: not seen in three minutes`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      took.push((performance.now() - start) / 1000);
      // Whatever else is made of the change is let finish: it is not what is measured.
      await page.waitForTimeout(name.startsWith('component') ? 30_000 : 1500);
    }
  } finally {
    writeFileSync(place, before);
  }
  took.sort((one, other) => one - other);
  console.log(`${name}: median ${took[Math.floor(TIMES / 2)].toFixed(2)} s (${took.map((one) => one.toFixed(2)).join(', ')})`);
  await page.waitForTimeout(30_000);
}
await browser.close();
