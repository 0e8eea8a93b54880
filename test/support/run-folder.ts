// One folder for a run of the tests: whatever they put among temporary files lies in it, and goes with it; and what Node has
// compiled is kept there for the programs that the tests start, which are some hundreds.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ground } from './ground.ts';

const named = /^yibao-pos-tests-(\d+)-/;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** A run that was killed could not take its folder with it; memory would keep it until the machine is started anew. */
function sweep(place: string): void {
  for (const name of readdirSync(place)) {
    const pid = named.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(place, name), { recursive: true, force: true });
  }
}

/** Before the first worker is started, which inherits both. */
export function setup(): void {
  const place = ground();
  sweep(place);
  const folder = mkdtempSync(join(place, `yibao-pos-tests-${process.pid}-`));
  process.env.TMPDIR = folder;
  process.env.NODE_COMPILE_CACHE = join(folder, 'compiled');
  // Not in a teardown: the workers, which end after that, put what they compiled there.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
}
