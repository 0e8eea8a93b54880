// One folder for a run of the tests: whatever they put among temporary files lies in it, and goes with it; and what Node has
// compiled is kept there for the programs that the tests start, which are some hundreds.

import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ground } from './ground.ts';

/** Before the first worker is started, which inherits both. */
export function setup(): void {
  const folder = mkdtempSync(join(ground(), 'yibao-pos-tests-'));
  process.env.TMPDIR = folder;
  process.env.NODE_COMPILE_CACHE = join(folder, 'compiled');
  // Not in a teardown: the workers, which end after that, put what they compiled there.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
}
