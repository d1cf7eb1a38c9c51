/** A database of its own on a cluster on which tests may do anything. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

/** `psql`, where Debian and others put it. */
function psql(): string {
  const folders = [
    process.env.PORTAL_POSTGRES_BIN,
    ...[18, 17, 16, 15].map((major) => `/usr/lib/postgresql/${major}/bin`),
  ];
  for (const folder of folders) {
    if (folder && existsSync(path.join(folder, 'psql'))) return path.join(folder, 'psql');
  }
  return 'psql';
}

/** Makes an empty database and answers its URL. It goes with the throw-away cluster. */
export async function makeDatabase(cluster: string): Promise<string> {
  const name = `browser_${randomBytes(6).toString('hex')}`;
  await promisify(execFile)(psql(), [
    '--no-psqlrc', '--quiet', '--dbname', cluster, '--command',
    `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'`,
  ]);
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  return url.href;
}
