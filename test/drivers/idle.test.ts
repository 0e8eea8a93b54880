// What an open reader costs while nothing happens, and whether it grows while much does: in process and on a pty, each in
// a process of its own. The bound on the processor is a ratio, three times what is aimed at (1 %), for machines in a hurry.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { startProgram, temporaryFolder } from '../support/program.ts';

const run = promisify(execFile);
const MEGABYTE = 1 << 20;

async function costOf(url: string): Promise<{ idle: number; growth: number }> {
  const { stdout } = await run(process.execPath, ['--expose-gc', join(import.meta.dirname, 'idle-reader.ts'), url]);
  return JSON.parse(stdout);
}

describe('an open reader', () => {
  it('in process and on a pseudo-terminal: idle under a few per cent of a core; 400 cards read leave nothing behind', async () => {
    const link = join(temporaryFolder(), 'reader');
    const program = startProgram(['reader', 'emulate', '--pty', link, '--card', 'wang-xiulan']);
    expect(await program.line()).toBe(`PTY ${link}`);
    // Both at once: they mostly wait.
    const costs = await Promise.all(['mock:wang', `ccid:${link}`].map(costOf));
    for (const { idle, growth } of costs) {
      expect(idle).toBeLessThan(0.03);
      expect(growth).toBeLessThan(2 * MEGABYTE);
    }
  });
});
