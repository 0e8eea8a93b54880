// Whoever writes a row that the audit tells of says so, and says what the row has: proved by `audit verify` on a file in which
// every kind of it was made (7-facts, SQLite; ARCHITECTURE, What must always hold).

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toldTables } from '../../src/center/store/audit-tables.ts';
import { openDatabase } from '../../src/center/store/database.ts';
import { verifyCenterAudit } from '../../src/center/store/verify-audit.ts';
import { temporaryFolder } from '../support/program.ts';
import { Counter, fee, openCity } from './counter.ts';
import { charged, refund, refunded, tablets, test900 } from './refunding.ts';
import { retiree, worker } from './small-city.ts';

test('settled, confirmed, reversed, refunded with a remainder, a refund taken back: each row is told of as it is', () => {
  const file = join(temporaryFolder(), 'center.db');
  const center = openCity({ file });
  const counter = new Counter(center);
  charged(counter, worker, [test900], false);
  const drugs = charged(counter, worker, [tablets(100)]);
  refunded(counter, drugs.settled, [drugs.line(0, '40')]);
  const others = charged(counter, worker, [tablets(50)]);
  counter.must(refund(counter, others.settled, [others.line(0, '20')]));
  counter.must(counter.reverse(worker, counter.lastMsgid, '2208'));
  const unsure = counter.charge(retiree, [fee]);
  counter.must(counter.reverse(retiree, unsure.msgid));
  counter.outcome(worker, counter.nextMsgid());
  center.close();

  const opened = openDatabase(file);
  if (!opened.ok) throw new Error(opened.error.cause.en);
  const database = opened.value;
  try {
    const kinds = database.prepare<[], string>(
      "SELECT DISTINCT substr(subject, 1, instr(subject, ' ') - 1) FROM audit",
    );
    expect(new Set(kinds.pluck().all())).toEqual(new Set([null, ...toldTables.map(({ kind }) => kind)]));
    expect(verifyCenterAudit(database).breaks).toEqual([]);
  } finally {
    database.close();
  }
});
