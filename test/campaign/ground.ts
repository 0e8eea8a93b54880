// Where the files of a run lie. In memory where the machine has a place for that: a run kills programs, not disks, and
// what the disk itself does wrong is injected.

import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';

const inMemory = '/dev/shm';

export function ground(): string {
  try {
    accessSync(inMemory, constants.W_OK);
    return inMemory;
  } catch {
    return tmpdir();
  }
}
