// A program of the tests that kills its own process at one of its durable writes.

import { execFile } from 'node:child_process';
import { bundled } from './bundled.ts';

export interface Death {
  /** null: it lived to its end. */
  readonly signal: string | null;
  /** What it wrote, by name, where it lived. */
  readonly writes: readonly string[];
}

/** Runs it to its end or its death; whatever else ends it is an error. */
export async function runDying(program: string, args: readonly string[]): Promise<Death> {
  const bundle = await bundled(program);
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [bundle, ...args], (error, stdout, stderr) => {
      if (error && error.signal !== 'SIGKILL') reject(new Error(stderr));
      else resolve({ signal: error?.signal ?? null, writes: error ? [] : (JSON.parse(stdout) as string[]) });
    });
  });
}
