// Folders for cities of a command's own, among the temporary files of the machine.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failure, ok, type Result } from '../domain/result.ts';
import type { CityProblem } from '../training/city.ts';

/** A new folder whose name begins so. `within`: where else than among the temporary files. */
export function newFolder(prefix: string, within: string = tmpdir()): Result<string, CityProblem> {
  try {
    return ok(mkdtempSync(join(within, prefix)));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return failure({
      kind: 'data',
      cause: { zh: `临时目录不能写：${why}`, en: `temporary files cannot be written: ${why}` },
      remedy: {
        zh: '请检查磁盘空间，或用环境变量 TMPDIR 指定可写的目录',
        en: 'check the disk space, or name a writable folder with the environment variable TMPDIR',
      },
    });
  }
}
