// Stands in front of a store and sees every durable write: to name them, or to die at one of them.

import type { HospitalStore } from '../../src/hospital/store/open-store.ts';

/** The methods that write, by part. What is not named here only reads. */
export const writes = {
  numbers: ['nextTicket', 'nextReceipt', 'nextBatch', 'nextMessage'],
  journal: ['intend', 'note'],
  charges: ['intend', 'settled', 'release', 'settledInCash', 'takeCash', 'saveOrders'],
  statements: ['keep'],
  corrections: ['write'],
  refunds: ['intend', 'refunded', 'refundedInCash'],
  cancellations: ['owe', 'refused', 'done'],
} as const;

export type Moment = 'before' | 'after';

/** Which of the kinds of write that a method has. */
function detailOf(method: string, [first, second]: readonly unknown[]): string {
  if (method === 'note' || method === 'release') return ` ${String(second)}`;
  return method === 'write' && typeof first === 'object' && first !== null && 'kind' in first ? ` ${first.kind}` : '';
}

function guardPart<Part extends object>(
  part: Part,
  name: string,
  methods: readonly string[],
  seen: (write: string, moment: Moment) => void,
): Part {
  return new Proxy(part, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function' || !methods.includes(String(key))) return value;
      return (...args: unknown[]) => {
        const write = `${name}.${String(key)}${detailOf(String(key), args)}`;
        seen(write, 'before');
        const result: unknown = Reflect.apply(value, target, args);
        seen(write, 'after');
        return result;
      };
    },
  });
}

export function guarded(store: HospitalStore, seen: (write: string, moment: Moment) => void): HospitalStore {
  return {
    ...store,
    numbers: guardPart(store.numbers, 'numbers', writes.numbers, seen),
    journal: guardPart(store.journal, 'journal', writes.journal, seen),
    charges: guardPart(store.charges, 'charges', writes.charges, seen),
    statements: guardPart(store.statements, 'statements', writes.statements, seen),
    corrections: guardPart(store.corrections, 'corrections', writes.corrections, seen),
    refunds: guardPart(store.refunds, 'refunds', writes.refunds, seen),
    cancellations: guardPart(store.cancellations, 'cancellations', writes.cancellations, seen),
  };
}
