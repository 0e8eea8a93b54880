// Bugs of the kind that lose money, planted in front of the honest line and the honest store. Only tests plant them: they
// show that a campaign finds what it is there to find.

import type { Transport } from '../../src/domain/protocol/envelope.ts';
import { confirmInfno } from '../../src/domain/protocol/transactions.ts';
import { ok } from '../../src/domain/result.ts';
import type { Refund } from '../../src/hospital/refund/refund.ts';
import { backInCash } from '../../src/hospital/refund/standing.ts';
import type { HospitalStore } from '../../src/hospital/store/open-store.ts';
import type { Sabotage } from './counter.ts';

const isOf = (infno: string, request: string) => request.includes(`"infno":"${infno}"`);

/** The center's word for "done", made up here. */
const madeUpAnswer = JSON.stringify({
  infcode: 0,
  inf_refmsgid: '0'.repeat(30),
  refmsg_time: '20110815120000000',
  respond_time: '20110815120000000',
  err_msg: null,
  warn_msg: null,
  sim_prompt: null,
  output: null,
});

const throughLine = (
  exchange: (honest: Transport, request: string) => ReturnType<Transport['exchange']>,
): Sabotage => ({
  transport: (honest) => ({ exchange: (request) => exchange(honest, request) }),
});

/** Writes that wait in memory until the next write. */
function lazily(honest: HospitalStore, late: 'intend' | 'settled'): HospitalStore {
  let waiting: (() => void) | undefined;
  const flush = () => {
    const write = waiting;
    waiting = undefined;
    write?.();
  };
  const first =
    <Args extends unknown[], Value>(method: (...args: Args) => Value) =>
    (...args: Args): Value => {
      flush();
      return method(...args);
    };
  const { charges, journal } = honest;
  return {
    ...honest,
    journal: { ...journal, note: first(journal.note), intend: first(journal.intend) },
    charges: {
      ...charges,
      release: first(charges.release),
      takeCash: first(charges.takeCash),
      settledInCash: first(charges.settledInCash),
      saveOrders: first(charges.saveOrders),
      intend(intent, now) {
        flush();
        if (late !== 'intend') return charges.intend(intent, now);
        waiting = () => charges.intend(intent, now);
        return ok(undefined);
      },
      settled(...args) {
        flush();
        if (late !== 'settled') charges.settled(...args);
        else waiting = () => charges.settled(...args);
      },
    },
  };
}

/** What fund and account get back is booked as if it came out of the till. */
function bookingCash(honest: HospitalStore): HospitalStore {
  const { refunds } = honest;
  const booked = (refund: Refund): Refund => ({ ...refund, back: backInCash(refund.back.total) });
  return {
    ...honest,
    refunds: {
      ...refunds,
      refunded: (msgid, order, refund, now) => refunds.refunded(msgid, order, booked(refund), now),
    },
  };
}

export const plantedBugs: Readonly<Record<string, Sabotage>> = {
  'a settlement is sent before its intent is written': { store: (honest) => lazily(honest, 'intend') },
  'an outcome is shown before it is written': { store: (honest) => lazily(honest, 'settled') },
  'the confirmation is skipped': throughLine(async (honest, request) =>
    isOf(confirmInfno, request) ? ok(madeUpAnswer) : honest.exchange(request),
  ),
  'the confirmation of a refund is skipped': throughLine(async (honest, request) =>
    isOf(confirmInfno, request) && request.includes('"oinfno":"2208"') ? ok(madeUpAnswer) : honest.exchange(request),
  ),
  'a registration that was taken back stays on the center’s books': throughLine(async (honest, request) =>
    isOf('2202', request) ? ok(madeUpAnswer) : honest.exchange(request),
  ),
  'a refund is booked as if all of it were cash': { store: bookingCash },
  'reconciliation drops a message that the center has': throughLine(async (honest, request) => {
    const came = await honest.exchange(request);
    if (!came.ok || !isOf('5203', request)) return came;
    return ok(came.value.replace('"sim_fate":"unconfirmed"', '"sim_fate":"absent"'));
  }),
  'a settlement without an answer is sent again under a new number': throughLine(async (honest, request) => {
    const came = await honest.exchange(request);
    if (came.ok || !isOf('2207A', request)) return came;
    return honest.exchange(request.replace(/("msgid":"\w{26})(\d)/, (_, head: string) => `${head}7`));
  }),
  'a reversal is believed whatever the center says': throughLine(async (honest, request) => {
    const came = await honest.exchange(request);
    return isOf('2601', request) ? ok(madeUpAnswer) : came;
  }),
};
