// The hospital's file: durable, private, append-only, and the last to forbid a second charge (7-facts, 3-protocol).

import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dateOf, type Timestamp } from '../../src/domain/date.ts';
import type { Fen } from '../../src/domain/money.ts';
import type { Intent } from '../../src/hospital/store/journal.ts';
import { isDurable, openFile } from '../../src/hospital/store/open-file.ts';
import { type HospitalStore, openStore } from '../../src/hospital/store/open-store.ts';
import type { Tendered } from '../../src/hospital/visit/charge.ts';
import type { Ticket } from '../../src/hospital/visit/state.ts';
import { choice, holder, orders, otherHolder, patient, settledByNetwork, ticketAt } from './visits.ts';

const code = 'H12990000001';
const now = '2011-08-15 10:00:00' as Timestamp;
const today = dateOf('2011-08-15');
let folder: string;
let open: HospitalStore[];

function store(window = 1): HospitalStore {
  const opened = openStore({ folder, hospitalCode: code, window }, now);
  if (!opened.ok) throw new Error(opened.error.cause);
  open.push(opened.value);
  return opened.value;
}

const file = () => join(folder, `hospital-${code}.db`);

/** Another hand on the file, past the store. */
function tamper(sql: string): void {
  const db = new Database(file());
  try {
    db.exec(sql);
  } finally {
    db.close();
  }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hospital-'));
  open = [];
});
afterEach(() => {
  for (const each of open) each.close(now);
  rmSync(folder, { recursive: true, force: true });
});

const registration = { purpose: 'registration', patient, choice } as const;

function intent(serial: number, more: Partial<Intent> = {}): Intent {
  return {
    msgid: `${code}20110815100000${serial.toString().padStart(4, '0')}`,
    infno: '2207A',
    psnNo: '12990000000001',
    idNumber: holder.idNumber,
    patient: holder.name,
    visit: '20110815-0001',
    purpose: 'registration',
    amount: 500 as Fen,
    subject: registration,
    ...more,
  };
}

/** A ticket registered through insurance, with what the doctor ordered. */
function ordered(at: HospitalStore, number = '20110815-0001'): Ticket {
  const first = intent(Number(number.slice(-4)) + 5000, { visit: number });
  const ticket = { ...ticketAt({ at: 'waiting' }), number };
  const settled = { ...settledByNetwork, receiptNumber: `2011081500${number.slice(-4)}` };
  expect(at.charges.intend(first, now).ok).toBe(true);
  at.charges.settled(first.msgid, ticket, 'registration', settled, now);
  const saved = at.charges.saveOrders(number, orders);
  if (!saved.ok) throw new Error(saved.error.message);
  return saved.value;
}

describe('the file', () => {
  it('is synced at every commit: synchronous FULL after a write, in WAL', () => {
    store();
    const opened = openFile(file());
    if (!opened.ok) throw new Error(opened.error.cause);
    opened.value.prepare("INSERT INTO counters VALUES ('test', 1)").run();
    expect(isDurable(opened.value)).toBe(true);
    opened.value.close();
  });

  it('is for its owner only, and so are its companions', () => {
    store();
    for (const name of [file(), `${file()}-wal`, `${file()}-shm`]) expect(statSync(name).mode & 0o777).toBe(0o600);
  });

  it('of another program is refused and left as it is', () => {
    const db = new Database(file());
    db.exec('CREATE TABLE theirs (a)');
    db.close();
    expect(openStore({ folder, hospitalCode: code, window: 1 }, now)).toMatchObject({
      ok: false,
      error: { kind: 'not-ours' },
    });
  });

  it('of a newer version is refused', () => {
    store().close(now);
    open = [];
    tamper('PRAGMA user_version = 99');
    expect(openStore({ folder, hospitalCode: code, window: 1 }, now)).toMatchObject({
      ok: false,
      error: { kind: 'newer-file' },
    });
  });

  it('that is no database is refused', () => {
    writeFileSync(file(), 'x'.repeat(5000));
    expect(openStore({ folder, hospitalCode: code, window: 1 }, now)).toMatchObject({
      ok: false,
      error: { kind: 'damaged' },
    });
  });
});

