// A hospital's file that gives back too much, to nobody, or by one person alone: the file's own laws find it, whatever hand
// wrote it (3-protocol, What must always hold; 2-benefits, section 7).

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contradictionsIn } from '../../src/hospital/store/contradictions.ts';
import { wang } from './desks.ts';
import { payFor, refund } from './refunding.ts';
import { centerFile, openTownCenter, openWindow, people } from './town.ts';

let root: string;
/** Six capsules paid for, one given back and then two more. */
let sound: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'laws-'));
  const center = openTownCenter(centerFile(root));
  const window = openWindow({ center, folder: root });
  const ticket = await payFor(window, wang, ['amxljn', 'xcg'], '6');
  for (const quantity of ['1', '2']) {
    const { visit } = await refund(window, ticket, quantity);
    expect(visit).toMatchObject({ at: 'refunding', refund: { at: 'refunded' } });
    await window.act({ kind: 'confirmed' });
  }
  await window.close();
  center.close();
  sound = join(root, `hospital-${people}.db`);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Another hand on a copy, past every trigger; answers the laws that it broke. */
function brokenBy(sql: string): readonly string[] {
  const copy = join(mkdtempSync(join(root, 'copy-')), 'hospital.db');
  cpSync(sound, copy);
  const db = new Database(copy);
  try {
    db.pragma('foreign_keys = OFF');
    db.pragma('ignore_check_constraints = ON');
    const triggers = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all();
    for (const name of triggers) db.exec(`DROP TRIGGER ${name}`);
    db.exec(sql);
    return [...new Set(contradictionsIn(db).map(({ law }) => law))];
  } finally {
    db.close();
  }
}

const first = '(SELECT min(number) FROM refunds)';
const second = '(SELECT max(number) FROM refunds)';
const onTicket = (path: string, value: string) =>
  `UPDATE tickets SET body = json_set(body, '$.stage.${path}', ${value})`;

describe('the laws of refunds', () => {
  it('hold of what the window itself wrote', () => {
    expect(brokenBy('SELECT 1')).toEqual([]);
  });

  const broken: readonly (readonly [what: string, sql: string, law: string])[] = [
    [
      'more of a line than was charged',
      `${onTicket('refunds[1].returned[0].quantity', "'6'")};`,
      'no line is given back beyond what stood of it',
    ],
    [
      'more money for a line than was charged',
      `${onTicket('refunds[1].returned[0].amount', '9999')};`,
      'no line is given back beyond what stood of it',
    ],
    [
      'a line that was never charged',
      `${onTicket('refunds[0].returned[0].item.code', "'999999'")};`,
      'no line is given back beyond what stood of it',
    ],
    [
      'more out of the till than was taken',
      `UPDATE refunds SET cash = cash + 100, fund = fund - 100 WHERE number = ${second};`,
      'the till and the funds: taken for a ticket, less given back of it, is what stands of it',
    ],
    [
      'the same sum twice',
      `INSERT INTO refunds SELECT 'X', 'Y', ticket, way, day, total, fund, account, cash, approved_by
         FROM refunds WHERE number = ${second};`,
      'the till and the funds: taken for a ticket, less given back of it, is what stands of it',
    ],
    [
      'a payment that took less than its ticket says',
      "UPDATE receipts SET total = total - 500, cash = cash - 500 WHERE purpose = 'fees';",
      'the till and the funds: taken for a ticket, less given back of it, is what stands of it',
    ],
    [
      'a remainder that nobody settled',
      `${onTicket('refunds[1].remainder', "json('null')")};`,
      'what stood, less what came back, is what was settled anew for the rest',
    ],
    [
      'a remainder without a number at the center',
      `${onTicket('refunds[1].remainder.settlementId', "''")};`,
      'what stood, less what came back, is what was settled anew for the rest',
    ],
    [
      'a remainder of more than was kept',
      `${onTicket('refunds[0].remainder.split.cash', '1')};`,
      'what stood, less what came back, is what was settled anew for the rest',
    ],
    [
      'a refund whose receipt is gone',
      "DELETE FROM receipts WHERE purpose = 'fees';",
      'a refund names what stood: a receipt whose cash was taken, or what the refund before it left',
    ],
    [
      'money out of the till that never came in',
      "UPDATE receipts SET tendered = NULL WHERE purpose = 'fees';",
      'a refund names what stood: a receipt whose cash was taken, or what the refund before it left',
    ],
    [
      'a refund of what another had given back already',
      `UPDATE refunds SET undoes = (SELECT number FROM receipts WHERE purpose = 'fees') || '-' WHERE number = ${second};`,
      'a refund names what stood: a receipt whose cash was taken, or what the refund before it left',
    ],
    [
      'a refund that its ticket does not know',
      `${onTicket('refunds', "json('[]')")};`,
      'a ticket and the books tell of the same refunds, amount by amount',
    ],
    [
      'a refund that the books do not know',
      `DELETE FROM refunds WHERE number = ${second};`,
      'a ticket and the books tell of the same refunds, amount by amount',
    ],
    [
      'a refund that the center never answered',
      `UPDATE journal SET note = 'X' WHERE kind = 'outcome' AND note = ${first};`,
      'every refund through the network has its outcome, and every outcome of one its refund',
    ],
    [
      'a registration that was taken back and paid for all the same',
      'UPDATE tickets SET stage = \'cancelled\', body = json_set(body, \'$.stage\', json(\'{"at":"cancelled","refund":null}\'));',
      'a registration that was taken back is wholly so, and nothing else was charged or ordered for it',
    ],
    [
      'a ticket that is set aside for no message',
      'UPDATE tickets SET stage = \'cancelling\', body = json_set(body, \'$.stage\', json(\'{"at":"cancelling","msgid":"M"}\'));',
      'a ticket in doubt, or set aside for a refund, names a message that is in flight',
    ],
    [
      'a refund that nobody allowed',
      "UPDATE refunds SET approved_by = '';",
      'a refund is allowed by somebody else than who asked for it',
    ],
    [
      'a refund allowed by who asked for it, as the journal has it',
      "UPDATE audit SET operator = 'X'; UPDATE refunds SET approved_by = (SELECT operator FROM intents WHERE infno = '2208');",
      'a refund is allowed by somebody else than who asked for it',
    ],
    [
      'a refund allowed by who asked for it, as the audit has it',
      "UPDATE intents SET operator = 'X'; UPDATE audit SET operator = (SELECT max(approved_by) FROM refunds);",
      'a refund is allowed by somebody else than who asked for it',
    ],
  ];
  for (const [what, sql, law] of broken) {
    it(`find ${what}`, () => {
      expect(brokenBy(sql)).toContain(law);
    });
  }
});
