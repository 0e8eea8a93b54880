// A disk that refuses: a drill that cannot be put down is not begun, and one whose disk fails in its midst comes to its score,
// which says that it was not kept.

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openKept } from '../../src/cli/drill.ts';
import { ownFolders } from '../../src/cli/training-stage.ts';
import { dateOf, type Timestamp } from '../../src/domain/date.ts';
import { recordsIn } from '../../src/training/records/records.ts';
import { temporaryFolder } from '../support/program.ts';
import { names, shelvedNamed } from '../ui/support/stage.ts';

const clock = { now: () => '2011-08-15 09:30:00' as Timestamp };

function onDisk() {
  const folder = join(temporaryFolder(), 'training');
  const folders = ownFolders();
  onTestFinished(() => folders.clear());
  const globals = {
    language: 'zh',
    json: false,
    businessDate: dateOf('2011-08-15'),
    dataFolder: folder,
    clock,
    machineClock: clock,
  } as const;
  const records = recordsIn(folder);
  const said: string[] = [];
  const setting = { names, records, folders, globals, options: { trainee: 'T', class: '' } };
  return {
    said,
    open: () =>
      openKept(shelvedNamed('prompt-person-unknown'), { ...setting, say: ({ text }) => void said.push(text.zh) }),
    /** Nothing can be written there any more. */
    fails() {
      rmSync(folder, { recursive: true });
      writeFileSync(folder, '');
    },
  };
}

test('a drill that cannot be put down is not begun, and says why', async () => {
  const disk = onDisk();
  disk.fails();
  const opened = await disk.open();
  expect(opened).toMatchObject({ ok: false, error: { zh: expect.stringMatching(/^没有存上：E/) } });
});

test('a drill whose disk fails in its midst has its score, which says that it was not kept', async () => {
  const disk = onDisk();
  const opened = await disk.open();
  if (!opened.ok) throw new Error(opened.error.en);
  disk.fails();
  const { score, kept } = await opened.value.finish('left');
  expect(score.of).toBe(80);
  expect(kept).toMatch(/^没有存上：E/);
});
