/**
 * How a first visit paints on a slow phone: `node paint.mjs ADDRESS [VISITS]`.
 *
 * Chromium through the DevTools protocol, each visit with nothing kept from the one before: the
 * CPU four times slower, 1.6 Mbit/s, 150 ms. Visits with WebAssembly and visits with it blocked
 * take turns, so that whatever else the machine does falls on both. The last line is one JSON
 * object; times in milliseconds.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import { chromium } from '@playwright/test';

const LINE = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 1_600_000 / 8 };
const SLOWER = 4;
/** After load, so long is watched; longer where the page came alive only afterwards. */
const WATCHED = 3_000;
const LATEST = 20_000;

const [address, visits = '5'] = process.argv.slice(2);
if (!address) throw new Error('node paint.mjs ADDRESS [VISITS]');

/** In the page, from its beginning: what was painted and what held the main thread. */
function watch() {
  const seen = (window.seen = { lcp: 0, tasks: [] });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.lcp = entry.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.tasks.push([entry.startTime, entry.duration]);
  }).observe({ type: 'longtask', buffered: true });
}

async function visit(browser, blocked) {
  const context = await browser.newContext({ locale: 'en-US' });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    const addresses = new Map();
    const arrived = [];
    devtools.on('Network.requestWillBeSent', ({ requestId, request }) => addresses.set(requestId, new URL(request.url)));
    devtools.on('Network.loadingFinished', ({ requestId }) => {
      const url = addresses.get(requestId);
      if (url?.protocol === 'http:') arrived.push(url.pathname);
    });
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', LINE);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    if (blocked) await devtools.send('Network.setBlockedURLs', { urls: ['*.wasm', '*.wasm?*'] });
    await page.addInitScript(watch);
    await page.goto(address, { waitUntil: 'load' });
    await sleep(WATCHED);
    if (!blocked && !(await page.$('html[data-hydrated]'))) {
      await page.waitForSelector('html[data-hydrated]', { state: 'attached', timeout: LATEST });
      await sleep(500);
    }
    const seen = await page.evaluate(() => window.seen);
    const tasks = seen.tasks.filter(([, duration]) => duration > 50);
    return {
      lcp: seen.lcp,
      blocking: tasks.reduce((sum, [, duration]) => sum + duration - 50, 0),
      tasks: tasks.map(([start, duration]) => ({ start: Math.round(start), duration: Math.round(duration) })),
      arrived,
    };
  } finally {
    await context.close();
  }
}

const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

const browser = await chromium.launch({
  executablePath: process.env.PORTAL_CHROMIUM ?? '/usr/bin/chromium',
  // Chromium has no sandbox for root.
  chromiumSandbox: process.getuid?.() !== 0,
  args: [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--disable-quic',
  ],
});
try {
  // The first page of a fresh browser starts its helpers; it is nobody's measurement.
  await visit(browser, true);
  const allowed = [];
  const blocked = [];
  for (let turn = 0; turn < Number(visits); turn += 1) {
    allowed.push(await visit(browser, false));
    blocked.push(await visit(browser, true));
  }
  const lcp = [allowed, blocked].map((all) => all.map((one) => Math.round(one.lcp)));
  if (lcp.flat().includes(0)) throw new Error('a visit painted nothing');
  console.log(
    JSON.stringify({
      lcp: { allowed: lcp[0], blocked: lcp[1], ratio: median(lcp[0]) / median(lcp[1]) },
      blocking: {
        allowed: median(allowed.map((one) => one.blocking)),
        blocked: median(blocked.map((one) => one.blocking)),
        tasks: allowed.map((one) => one.tasks),
      },
      arrived: [...new Set(allowed.flatMap((one) => one.arrived))].sort(),
    }),
  );
} finally {
  await browser.close();
}
