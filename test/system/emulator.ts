// `yibao-pos reader emulate` as a process of its own, moved by lines on its standard input.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { launcher } from '../support/paths.ts';

export interface EmulatorProcess {
  /** One command; throws unless the answer is OK. */
  say(command: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startEmulator(args: readonly string[]): Promise<EmulatorProcess> {
  const child = spawn(process.execPath, [launcher, 'reader', 'emulate', ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async () => {
    const next = await lines.next();
    if (next.done) throw new Error('the emulated reader has ended');
    return next.value;
  };
  await line();
  return {
    async say(command) {
      child.stdin.write(`${command}\n`);
      const answer = await line();
      if (!answer.startsWith('OK')) throw new Error(`${command}: ${answer}`);
    },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
