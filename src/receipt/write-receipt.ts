// Keeps a printed receipt as a file: whole or not at all, and readable by its owner only. The one part of receipt/ that
// touches the world.

import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Text } from '../domain/language.ts';
import { failure, ok, type Result } from '../domain/result.ts';

export interface ReceiptProblem {
  readonly kind: 'receipt-not-kept';
  readonly cause: string;
  readonly remedy: Text;
}

const fileNumber = /^[0-9A-Za-z][0-9A-Za-z_-]{0,63}$/;

function notKept(cause: string): Result<never, ReceiptProblem> {
  const remedy = {
    zh: '检查数据目录的空间和权限；结算不受影响，收据可以补打',
    en: 'check space and permissions of the data folder; the settlement stands, and the receipt can be printed again',
  };
  return failure({ kind: 'receipt-not-kept', cause, remedy });
}

function writeWhole(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** What is left of a failed attempt; where not even that can be removed, the first failure is the one to tell. */
function dropPart(aside: string): void {
  try {
    rmSync(aside, { force: true });
  } catch {
    // The folder itself is out of order, as the caller is being told.
  }
}

/**
 * Writes the text (UTF-8) to `folder/<number>.txt` and answers its path. A receipt of the same number is replaced: printing
 * may be repeated. The folder is made where it is missing.
 */
export function writeReceipt(folder: string, number: string, text: string): Result<string, ReceiptProblem> {
  if (!fileNumber.test(number)) return notKept(`not a receipt number: ${JSON.stringify(number)}`);
  const path = join(folder, `${number}.txt`);
  const aside = join(folder, `.${number}.${process.pid}.part`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Left behind by a process that died with this number; nobody else writes under it.
    rmSync(aside, { force: true });
    writeWhole(aside, text);
    renameSync(aside, path);
    return ok(path);
  } catch (error) {
    dropPart(aside);
    return notKept(error instanceof Error ? error.message : String(error));
  }
}
