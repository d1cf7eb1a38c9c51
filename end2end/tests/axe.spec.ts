/**
 * Every page and every state with an error, in both languages: axe finds nothing, by day and by
 * night, on a phone and on a desk; nothing has to be scrolled sideways; every sentence is there
 * and in the language of the page.
 */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { expect, test } from '../support/fixtures';
import { overhanging } from '../support/measure';
import { states } from '../support/states';
import { Visitor } from '../support/visitor';
import { keys, onlyIn } from '../support/words';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

async function violations(page: Page): Promise<string[]> {
  const result = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  return result.violations.flatMap((one) =>
    one.nodes.map((node) => `${one.id}: ${node.target.join(' ')}: ${node.failureSummary ?? one.help}`),
  );
}

/** Every piece of text of the page, and what is said of pictures and fields. */
async function texts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement?.closest('script, style, [lang]:not(html)')) continue;
      all.push(node.textContent ?? '');
    }
    for (const element of document.body.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) all.push(element.getAttribute(name) ?? '');
    }
    return all.map((text) => text.trim()).filter((text) => text !== '');
  });
}

// Colours are judged at rest: a change of theme on the way would be read as neither.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

for (const language of ['en', 'es'] as const) {
  test.describe(language, { tag: '@hydrated' }, () => {
    test.use({ locale: language === 'en' ? 'en-US' : 'es-US' });

    for (const state of states) {
      test(state.name, async ({ page, portal, browserState, atlas, watch }) => {
        if (state.status) watch.allow(new RegExp(`status of ${state.status.source}`), 'the state answers so');
        await page.setViewportSize({ width: 320, height: 640 });
        const visitor = new Visitor(page, portal, browserState, language);
        await state.reach(visitor, atlas);
        await visitor.unfold();

        await test.step('words', async () => {
          await expect(page.locator('html')).toHaveAttribute('lang', language);
          const shown = await texts(page);
          expect.soft(shown.length).toBeGreaterThan(10);
          const foreign = onlyIn(language === 'en' ? 'es' : 'en');
          expect.soft(shown.filter((text) => foreign.has(text)), 'sentences of the other language').toEqual([]);
          const names = keys();
          const keyLike = shown.filter(
            (text) =>
              (/^[a-z]+(_[a-z0-9]+)+$/.test(text) && names.has(text)) ||
              /\{[a-z_]*\}|\b[a-z]+\.[a-z]+_[a-z_]+\b/.test(text),
          );
          expect.soft(keyLike, 'names where sentences belong').toEqual([]);
          expect.soft(await page.title(), 'the page has a title').not.toBe('');
        });

        for (const width of [320, 768, 1280]) {
          await page.setViewportSize({ width, height: 720 });
          expect.soft(await overhanging(page), `${width} px`).toEqual([]);
        }

        // The other language has the same elements and colours: once is enough there.
        for (const width of language === 'en' ? [1280, 320] : [320]) {
          await page.setViewportSize({ width, height: 720 });
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
            // Colours that are still on their way from day to night are nobody's.
            await page.evaluate(() => Promise.allSettled(document.getAnimations().map((one) => one.finished)));
            expect.soft(await violations(page), `axe at ${width} px, ${colorScheme}`).toEqual([]);
          }
        }
      });
    }
  });
}
