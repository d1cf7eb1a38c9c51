/** Parents of the demo and the records of their children. */
import type { Account, Demo, Member } from './demo';
import { accounts } from './demo';
import type { Visitor } from './visitor';

export type Child = NonNullable<Member['children']>[number];

/** The parent of a child and of a teenager, in this order. */
export function parent(demo: Demo): { account: Account; children: Child[] } {
  const account = accounts(demo).find((one) => (one.children ?? []).length > 1);
  if (!account) throw new Error('demo.json has no parent of two');
  const children = [...(account.children ?? [])].sort((a, b) => b.birth_date.localeCompare(a.birth_date));
  return { account, children };
}

/** Changes to the record of a child by the switcher; answers its address. */
export async function openRecordOf(visitor: Visitor, child: Child): Promise<string> {
  const switcher = visitor.page.getByRole('navigation', { name: visitor.say('Whose record') });
  await switcher.locator('summary').click();
  await switcher.getByRole('link', { name: new RegExp(`${child.name.first} ${child.name.last}`) }).click();
  await visitor.at('Medical Record & Lab Results');
  await visitor.alive();
  return new URL(visitor.page.url()).pathname;
}
