/** Somebody at a desk: what they do there, in the words of the page. */
import { type Browser, expect } from '@playwright/test';

import { codeAt } from './authenticator';
import type { Staff } from './demo';
import type { BrowserState, Watch } from './fixtures';
import { type Portal, START } from './portal';
import { Visitor } from './visitor';
import type { Language } from './words';

/** A second browser in the same state: a desk is not where the member sits. */
export async function deskBrowser(
  browser: Browser,
  portal: Portal,
  state: BrowserState,
  watch: Watch,
  language: Language,
): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: portal.url,
    javaScriptEnabled: state !== 'scripts-off',
    locale: language === 'es' ? 'es-US' : 'en-US',
  });
  await watch.follow(context, state);
  if (state === 'wasm-blocked') await context.route(/\.wasm(\?|$)/, (route) => route.abort());
  return new Visitor(await context.newPage(), portal, state, language);
}

async function pressSignOn(visitor: Visitor): Promise<void> {
  await visitor.main().getByRole('button', { name: visitor.say('Sign on'), exact: true }).click();
}

/** Sends user ID and password. */
export async function tryPassword(visitor: Visitor, id: string, password: string): Promise<void> {
  await visitor.goto('/staff/sign-on');
  await visitor.at('Staff sign on');
  await visitor.field('User ID').fill(id);
  await visitor.password().fill(password);
  await pressSignOn(visitor);
}

/** To the page that asks for the code. */
export async function toCode(visitor: Visitor, staff: Staff): Promise<void> {
  await tryPassword(visitor, staff.user_id, staff.password);
  await expect(visitor.field('Authenticator code')).toBeVisible();
  await visitor.alive();
}

/** Sends a code. */
export async function tryCode(visitor: Visitor, code: string): Promise<void> {
  await visitor.field('Authenticator code').fill(code);
  await pressSignOn(visitor);
}

/** When a desk is signed on to: the clock is turned there, and never back before what was sent. */
const THEN = new Date(Date.parse(START) + 5 * 60_000).toISOString();

/** Signs on: password, then the code of a time that is known. */
export async function signOnAtDesk(visitor: Visitor, staff: Staff): Promise<void> {
  await toCode(visitor, staff);
  await visitor.portal.setClock(THEN);
  await tryCode(visitor, codeAt(staff.totp_secret, THEN));
  await expect(visitor.page).toHaveURL(/\/staff\/messages$/);
  await visitor.at('Team inbox');
}
