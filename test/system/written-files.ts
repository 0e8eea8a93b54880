// Files as a disk has them: what was written, and what was synced. Fed with the system calls of a program (strace -ff -y -xx),
// it gives the files as a power cut would leave them.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

interface Write {
  readonly at: number;
  readonly bytes: Uint8Array;
}

interface File {
  synced: Uint8Array;
  /** Since the last sync, in order; a number cuts the file to that size. */
  unsynced: (Write | number)[];
}

/** What a line of the trace did. */
export type Call =
  | { readonly did: 'wrote' | 'synced' | 'other' }
  /** A line on standard output. */
  | { readonly did: 'said'; readonly line: string };

const call = /^(\w+)\((\d+)<([^>]*)>(?:, (.*))?\)\s+= (\d+)$/;
const unlinked = /^unlink\("([^"]*)"\)\s+= 0$/;

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.matchAll(/\\x([0-9a-f]{2})/g), ([, byte = '']) => Number.parseInt(byte, 16));
}

const textOf = (hex: string) => new TextDecoder().decode(bytesOf(hex));

function apply(before: Uint8Array, change: Write | number): Uint8Array {
  if (typeof change === 'number') {
    const cut = new Uint8Array(change);
    cut.set(before.subarray(0, change));
    return cut;
  }
  const { at, bytes } = change;
  const after = new Uint8Array(Math.max(before.length, at + bytes.length));
  after.set(before);
  after.set(bytes, at);
  return after;
}

/** The last write arrived by half. */
function torn(changes: readonly (Write | number)[]): readonly (Write | number)[] {
  const last = changes.at(-1);
  if (last === undefined || typeof last === 'number') return changes;
  return [...changes.slice(0, -1), { ...last, bytes: last.bytes.subarray(0, last.bytes.length >> 1) }];
}

export class WrittenFiles {
  readonly #files = new Map<string, File>();

  /** @param folder what the program finds; it has been on the disk for long */
  constructor(folder: string) {
    for (const name of readdirSync(folder)) {
      this.#files.set(name, { synced: readFileSync(join(folder, name)), unsynced: [] });
    }
  }

  #file(name: string): File {
    const file = this.#files.get(name) ?? { synced: new Uint8Array(0), unsynced: [] };
    this.#files.set(name, file);
    return file;
  }

  /** One line of the trace of the program's main thread. */
  take(line: string): Call {
    const gone = unlinked.exec(line)?.[1];
    if (gone !== undefined) this.#files.delete(basename(textOf(gone)));
    const [, name, descriptor, path, rest = ''] = call.exec(line) ?? [];
    if (name === undefined || path === undefined) return { did: 'other' };
    const [, hex = '', after = ''] = /^"([^"]*)"(?:, \d+)?(?:, (\d+))?$/.exec(rest) ?? [];
    if (name === 'write' && descriptor === '1') return { did: 'said', line: textOf(hex).trim() };
    const file = this.#file(basename(textOf(path)));
    switch (name) {
      case 'pwrite64':
        file.unsynced.push({ at: Number(after), bytes: bytesOf(hex) });
        return { did: 'wrote' };
      case 'ftruncate':
        file.unsynced.push(Number(rest));
        return { did: 'wrote' };
      case 'fsync':
      case 'fdatasync':
        file.synced = file.unsynced.reduce(apply, file.synced);
        file.unsynced = [];
        return { did: 'synced' };
      default:
        return { did: 'other' };
    }
  }

  /**
   * The files as a power cut leaves them now.
   * @param how `dropped`: nothing of what was not synced; `torn`: all of it, each file's last write by half
   */
  cut(folder: string, how: 'dropped' | 'torn'): void {
    mkdirSync(folder, { recursive: true });
    for (const [name, { synced, unsynced }] of this.#files) {
      if (!/^(center|hospital-\w+)\.db(-wal|-journal)?$/.test(name)) continue;
      const left = how === 'dropped' ? synced : torn(unsynced).reduce(apply, synced);
      writeFileSync(join(folder, name), left, { mode: 0o600 });
    }
  }
}
