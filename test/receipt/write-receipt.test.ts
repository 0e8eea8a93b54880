// A receipt on disk: whole, private, and replaced by a repeated print.

import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeReceipt } from '../../src/receipt/write-receipt.ts';
import { temporaryFolder } from '../support/program.ts';

test('the file holds the text as UTF-8, is its owner’s only, and nothing else is left behind', () => {
  const folder = join(temporaryFolder(), 'receipts');
  const kept = writeReceipt(folder, '000120110815000042', '门诊联网已结算\n');
  const path = join(folder, '000120110815000042.txt');
  expect(kept).toEqual({ ok: true, value: path });
  expect(readFileSync(path, 'utf8')).toBe('门诊联网已结算\n');
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['000120110815000042.txt']);
});

test('printing again replaces it; a part left behind by a dead process does not stand in the way', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, `.R1.${process.pid}.part`), 'half');
  expect(writeReceipt(folder, 'R1', 'first\n').ok).toBe(true);
  expect(writeReceipt(folder, 'R1', 'second\n').ok).toBe(true);
  expect(readFileSync(join(folder, 'R1.txt'), 'utf8')).toBe('second\n');
  expect(readdirSync(folder)).toEqual(['R1.txt']);
});

test('a folder that cannot be written is a problem with a remedy, not an exception', () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  const kept = writeReceipt(file, 'R1', 'text\n');
  expect(kept).toMatchObject({
    ok: false,
    error: { kind: 'receipt-not-kept', remedy: { zh: expect.stringContaining('补打') } },
  });
});

test.each(['', '../R1', 'a/b', '.hidden', 'R 1', 'R1\0'])('%j is no receipt number and no path', (number) => {
  expect(writeReceipt(temporaryFolder(), number, 'text\n').ok).toBe(false);
});