describe('the journal', () => {
  it('only grows: neither entry nor intent is changed or cut, by anybody', () => {
    const at = store();
    expect(at.charges.intend(intent(1), now).ok).toBe(true);
    for (const sql of [
      "UPDATE journal SET kind = 'dropped'",
      'DELETE FROM journal',
      'UPDATE intents SET amount = 1',
      'DELETE FROM intents',
    ]) {
      expect(() => tamper(sql), sql).toThrow('the journal only grows');
    }
  });

  it('ends a message once', () => {
    const at = store();
    at.charges.intend(intent(1), now);
    at.journal.note(intent(1).msgid, 'dropped', undefined, now);
    at.journal.note(intent(1).msgid, 'reversed', undefined, now);
    expect(at.journal.story(intent(1).msgid)).toEqual(['intent', 'dropped']);
    expect(at.journal.inFlight()).toEqual([]);
  });

  it('knows what is in flight without reading what has ended', () => {
    const at = store();
    at.charges.intend(intent(1), now);
    const db = new Database(file());
    const plan = db.prepare<[], { detail: string }>('EXPLAIN QUERY PLAN SELECT * FROM in_flight').all();
    db.close();
    expect(plan.map(({ detail }) => detail).filter((detail) => detail.startsWith('SCAN'))).toEqual(['SCAN o']);
  });

  it('gives back what was about to be charged, and for whom', () => {
    const at = store();
    at.charges.intend(intent(1), now);
    expect(at.journal.inFlight()).toMatchObject([{ ...intent(1), known: false, givenUp: false, owner: 'this' }]);
    expect(at.journal.inDoubtOf(holder.idNumber)).toEqual({ subject: registration, msgid: intent(1).msgid });
  });

  it('knows what another live window is doing from what a dead one left behind', () => {
    const one = store(1);
    const two = store(2);
    one.charges.intend(intent(1), now);
    expect(two.journal.inFlight()).toMatchObject([{ owner: 'another' }]);
    one.close(now);
    open = [two];
    expect(two.journal.inFlight()).toMatchObject([{ owner: 'gone' }]);
  });
});

describe('a charge', () => {
  it('has one settlement: a second intent is refused while the first is in doubt, and after it was settled', () => {
    const at = store();
    expect(at.charges.intend(intent(1), now).ok).toBe(true);
    expect(at.charges.intend(intent(2), now)).toMatchObject({ ok: false, error: { kind: 'ticket-taken' } });
    at.charges.settled(intent(1).msgid, ticketAt({ at: 'waiting' }), 'registration', settledByNetwork, now);
    expect(at.charges.intend(intent(3), now)).toMatchObject({ ok: false, error: { kind: 'ticket-taken' } });
    at.journal.note(intent(1).msgid, 'confirmed', undefined, now);
    expect(at.charges.intend(intent(4), now)).toMatchObject({ ok: false, error: { kind: 'ticket-taken' } });
  });

  it.each(['refused', 'reversed', 'dropped'] as const)('may be settled anew once the first was %s', (kind) => {
    const at = store();
    at.charges.intend(intent(1), now);
    at.charges.release(intent(1).msgid, kind, undefined, now);
    expect(at.charges.intend(intent(2), now).ok).toBe(true);
  });

  it('of any kind is refused for a person whose last settlement is in doubt, at every window', () => {
    const one = store(1);
    const two = store(2);
    one.charges.intend(intent(1), now);
    expect(two.charges.intend(intent(2, { visit: '20110815-0002' }), now).ok).toBe(false);
    const other = intent(3, { visit: '20110815-0003', idNumber: otherHolder.idNumber });
    expect(two.charges.intend(other, now).ok).toBe(true);
  });

  it('of fees puts its ticket in doubt with the intent, and back when nothing was charged', () => {
    const at = store();
    const ticket = ordered(at);
    const fees = intent(1, { purpose: 'fees', subject: { purpose: 'fees', ticket, orders } });
    expect(at.charges.intend(fees, now).ok).toBe(true);
    expect(at.tickets.get(ticket.number)?.stage).toMatchObject({ at: 'in-doubt', msgid: fees.msgid });
    at.charges.release(fees.msgid, 'reversed', undefined, now);
    expect(at.tickets.get(ticket.number)?.stage).toEqual({ at: 'ordered', orders });
  });

  it('is not taken in cash at one window while it is being settled at another', () => {
    const one = store(1);
    const two = store(2);
    const ticket = ordered(one);
    one.charges.intend(intent(1, { purpose: 'fees', subject: { purpose: 'fees', ticket, orders } }), now);
    const total = 2520 as Fen;
    const cash = { by: 'cash', receiptNumber: '9', time: now, because: undefined, total, lines: orders.lines } as const;
    const paid: Ticket = { ...ticket, stage: { at: 'cash-due', orders, settled: cash, due: total } };
    expect(two.charges.settledInCash(paid, 'fees', cash)).toMatchObject({ ok: false, error: { kind: 'ticket-taken' } });
  });

  it('has its cash taken once', () => {
    const at = store();
    at.charges.intend(intent(1), now);
    const due = ticketAt({ at: 'fee-due', due: 500 as Fen });
    at.charges.settled(intent(1).msgid, due, 'registration', settledByNetwork, now);
    const tendered: Tendered = { due: 500 as Fen, tendered: 1000 as Fen, change: 500 as Fen };
    expect(at.tickets.figures(today).cashTotal).toBe(0);
    expect(at.charges.takeCash(due.number, 'registration', tendered, now).ok).toBe(true);
    expect(at.charges.takeCash(due.number, 'registration', tendered, now).ok).toBe(false);
    expect(at.tickets.figures(today).cashTotal).toBe(500);
    expect(() => tamper('UPDATE receipts SET tendered = 9999')).toThrow('a receipt stays as it is');
  });
});

