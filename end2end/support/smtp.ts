/** The SMTP server of a test, and what it was given. */
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';

/** How it answers: takes mail, refuses for now (451) or for good (550), or loses the line. */
export type Answer = 'take' | 'later' | 'never' | 'lose' | 'take-and-lose';

/** A mail that the server took. */
export interface Taken {
  to: string[];
  /** As it came, headers first. */
  text: string;
}

interface Told {
  port?: number;
  answering?: Answer;
  tried?: Answer;
  mail?: Taken;
}

export class Smtp {
  readonly taken: Taken[] = [];
  /** How often the portal came with a mail, by what became of it. */
  readonly tried: Answer[] = [];
  private port = 0;

  private constructor(private readonly server: ChildProcess) {}

  static async start(): Promise<Smtp> {
    const smtp = new Smtp(fork(path.join(import.meta.dirname, 'smtp-server.mjs'), { stdio: 'inherit' }));
    smtp.server.on('message', (told: Told) => {
      if (told.tried) smtp.tried.push(told.tried);
      if (told.mail) smtp.taken.push(told.mail);
    });
    smtp.port = (await smtp.told((one) => one.port !== undefined)).port!;
    return smtp;
  }

  /** The setting of a portal that sends its mail here. */
  get setting(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** Answers so from now on. */
  async answer(how: Answer): Promise<void> {
    const heard = this.told((one) => one.answering === how);
    this.server.send(how);
    await heard;
  }

  private async told(wanted: (told: Told) => boolean): Promise<Told> {
    return new Promise((resolve, reject) => {
      const gone = (): void => reject(new Error('the SMTP server has ended'));
      const listen = (told: Told): void => {
        if (!wanted(told)) return;
        this.server.off('message', listen).off('exit', gone);
        resolve(told);
      };
      this.server.on('message', listen).once('exit', gone);
    });
  }

  /** Ends it, by the process that was started here. */
  async stop(): Promise<void> {
    if (this.server.exitCode !== null || this.server.signalCode !== null) return;
    const gone = new Promise((resolve) => this.server.once('exit', resolve));
    this.server.kill('SIGTERM');
    await gone;
  }
}

/** The value of a header, unfolded; every one of that name. */
export function headers(mail: Taken, name: string): string[] {
  const head = mail.text.split('\r\n\r\n')[0]!.replace(/\r\n[ \t]+/g, ' ');
  return head.split('\r\n').flatMap((line) => {
    const [key, value] = [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)];
    return key.toLowerCase() === name.toLowerCase() ? [value.trim()] : [];
  });
}
