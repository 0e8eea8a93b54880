// The program as a process of its own, as a user starts it.

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { launcher } from './paths.ts';

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs yibao-pos to its end. */
export async function runProgram(
  args: readonly string[],
  options: { input?: string; env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [launcher, ...args], {
    env: { ...process.env, ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (data: string) => {
    stdout += data;
  });
  child.stderr.setEncoding('utf8').on('data', (data: string) => {
    stderr += data;
  });
  child.stdin.end(options.input ?? '');
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? -1, stdout, stderr };
}

export interface RunningProgram {
  readonly child: ChildProcessWithoutNullStreams;
  /** The next line of its standard output. */
  line(): Promise<string>;
  say(text: string): void;
  kill(): Promise<void>;
}

/** Starts yibao-pos, or another script, and leaves it running; it is killed when the test ends. */
export function startProgram(
  args: readonly string[],
  { nodeArgs = [], script = launcher }: { nodeArgs?: readonly string[]; script?: string } = {},
): RunningProgram {
  const child = spawn(process.execPath, [...nodeArgs, script, ...args], { env: process.env });
  const reader = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  child.stderr.pipe(process.stderr);
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
  };
  onTestFinished(kill);
  return {
    child,
    line: async () => {
      const next = await reader.next();
      if (next.done) throw new Error('the program closed its output');
      return next.value;
    },
    say: (text) => child.stdin.write(`${text}\n`),
    kill,
  };
}

/** An empty folder that is gone when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'yibao-pos-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
