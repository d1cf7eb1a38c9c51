/**
 * Send: as soon as recipient, subject and text are there, whichever way the text got there; and
 * what is sent is that text, once (SPEC section 5).
 */
import type { Locator, Page } from '@playwright/test';

import { expect, test } from '../support/fixtures';
import type { Visitor } from '../support/visitor';

const TEXT = 'Is it time for another test?';
const WHOLE = 'Dear doctor,\n\nthe rash is back: 3 cm, red.\n\tIt itches at night.\n\nMaría';

interface Here {
  visitor: Visitor;
  page: Page;
  field: Locator;
}

/** Puts a text on the clipboard as a member does: out of another field of the page. */
async function copy({ page, field }: Here, text: string): Promise<void> {
  await field.fill(text);
  await field.press('Control+a');
  await field.press('Control+x');
  await expect(field).toHaveValue('');
  await field.focus();
  await page.waitForTimeout(50);
}

/** The ways in which a text comes into a field; each answers what then has to stand there. */
const ways: Record<string, (here: Here) => Promise<string>> = {
  typing: async ({ field }) => {
    await field.pressSequentially(TEXT);
    return TEXT;
  },
  'paste of a whole message': async (here) => {
    await copy(here, WHOLE);
    await here.page.keyboard.press('Control+v');
    return WHOLE;
  },
  'text inserted at once, as by a keyboard of a phone': async ({ field, page }) => {
    await field.focus();
    await page.keyboard.insertText(TEXT);
    return TEXT;
  },
  'an input method that composes': async ({ field, page }) => {
    await field.focus();
    const session = await page.context().newCDPSession(page);
    for (const text of ['け', 'けん', 'けんさ']) {
      await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    }
    await session.send('Input.insertText', { text: '検査' });
    await session.detach();
    return '検査';
  },
  dictation: async ({ field, page }) => {
    await field.focus();
    await page.evaluate((text) => document.execCommand('insertText', false, text), TEXT);
    return TEXT;
  },
  'a spelling correction that replaces': async ({ field }) => {
    await field.fill('Is it tiem for another test?');
    await field.evaluate((area: HTMLTextAreaElement) => {
      area.focus();
      area.setRangeText('time', 6, 10, 'end');
      area.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText', data: 'time' }));
    });
    return TEXT;
  },
  'filling in by the browser': async ({ field }) => {
    await field.evaluate((area: HTMLTextAreaElement, text) => {
      area.value = text;
      area.dispatchEvent(new Event('input', { bubbles: true }));
      area.dispatchEvent(new Event('change', { bubbles: true }));
    }, TEXT);
    return TEXT;
  },
  'a program that sets it without a word': async ({ field }) => {
    await field.evaluate((area: HTMLTextAreaElement, text) => void (area.value = text), TEXT);
    return TEXT;
  },
  'a drop from elsewhere': async ({ field, page }) => {
    await field.scrollIntoViewIfNeeded();
    const box = (await field.boundingBox())!;
    const session = await page.context().newCDPSession(page);
    const data = { items: [{ mimeType: 'text/plain', data: TEXT }], dragOperationsMask: 1 };
    const at = { x: box.x + 20, y: box.y + 20 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, data, ...at });
    }
    await session.detach();
    return TEXT;
  },
  'an undo': async ({ field, page }) => {
    await field.pressSequentially(TEXT);
    await field.press('Control+a');
    await page.keyboard.press('Delete');
    await expect(field).toHaveValue('');
    await page.keyboard.press('Control+z');
    return TEXT;
  },
};

/** Counts the forms of this address that are sent from now on. */
function posts(page: Page, path: string): () => number {
  let count = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && new URL(request.url()).pathname === path) count += 1;
  });
  return () => count;
}

/** The texts of the messages of a conversation, the newest first. */
function bubbles(visitor: Visitor): Locator {
  return visitor.main().locator('.bubble__text');
}

/** What stands there is what was written, line for line. */
async function expectText(bubble: Locator, text: string): Promise<void> {
  await expect.poll(async () => (await bubble.count()) && bubble.evaluate((one) => one.textContent)).toBe(text);
}

test.describe('whichever way the text arrives, it is sent as it is and once', () => {
  test('in a new message', async ({ visitor, member, page, browserState }) => {
    test.setTimeout(180_000);
    await visitor.signOn(member);
    const sent = posts(page, '/api/messages/send');
    for (const [at, [name, way]] of Object.entries(ways).entries()) {
      await test.step(name, async () => {
        await visitor.goto('/messages/new');
        const send = visitor.button('Send');
        await visitor.chooseRecipient();
        await visitor.field('Subject').fill(`By ${name}`);
        if (browserState === 'hydrated') await expect(send).toBeDisabled();
        const field = visitor.field('Message');
        const text = await way({ visitor, page, field });
        await expect(field).toHaveValue(text);
        await expect(send).toBeEnabled();
        await send.click();
        await expect(page).toHaveURL(/\/messages\/[0-9a-f-]{36}$/);
        await visitor.at(`By ${name}`);
        await expect(bubbles(visitor)).toHaveCount(1);
        await expectText(bubbles(visitor), text);
        expect(sent()).toBe(at + 1);
      });
    }
    await visitor.goto('/messages/sent');
    for (const name of Object.keys(ways)) {
      await expect(page.getByRole('link', { name: new RegExp(`By ${name}`) })).toHaveCount(1);
    }
  });

  test('in a reply', async ({ visitor, atlas, page, browserState }) => {
    test.setTimeout(180_000);
    const { member, conversation } = atlas.conversation((one) => one.reply === 'open');
    await visitor.signOn(member);
    await visitor.goto(conversation.href);
    const before = await bubbles(visitor).count();
    const sent = posts(page, '/api/messages/reply');
    let last = '';
    for (const [at, [name, way]] of Object.entries(ways).entries()) {
      await test.step(name, async () => {
        const send = visitor.main().getByRole('button', { name: 'Send', exact: true });
        const field = visitor.field('Message');
        await expect(field).toHaveValue('');
        if (browserState === 'hydrated') await expect(send).toBeDisabled();
        let text = await way({ visitor, page, field });
        await expect(field).toHaveValue(text);
        // The same words right after each other are taken for one message.
        await field.press('End');
        await field.press('Control+End');
        await page.keyboard.insertText(` ${at}`);
        text = `${text} ${at}`;
        await expect(field).toHaveValue(text);
        await expect(send).toBeEnabled();
        await send.click();
        await expectText(bubbles(visitor).first(), text);
        await expect(bubbles(visitor)).toHaveCount(before + at + 1);
        await visitor.alive();
        expect(sent()).toBe(at + 1);
        last = text;
      });
    }
    await page.reload();
    await visitor.alive();
    await expect(bubbles(visitor)).toHaveCount(before + Object.keys(ways).length);
    await expectText(bubbles(visitor).first(), last);
  });
});

