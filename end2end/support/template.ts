/**
 * Before everything: one data directory with the demo members, which workers copy.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { fill } from './portal';

export default async function template(): Promise<() => void> {
  const outer = mkdtempSync(path.join(tmpdir(), 'portal-template-'));
  // What workers find out about the data is kept beside it.
  const folder = path.join(outer, 'data');
  const remove = () => rmSync(outer, { recursive: true, force: true });
  try {
    await fill(folder);
  } catch (error) {
    remove();
    throw error;
  }
  process.env.PORTAL_TEMPLATE = folder;
  return remove;
}
