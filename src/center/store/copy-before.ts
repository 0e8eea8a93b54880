// The copy that a file leaves behind before it is brought to a newer version: owner-only, whole and on disk before anything
// is changed, in backups/ beside the file. It is taken while the writer holds its lock, so it is exactly what is migrated.

import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';

/** Where the copy of a file of some version lies: backups/<name>-version-<n>.db beside it. */
export function copyBefore(file: string, version: number): string {
  return join(dirname(file), 'backups', `${basename(file, '.db')}-version-${version}.db`);
}

function flush(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Copies what is committed in the file; a copy of the same version that lies there already is replaced. Throws where that
 * cannot be done; no half copy stays under the copy's name then.
 */
export function keepCopy(file: string, version: number): void {
  const copy = copyBefore(file, version);
  const partial = `${copy}.partial`;
  mkdirSync(dirname(copy), { recursive: true, mode: 0o700 });
  chmodSync(dirname(copy), 0o700);
  rmSync(partial, { force: true });
  closeSync(openSync(partial, 'wx', 0o600));
  const source = new Database(file, { readonly: true, fileMustExist: true });
  try {
    source.prepare('VACUUM INTO ?').run(partial);
    flush(partial);
    renameSync(partial, copy);
    flush(dirname(copy));
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  } finally {
    source.close();
  }
}
