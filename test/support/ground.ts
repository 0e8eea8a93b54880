// Where files that do not outlive a run lie. In memory where the machine has room for that: tests kill programs, not disks,
// and what the disk itself does wrong is injected.

import { accessSync, constants, readFileSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const inMemory = '/dev/shm';
/** Bytes; a run of all tests takes some 330 MB at its height. */
const ENOUGH = 1 << 30;

/** Containers often mount it so; what a test installs is to be run. */
function forbidsPrograms(): boolean {
  const mounts = readFileSync('/proc/mounts', 'utf8').split('\n');
  return mounts.some((mount) => {
    const [, place, , options = ''] = mount.split(' ');
    return place === inMemory && options.split(',').includes('noexec');
  });
}

export function ground(): string {
  try {
    accessSync(inMemory, constants.W_OK);
    const { bavail, bsize } = statfsSync(inMemory);
    return bavail * bsize < ENOUGH || forbidsPrograms() ? tmpdir() : inMemory;
  } catch {
    return tmpdir();
  }
}
