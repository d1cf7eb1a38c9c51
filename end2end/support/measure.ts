/** What a page measures in the browser: each answers with what is wrong, in words. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What reaches over the right edge, where the page can be scrolled there. */
export async function overhanging(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.body.querySelectorAll('*')].filter(
      (element) => element.getBoundingClientRect().right > width + 1,
    );
    return [
      `the page is ${document.documentElement.scrollWidth} px wide in ${width}`,
      ...wide.slice(0, 5).map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`),
    ];
  });
}

/**
 * What is too small to hit. With `by: 'pointer'` as WCAG 2.5.8 asks it: 24 px both ways, but for
 * links in a sentence, and for what has so much room around it that nothing else is within 24 px.
 * With `by: 'finger'` 44 px in height, links in a sentence apart.
 */
export async function smallTargets(page: Page, by: 'pointer' | 'finger'): Promise<string[]> {
  return page.evaluate((by) => {
    const SELECTOR = 'a[href], button, input:not([type="hidden"]), select, textarea, summary';

    // What Enter presses in a form is nobody's to press: unseen, unread, no stop of the keyboard.
    const isSeen = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true }) &&
      element.getClientRects().length > 0 &&
      !element.matches('[aria-hidden="true"][tabindex="-1"]');

    /** In a sentence, or in a line of text that is not a link: as high as its line. */
    const isInline = (element: Element) => {
      if (getComputedStyle(element).display !== 'inline') return false;
      let block = element.parentElement!;
      while (getComputedStyle(block).display === 'inline') block = block.parentElement!;
      const around = (block.textContent ?? '').replace(element.textContent ?? '', '');
      return /\w/.test(around);
    };

    /** What answers to a pointer: a box or a round button together with its label's area. */
    const area = (element: Element): DOMRect => {
      const own = element.getBoundingClientRect();
      if (!(element instanceof HTMLInputElement) || !['checkbox', 'radio'].includes(element.type)) return own;
      const x = own.left + own.width / 2;
      const hits = (y: number) => {
        const at = document.elementFromPoint(x, y);
        return !!at && (at === element || [...(element.labels ?? [])].some((label) => label.contains(at)));
      };
      element.scrollIntoView({ block: 'center' });
      const here = element.getBoundingClientRect();
      const middle = here.top + here.height / 2;
      let [top, bottom] = [middle, middle];
      while (top > middle - 60 && hits(top - 0.5)) top -= 0.5;
      while (bottom < middle + 60 && hits(bottom + 0.5)) bottom += 0.5;
      return new DOMRect(own.left, own.top - (middle - top - own.height / 2), own.width, bottom - top);
    };

    const targets = [...document.querySelectorAll(SELECTOR)].filter(isSeen);
    // The skip link shows itself, and its size, to whoever reaches it.
    const skip = targets.find((element) => element.matches('.skip-link')) as HTMLElement | undefined;
    const before = document.activeElement as HTMLElement | null;
    skip?.focus();
    const boxes = targets.map((element) => ({ element, box: area(element), inline: isInline(element) }));
    skip?.blur();
    before?.focus();

    const tell = ({ element, box }: (typeof boxes)[number]) =>
      `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} “${(element.textContent ?? '').trim().slice(0, 40)}”: ` +
      `${box.width.toFixed(1)} × ${box.height.toFixed(1)}`;

    if (by === 'finger') return boxes.filter(({ inline, box }) => !inline && box.height < 43.95).map(tell);

    const centre = (box: DOMRect) => ({ x: box.left + box.width / 2, y: box.top + box.height / 2 });
    const small = boxes.filter(({ box, inline }) => !inline && (box.width < 23.95 || box.height < 23.95));
    return small
      .filter((one) => {
        const { x, y } = centre(one.box);
        return boxes.some((other) => {
          if (other === one || other.element.matches('.skip-link')) return false;
          if (small.includes(other)) {
            const at = centre(other.box);
            return Math.hypot(at.x - x, at.y - y) < 24;
          }
          const { left, right, top, bottom } = other.box;
          return Math.hypot(x - Math.max(left, Math.min(x, right)), y - Math.max(top, Math.min(y, bottom))) < 12;
        });
      })
      .map(tell);
  }, by);
}

/** Has the page take itself to be on a screen that is touched. */
export async function touch(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  await session.send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'pointer', value: 'coarse' },
      { name: 'any-pointer', value: 'coarse' },
      { name: 'hover', value: 'none' },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ],
  });
}

/**
 * The spacing of text that WCAG 1.4.12 has a page bear. Set as a style sheet of the page's own
 * making: one that is put into the HTML would be refused by the page's policy.
 */
export async function spaceText(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }' +
        'p { margin-block-end: 2em !important; }',
    );
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
}

/** The page without that spacing again. */
export async function unspaceText(page: Page): Promise<void> {
  await page.evaluate(() => (document.adoptedStyleSheets = []));
}

/** Text that is cut off, or that reaches out of what it stands in. */
export async function cutText(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wrong: string[] = [];
    const tell = (element: Element, what: string) =>
      wrong.push(
        `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} “${(element.textContent ?? '').trim().slice(0, 40)}”: ${what}`,
      );
    for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
      if (!element.checkVisibility() || element.closest('svg, .visually-hidden')) continue;
      const style = getComputedStyle(element);
      const text = (element.textContent ?? '').trim();
      // Hidden from the eye on purpose.
      if (!text || style.clipPath !== 'none' || style.display === 'inline') continue;
      // A list of choices shows one and opens for the others; a text area scrolls.
      if (element.matches('select, option, textarea')) continue;
      const cuts = (overflow: string) => ['hidden', 'clip'].includes(overflow);
      const wide = element.scrollWidth > element.clientWidth + 1;
      const high = element.scrollHeight > element.clientHeight + 1;
      if (wide && cuts(style.overflowX)) tell(element, `${element.scrollWidth} px of text in ${element.clientWidth}, cut`);
      if (high && cuts(style.overflowY)) tell(element, `${element.scrollHeight} px of text under ${element.clientHeight}, cut`);
      // Where text stands in a box of its own, it stays in it.
      if (element.matches('button, a, summary, label, .tag, h1, h2, h3, th, td, legend') && wide) {
        tell(element, `${element.scrollWidth} px of text in ${element.clientWidth}`);
      }
    }
    // What is written into a drawing is not cut by its edge.
    for (const text of document.querySelectorAll('svg text')) {
      const drawing = text.closest('svg')!;
      if (!drawing.checkVisibility() || getComputedStyle(drawing).overflow === 'visible') continue;
      const [inner, outer] = [text.getBoundingClientRect(), drawing.getBoundingClientRect()];
      if (inner.width === 0) continue;
      // The box of a text is higher than its letters.
      const air = inner.height / 5;
      if (inner.left < outer.left - 1 || inner.right > outer.right + 1 || inner.top < outer.top - air || inner.bottom > outer.bottom + air) {
        tell(text, 'reaches out of its drawing');
      }
    }
    return wrong;
  });
}

/** What lies over the thing that has the focus, or keeps it out of the window. */
export async function hiddenFocus(page: Page): Promise<string[]> {
  return hidden(page, false);
}

/** The same of everything that can have the focus, one after the other. */
export async function hiddenStops(page: Page): Promise<string[]> {
  return hidden(page, true);
}

async function hidden(page: Page, everywhere: boolean): Promise<string[]> {
  return page.evaluate((everywhere) => {
    const { scrollPaddingTop, scrollPaddingBottom } = getComputedStyle(document.documentElement);
    const free = innerHeight - (parseFloat(scrollPaddingTop) || 0) - (parseFloat(scrollPaddingBottom) || 0);

    /** A point of a box that is in the window; the middle, where all of it is. */
    const inside = (box: DOMRect, isText: boolean) => {
      const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
      const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
      // What is higher than the window's free part may reach out of it; of what is not, nothing may.
      // Of a text the browser shows the line that is written on.
      const all = isText || box.height > free || (box.top >= -1 && box.bottom <= innerHeight + 1);
      return right - left > 1 && bottom - top > 1 && all ? { x: (left + right) / 2, y: (top + bottom) / 2 } : undefined;
    };

    const wrongWith = (at: Element): string | undefined => {
      // A link that breaks over two lines has two boxes, and its middle may be beside both.
      const boxes = [...at.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
      const points = boxes.map((box) => inside(box, at.matches('textarea'))).filter((point) => !!point);
      if (points.length === 0) return 'is outside the window';
      const labels = [...((at as HTMLInputElement).labels ?? [])];
      const hits = points.map(({ x, y }) => document.elementFromPoint(x, y));
      if (hits.some((hit) => hit && (at.contains(hit) || labels.some((label) => label.contains(hit))))) return undefined;
      return `is covered by ${hits[0]?.tagName.toLowerCase()}.${hits[0]?.getAttribute('class') ?? ''}`;
    };

    const stops = everywhere
      ? document.querySelectorAll<HTMLElement>(
          'a[href], button:enabled, input:not([type="hidden"]):enabled, select, textarea, summary',
        )
      : [document.activeElement as HTMLElement | null];
    const all: string[] = [];
    for (const at of stops) {
      // What Enter presses in a form is no stop of the keyboard.
      if (at?.matches('[aria-hidden="true"][tabindex="-1"]')) continue;
      if (everywhere) at?.focus();
      if (!at || at === document.body || at !== document.activeElement) continue;
      const wrong = wrongWith(at);
      if (wrong) all.push(`${at.tagName.toLowerCase()}.${at.getAttribute('class') ?? ''} “${(at.textContent ?? '').trim().slice(0, 40)}” ${wrong}`);
    }
    return all;
  }, everywhere);
}

/** The rules that axe is asked about. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** What axe finds, by all its rules or by those of colour alone. */
export async function violations(page: Page, what: 'all' | 'colours' = 'all'): Promise<string[]> {
  // Colours that are still on their way from day to night are nobody's.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((one) => one.finished)));
  const axe = new AxeBuilder({ page });
  const result = await (what === 'all' ? axe.withTags(RULES) : axe.withRules(['color-contrast', 'link-in-text-block'])).analyze();
  return result.violations.flatMap((one) =>
    one.nodes.map((node) => `${one.id}: ${node.target.join(' ')}: ${node.failureSummary ?? one.help}`),
  );
}

/** Every piece of text of the page, and what is said of pictures and fields. */
export async function texts(page: Page): Promise<string[]> {
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
