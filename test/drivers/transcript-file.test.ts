// The file of a transcript: what stood there is gone, and nobody but its owner reads it. Devices keep their rights.

import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTranscriptFile } from '../../drivers/open.ts';
import { TITLE } from '../../drivers/transcript/transcript.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yibao-pos-transcript-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const rightsOf = (path: string) => statSync(path).mode & 0o777;
function write(path: string): void {
  const created = createTranscriptFile(path);
  if (!created.ok) throw new Error(created.error.cause);
  created.value.close();
}

describe.skipIf(process.platform === 'win32')('the file of a transcript', () => {
  it('is readable by its owner only', () => {
    const path = join(folder, 'new.txt');
    write(path);
    expect(rightsOf(path)).toBe(0o600);
  });
  it('is so too where a file that all could read stood, and holds nothing of it', () => {
    const path = join(folder, 'old.txt');
    writeFileSync(path, 'what stood there\n'.repeat(100));
    chmodSync(path, 0o644);
    write(path);
    expect(rightsOf(path)).toBe(0o600);
    expect(readFileSync(path, 'utf8')).toBe(`${TITLE}\n`);
  });
  it('a device keeps its rights: /dev/null', () => {
    const before = rightsOf('/dev/null');
    write('/dev/null');
    expect(rightsOf('/dev/null')).toBe(before);
  });
  it('a file that cannot be written is an error, not a crash', () =>
    expect(createTranscriptFile(join(folder, 'missing', 'new.txt'))).toMatchObject({
      ok: false,
      error: { kind: 'port-not-found' },
    }));
});