describe('tickets', () => {
  it('come back from disk as they were written, undefined and all', () => {
    const at = store();
    const ticket = ordered(at);
    expect(at.tickets.get(ticket.number)).toStrictEqual(ticket);
  });

  it('of the holder are found by stage: cash due before in doubt before ordered, then the oldest', () => {
    const at = store();
    const first = ordered(at, '20110815-0001');
    const second = ordered(at, '20110815-0002');
    const goal = { to: 'pay' } as const;
    expect(at.tickets.unfinishedOf(holder.idNumber, goal)?.number).toBe(first.number);
    expect(at.tickets.unfinishedOf(holder.idNumber, { ...goal, ticket: second.number })?.number).toBe(second.number);
    const total = 2520 as Fen;
    const cash = { by: 'cash', receiptNumber: '9', time: now, because: undefined, total, lines: orders.lines } as const;
    at.charges.settledInCash({ ...second, stage: { at: 'cash-due', orders, settled: cash, due: total } }, 'fees', cash);
    expect(at.tickets.unfinishedOf(holder.idNumber, goal)?.number).toBe(second.number);
    expect(at.tickets.unfinishedOf(holder.idNumber, { to: 'register' })).toBeUndefined();
  });

  it('that another hand changed are not believed', () => {
    const at = store();
    const ticket = ordered(at);
    tamper(`UPDATE tickets SET body = json_set(body, '$.patient.holder.sex', 'x')`);
    expect(() => at.tickets.get(ticket.number)).toThrow();
  });
});

describe('numbers', () => {
  it('are never given out twice, whichever window asks', () => {
    const one = store(1);
    const two = store(2);
    const tickets = [one, two, one, two].map((each) => each.numbers.nextTicket(today));
    expect(tickets).toEqual(['20110815-0001', '20110815-0002', '20110815-0003', '20110815-0004']);
    expect([one, two].map((each) => each.numbers.nextReceipt(today))).toEqual(['20110815000001', '20110815000002']);
    expect(one.numbers.nextBatch('20110815-0001')).toBe('20110815-0001-1');
  });

  it('of messages are 30 characters and only rise, even where the clock is set back', () => {
    const at = store();
    const earlier = '2011-08-15 09:00:00' as Timestamp;
    const ids = [now, now, earlier, now].map((time) => at.numbers.nextMessage(time));
    expect(ids).toEqual(['0000', '0001', '0002', '0003'].map((serial) => `${code}20110815100000${serial}`));
  });

  it('of messages go into the next second after ten thousand in one', () => {
    const at = store();
    tamper("INSERT OR REPLACE INTO message_clock VALUES (1, '20111231235959', 9999)");
    expect(at.numbers.nextMessage('2011-12-31 23:59:59' as Timestamp)).toBe(`${code}201201010000000000`);
  });
});
