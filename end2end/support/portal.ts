/**
 * A running portal of its own for each worker: own data, own ports, a clock to turn.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { closeSync, cpSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import type { Demo } from './demo';

/** When every test begins: Monday 2 November 2026, 9 in the morning where the plan is. */
export const START = '2026-11-02T17:00:00Z';

const root = path.resolve(import.meta.dirname, '../..');
const binary = path.resolve(process.env.PORTAL_BINARY ?? path.join(root, 'target/debug/portal'));
const site = path.resolve(process.env.PORTAL_SITE_DIR ?? path.join(root, 'target/site'));

/** What the outbox holds of a message. */
export interface Post {
  kind: 'mail' | 'letter';
  to: string;
  subject: string;
  body: string;
  created_at: string;
  state: string;
}

/** The settings of a portal whose data is in `data`. Nothing of the caller's is let through. */
function settings(data: string, more: Record<string, string>): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!name.startsWith('PORTAL_')) env[name] = value;
  }
  return { ...env, PORTAL_DATA_DIR: data, PORTAL_SITE_DIR: site, PORTAL_CLOCK: START, ...more };
}

/** Fills an empty data directory with the demo members. */
export async function fill(data: string, more: Record<string, string> = {}): Promise<void> {
  const env = settings(data, more);
  for (const command of ['migrate', 'demo']) {
    await promisify(execFile)(binary, [command], { env, maxBuffer: 1 << 26 });
  }
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

export class Portal {
  readonly demo: Demo;
  private read = 0;

  private constructor(
    /** The origin that browsers use. */
    readonly url: string,
    private readonly ops: string,
    private readonly data: string,
    private readonly log: string,
    private readonly host: ChildProcess,
    private readonly more: Record<string, string>,
  ) {
    this.demo = JSON.parse(readFileSync(path.join(data, 'demo.json'), 'utf8')) as Demo;
  }

  /** Starts a portal on a copy of `template`. */
  static async start(template: string, more: Record<string, string> = {}): Promise<Portal> {
    const data = mkdtempSync(path.join(tmpdir(), 'portal-worker-'));
    cpSync(template, data, { recursive: true });
    let problem: unknown;
    // Another program may take a free port before the portal does.
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const [port, opsPort] = [await freePort(), await freePort()];
      const url = `http://localhost:${port}`;
      const log = path.join(data, 'host.log');
      const file = openSync(log, 'w');
      const host = spawn(binary, ['serve'], {
        env: settings(data, {
          PORTAL_LISTEN: `127.0.0.1:${port}`,
          PORTAL_ORIGIN: url,
          PORTAL_OPS_LISTEN: `127.0.0.1:${opsPort}`,
          ...more,
        }),
        stdio: ['ignore', file, file],
      });
      closeSync(file);
      const portal = new Portal(url, `http://127.0.0.1:${opsPort}`, data, log, host, more);
      try {
        await portal.ready();
        return portal;
      } catch (error) {
        problem = error;
        host.kill('SIGKILL');
      }
    }
    rmSync(data, { recursive: true, force: true });
    throw problem;
  }

  private async ready(): Promise<void> {
    const end = Date.now() + 20_000;
    while (Date.now() < end) {
      if (this.host.exitCode !== null) break;
      try {
        if ((await fetch(`${this.ops}/readyz`)).ok) return;
      } catch {
        // Not listening yet.
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the portal did not start:\n${readFileSync(this.log, 'utf8')}`);
  }

  /** Ends it, by the process that was started here, and removes its data. */
  async stop(): Promise<void> {
    if (this.host.exitCode === null && this.host.signalCode === null) {
      const gone = new Promise((resolve) => this.host.once('exit', resolve));
      this.host.kill('SIGTERM');
      const late = setTimeout(() => this.host.kill('SIGKILL'), 12_000);
      await gone;
      clearTimeout(late);
    }
    rmSync(this.data, { recursive: true, force: true });
  }

  private async control(name: string, body?: unknown): Promise<void> {
    const answer = await fetch(`${this.ops}/test/${name}`, {
      method: 'POST',
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!answer.ok) throw new Error(`/test/${name}: ${answer.status} ${await answer.text()}`);
  }

  /** Turns the clock; it runs on from there. */
  async setClock(now: string): Promise<void> {
    await this.control('clock', { now });
  }

  /** Turns the clock to so many minutes after the start of every test. */
  async minutesLater(minutes: number): Promise<void> {
    await this.setClock(new Date(Date.parse(START) + minutes * 60_000).toISOString());
  }

  /** The data as after `portal demo`, and the time at which tests begin. */
  async restore(): Promise<void> {
    await this.control('restore');
    await this.setClock(START);
  }

  /** Imports a bundle by the command, beside the host; answers what became of it. */
  async importBundle(bundle: unknown): Promise<string> {
    const file = path.join(this.data, 'bundle.json');
    writeFileSync(file, JSON.stringify(bundle));
    const { stdout } = await promisify(execFile)(binary, ['import-fhir', file], { env: settings(this.data, this.more) });
    return (JSON.parse(stdout) as { status: string }).status;
  }

  /** Everything sent or waiting, oldest first. */
  async outbox(): Promise<Post[]> {
    const answer = await fetch(`${this.ops}/test/outbox`);
    if (!answer.ok) throw new Error(`/test/outbox: ${answer.status}`);
    return (await answer.json()) as Post[];
  }

  /** The mails with a code to an address, oldest first. */
  async codes(to: string): Promise<string[]> {
    const posts = (await this.outbox()).filter((post) => post.to.toLowerCase() === to.toLowerCase());
    return posts.flatMap((post) => /^\s*(\d{6})\s*$/m.exec(post.body)?.[1] ?? []);
  }

  /** What the host wrote since this was last asked. */
  newLog(): string {
    const { size } = statSync(this.log);
    const text = readFileSync(this.log).subarray(this.read, size).toString('utf8');
    this.read = size;
    return text;
  }
}
