// Other people's PC/SC programs as processes: opensc-tool, scriptor (pcsc-tools), pcsc_scan.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { READER_NAME } from './private-pcscd.ts';

export type Environment = Readonly<Record<string, string>>;

/** What a program prints on standard output. Throws when it fails. */
export async function run(env: Environment, command: string, args: readonly string[], input = ''): Promise<string> {
  const child = spawn(command, args, { env: { ...process.env, ...env, NO_COLOR: '1' } });
  let text = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    errors += piece;
  });
  child.stdin.end(input);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${errors}${text}`);
  return text;
}

/** Commands through scriptor; every answer as hex without spaces. */
export async function scriptor(env: Environment, commands: readonly string[]): Promise<readonly string[]> {
  const text = await run(env, 'scriptor', ['-r', `${READER_NAME} 00 00`], `${commands.join('\n')}\n`);
  const answers: string[] = [];
  let open = false;
  for (const line of text.split('\n')) {
    if (line.startsWith('> ')) open = false;
    if (line.startsWith('< ')) {
      open = true;
      answers.push('');
    }
    if (!open) continue;
    // Long answers go over several lines; the meaning follows the colon of the last one.
    const bytes = line.replace(/^< /, '').split(':')[0] ?? '';
    answers[answers.length - 1] += bytes.replaceAll(/\s/g, '');
    if (line.includes(':')) open = false;
  }
  return answers;
}

export interface Scan {
  /** Waits until all that was printed matches, and forgets it. */
  until(pattern: RegExp): Promise<string>;
  stop(): Promise<void>;
}

/** pcsc_scan, running. */
export function startScan(env: Environment): Scan {
  const child: ChildProcess = spawn('pcsc_scan', ['-n'], { env: { ...process.env, ...env } });
  let text = '';
  let check = () => {};
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
    check();
  });
  return {
    until: (pattern) =>
      new Promise((resolve) => {
        check = () => {
          if (!pattern.test(text)) return;
          const seen = text;
          text = '';
          check = () => {};
          resolve(seen);
        };
        check();
      }),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
