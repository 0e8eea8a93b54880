// What was done at a window, in the words of a scenario: the step of an event. Playing the step does the same again.
// Digits of a PIN become `right` or `wrong`, a voucher's digits the card of its owner; nothing secret is kept.

import type { VirtualCardData } from '../../../drivers/open.ts';
import { formatYuan } from '../../domain/money.ts';
import type { CounterEvent } from '../../hospital/visit/events.ts';
import { pinKept } from '../scenario/practice-pin.ts';
import type { Step } from '../scenario/steps.ts';

export interface AtWindow {
  /** Whoever showed a card last. */
  readonly holder: VirtualCardData | undefined;
  /** Whose e-voucher this is, by the id of their card. */
  readonly ownerOfVoucher: (digits: string) => string | undefined;
}

/** Undefined for what leaves no trace: a key that only looks. */
export function stepOf(event: CounterEvent, { holder, ownerOfVoucher }: AtWindow): Step | undefined {
  switch (event.kind) {
    case 'pin-entered':
      return { name: 'pin', value: pinKept(event.pin, holder) };
    case 'voucher-scanned': {
      const of = ownerOfVoucher(event.scanned);
      return { name: 'voucher', value: of === undefined ? { digits: event.scanned } : { of } };
    }
    case 'choice-made': {
      const { kind, illness, department, doctor } = event.choice;
      const value = { department: department.code, doctor: doctor.code, kind };
      return { name: 'register', value: illness ? { ...value, illness: illness.code } : value };
    }
    case 'confirmed':
      return { name: 'confirm', value: null };
    case 'cash-tendered':
      return { name: 'tender', value: formatYuan(event.tendered) };
    case 'step-chosen':
      return { name: 'choose', value: event.step };
    case 'back':
      return { name: 'back', value: null };
    case 'ticket-opened':
      return { name: 'open', value: { ticket: event.ticket.number, to: event.to } };
    case 'diagnosis-set':
      return { name: 'diagnose', value: event.diagnosis.code };
    case 'line-added': {
      const { item, quantity, days } = event;
      return {
        name: 'order',
        value: days === undefined ? { item: item.code, quantity } : { item: item.code, quantity, days },
      };
    }
    case 'line-removed':
      return { name: 'strike', value: event.index + 1 };
    case 'line-changed': {
      const { index, quantity, days } = event;
      const line = index + 1;
      return { name: 'change', value: days === undefined ? { line, quantity } : { line, quantity, days } };
    }
    case 'orders-sent':
      return { name: 'send', value: null };
    case 'reconcile-asked':
      return { name: 'reconcile', value: null };
    case 'refund-asked':
      return 'ticket' in event.wanted ? { name: 'refund', value: event.wanted } : undefined;
    case 'line-returned':
      return { name: 'return', value: { line: event.place + 1, quantity: event.quantity } };
    case 'refund-approved':
      return { name: 'approve', value: { by: event.approval.by.code } };
    case 'station-opened':
      return undefined;
  }
}