test.describe('however often it is pressed', () => {
  async function written(visitor: Visitor, subject: string): Promise<void> {
    await visitor.goto('/messages/new');
    await visitor.chooseRecipient();
    await visitor.field('Message').fill(TEXT);
    await visitor.field('Subject').fill(subject);
  }

  async function expectOnce(visitor: Visitor, subject: string): Promise<void> {
    await visitor.at(subject);
    await expect(bubbles(visitor)).toHaveCount(1);
    await visitor.goto('/messages/sent');
    await expect(visitor.page.getByRole('link', { name: new RegExp(subject) })).toHaveCount(1);
  }

  test('Enter in the subject, again and again', async ({ visitor, member, page }) => {
    await visitor.signOn(member);
    await written(visitor, 'By Enter');
    await expect(visitor.button('Send')).toBeEnabled();
    await visitor.field('Subject').focus();
    const cdp = await page.context().newCDPSession(page);
    const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' };
    // Held down: the keys follow each other before any answer can.
    const held = [...Array(6).keys()].map((turn) =>
      cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', autoRepeat: turn > 0, ...key }).catch(() => undefined),
    );
    await Promise.all(held);
    await expectOnce(visitor, 'By Enter');
  });

  test('Space on Send, then a click', async ({ visitor, member, page }) => {
    await visitor.signOn(member);
    await written(visitor, 'By Space');
    await expect(visitor.button('Send')).toBeEnabled();
    await visitor.button('Send').focus();
    await page.keyboard.press('Space');
    await visitor.main().locator('button[type=submit], button:not([type])').last().click({ timeout: 1_000, force: true }).catch(() => undefined);
    await expectOnce(visitor, 'By Space');
  });

  test('a line that sends the form twice', async ({ visitor, member, page }) => {
    await visitor.signOn(member);
    await written(visitor, 'By the line');
    let twice = 0;
    await page.route(/\/api\/messages\/send$/, async (route) => {
      const first = await route.fetch({ maxRedirects: 0 });
      const second = await route.fetch({ maxRedirects: 0 });
      twice += 1;
      expect(second.status()).toBe(first.status());
      await route.fulfill({ response: second });
    });
    await expect(visitor.button('Send')).toBeEnabled();
    await visitor.button('Send').click();
    await expect(page).toHaveURL(/\/messages\/[0-9a-f-]{36}$/);
    expect(twice).toBe(1);
    await expectOnce(visitor, 'By the line');
  });
});

test.describe('Send waits for a recipient, a subject and a text', { tag: '@hydrated' }, () => {
  /** Everything but the message. */
  async function almost(visitor: Visitor): Promise<Locator> {
    await visitor.goto('/messages/new');
    const send = visitor.button('Send');
    await expect(send).toBeDisabled();
    await visitor.chooseRecipient();
    await expect(send).toBeDisabled();
    await visitor.field('Subject').fill('A question');
    await expect(send).toBeDisabled();
    return send;
  }

  test('in any order, and not any more when something goes', async ({ visitor, member, page }) => {
    await visitor.signOn(member);
    await visitor.goto('/messages/new');
    const send = visitor.button('Send');
    await visitor.field('Message').fill(TEXT);
    await visitor.field('Subject').fill('A question');
    await expect(send).toBeDisabled();
    await visitor.chooseRecipient();
    await expect(send).toBeEnabled();
    await visitor.field('Message').press('Control+a');
    await page.keyboard.press('Control+x');
    await expect(send).toBeDisabled();
    await page.keyboard.press('Control+z');
    await expect(visitor.field('Message')).toHaveValue(TEXT);
    await expect(send).toBeEnabled();
    await visitor.field('Subject').fill('');
    await expect(send).toBeDisabled();
  });

  for (const [name, blank] of [
    ['spaces and lines', '  \n\t '],
    ['a no-break space', '\u00a0\u00a0'],
    ['spaces without a width', '\u200b\ufeff'],
    ['wide spaces', '\u3000\u2003'],
  ] as const) {
    test(`white space alone does not count: ${name}`, async ({ visitor, member }) => {
      await visitor.signOn(member);
      const send = await almost(visitor);
      await visitor.field('Message').fill(blank);
      await expect(visitor.field('Message')).toHaveValue(blank);
      await expect(send).toBeDisabled();
      await visitor.field('Message').fill(`${blank}x`);
      await expect(send).toBeEnabled();
      await visitor.field('Subject').fill(blank);
      await expect(send).toBeDisabled();
    });
  }
});
