// Where files that do not outlive a run lie. In memory where the machine has room for that: tests kill programs, not disks,
// and what the disk itself does wrong is injected.

import { accessSync, constants, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const inMemory = '/dev/shm';
const ENOUGH = 1 << 30;

export function ground(): string {
  try {
    accessSync(inMemory, constants.W_OK);
    const { bavail, bsize } = statfsSync(inMemory);
    return bavail * bsize < ENOUGH ? tmpdir() : inMemory;
  } catch {
    return tmpdir();
  }
}
