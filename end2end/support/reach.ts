/** What a state is, and the ways to it that many states share. */
import type { Atlas } from './atlas';
import { accounts, atDesk } from './demo';
import { signOnAtDesk } from './desk';
import type { Visitor } from './visitor';

export interface State {
  name: string;
  /** Whether it answers with another status than 200, which the browser names on the console. */
  status?: RegExp;
  reach: (visitor: Visitor, atlas: Atlas) => Promise<void>;
}

/** A page of the first member. */
export async function signedOn(visitor: Visitor, path: string): Promise<void> {
  await visitor.signOn(accounts(visitor.portal.demo)[0]!);
  await visitor.goto(path);
}

/** A page of the desk of somebody. */
export async function atTheDesk(visitor: Visitor, path: string): Promise<void> {
  await signOnAtDesk(visitor, atDesk(visitor.portal.demo, 'nurse'));
  await visitor.goto(path);
}
