// Serial numbers, given out by the database so that windows and programs never share one. A number that was given out
// and not used is a gap, never a repetition.

import { type CalendarDate, compactDate, compactTimestamp, type Timestamp } from '../../domain/date.ts';
import type { HospitalDatabase } from './open-file.ts';

export interface Numbers {
  /** yyyyMMdd-nnnn */
  nextTicket(day: CalendarDate): string;
  /** yyyyMMdd and six digits. */
  nextReceipt(day: CalendarDate): string;
  /** The ticket's number and a serial: each time its fee lines are sent up. */
  nextBatch(ticket: string): string;
  /** 30 characters: institution 12 + yyyyMMddHHmmss 14 + serial 4. Later than every one before, whatever the clock does. */
  nextMessage(now: Timestamp): string;
}

const lastSerial = 9999;

/** The second after "yyyyMMddHHmmss": only where ten thousand messages bear the same second. */
function secondAfter(second: string): string {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(second) ?? [];
  const next = new Date(Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s) + 1));
  return next.toISOString().replace(/\D/g, '').slice(0, 14);
}

export function openNumbers(db: HospitalDatabase, hospitalCode: string): Numbers {
  const count = db
    .prepare<[string], number>(
      'INSERT INTO counters (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value',
    )
    .pluck();
  const last = db.prepare<[], { second: string; serial: number }>('SELECT second, serial FROM message_clock');
  const keep = db.prepare<[string, number]>(
    'INSERT OR REPLACE INTO message_clock (one, second, serial) VALUES (1, ?, ?)',
  );

  function next(name: string): number {
    const value = count.get(name);
    if (value === undefined) throw new Error(`no number for ${name}`);
    return value;
  }

  const nextMessage = db.transaction((now: Timestamp) => {
    const second = compactTimestamp(now);
    const before = last.get();
    let at = { second, serial: 0 };
    if (before && before.second >= second) {
      at =
        before.serial < lastSerial
          ? { second: before.second, serial: before.serial + 1 }
          : { second: secondAfter(before.second), serial: 0 };
    }
    keep.run(at.second, at.serial);
    return `${hospitalCode}${at.second}${at.serial.toString().padStart(4, '0')}`;
  });

  return {
    nextTicket: (day) => `${compactDate(day)}-${next(`ticket ${day}`).toString().padStart(4, '0')}`,
    nextReceipt: (day) => `${compactDate(day)}${next(`receipt ${day}`).toString().padStart(6, '0')}`,
    nextBatch: (ticket) => `${ticket}-${next(`batch ${ticket}`)}`,
    nextMessage: (now) => nextMessage.immediate(now),
  };
}
