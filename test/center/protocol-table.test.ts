// Every transaction of 3-protocol's table is answered: read from the page itself, so that neither can fall behind the other.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { transactions } from '../../src/center/transactions/table.ts';
import { Counter, openCity } from './counter.ts';

const page = readFileSync(fileURLToPath(new URL('../../docs/spec/3-protocol.md', import.meta.url)), 'utf8');
const [, section = ''] = /^## Transactions$([\s\S]*?)^## /m.exec(page) ?? [];
/** The first column: "2201 / 2202", "5201 5203 5206 5301 5303", "confirm". */
const numbers = [...section.matchAll(/^\| ([^|]+) \|/gm)]
  .flatMap(([, cell = '']) => cell.split(/[ /]+/))
  .filter((word) => /^(?:\d{4}[A-Z]?|confirm)$/.test(word));

const center = openCity();
const counter = new Counter(center);
afterAll(() => center.close());

describe('every transaction of the table is answered', () => {
  test('the table was read, and the center has no other', () => {
    expect(numbers.length).toBeGreaterThan(20);
    expect([...transactions.keys()].sort()).toEqual([...numbers].sort());
  });

  test.each(numbers)('%s names the field that is missing', (infno) => {
    expect(counter.send(infno, {}).err_msg).toMatch(/^input\.[\w.]+: 缺少 \(missing\)$/);
  });

  test('another number is not', () => {
    expect(counter.send('2209', {}).err_msg).toMatch(/^infno: /);
  });
});
