// How each effect of a visit is carried out: at the center, or on the hospital's own disk. One effect in, one event out.

import type { Clock } from '../domain/date.ts';
import { lookUp, saveOrders, settleInCash, takeCash } from './cash-settlement.ts';
import type { Waiting } from './desk.ts';
import { identifyHolder, identifyWithPin, recognise } from './identify.ts';
import { abandonTrial, priceCharge } from './price-charge.ts';
import { reconcile } from './reconcile.ts';
import { refundCharge, tryRefund } from './refund/refund-charge.ts';
import { findRefundable, refundInCash } from './refund/refund-on-disk.ts';
import { reviewOrders } from './review-orders.ts';
import { settleCharge } from './settle-charge.ts';
import type { CenterParts } from './steps-to-undo.ts';
import { diskProblem } from './store/disk-failure.ts';
import type { HospitalStore } from './store/open-store.ts';
import type { VisitEffect } from './visit/effects.ts';
import type { VisitEvent } from './visit/events.ts';

type Do<Kind extends VisitEffect['do']> = Extract<VisitEffect, { do: Kind }>;

export type CardEffect = Do<'read-card' | 'verify-pin'>;
export type DiskEffect = Do<
  'look-up' | 'settle-in-cash' | 'take-cash' | 'save-orders' | 'find-refundable' | 'refund-in-cash'
>;
export type CenterEffect = Do<
  | 'identify'
  | 'identify-with-pin'
  | 'recognise'
  | 'review'
  | 'price'
  | 'abandon-trial'
  | 'settle'
  | 'reconcile'
  | 'try-refund'
  | 'refund'
>;

const cardEffects: ReadonlySet<VisitEffect['do']> = new Set<CardEffect['do']>(['read-card', 'verify-pin']);
const diskEffects: ReadonlySet<VisitEffect['do']> = new Set<DiskEffect['do']>([
  'look-up',
  'settle-in-cash',
  'take-cash',
  'save-orders',
  'find-refundable',
  'refund-in-cash',
]);

export function isCardEffect(effect: VisitEffect): effect is CardEffect {
  return cardEffects.has(effect.do);
}

export function isDiskEffect(effect: VisitEffect): effect is DiskEffect {
  return diskEffects.has(effect.do);
}

export const waitingFor: Readonly<Record<CenterEffect['do'], Waiting['on']>> = {
  identify: 'identity',
  'identify-with-pin': 'pin',
  recognise: 'identity',
  review: 'review',
  price: 'pricing',
  'abandon-trial': 'pricing',
  settle: 'settlement',
  reconcile: 'reconciliation',
  'try-refund': 'refund-trial',
  refund: 'refund',
};

/** What only the visit that asked for it waits for. */
export const identifying: ReadonlySet<CenterEffect['do']> = new Set(['identify', 'identify-with-pin', 'recognise']);

/** Undefined: nobody waits for an answer. */
export async function atCenter(parts: CenterParts, effect: CenterEffect): Promise<VisitEvent | undefined> {
  try {
    return await carryOut(parts, effect);
  } catch (error) {
    const problem = diskProblem(error);
    // What a given-up trial left at the center stays in the journal until the disk allows to take it back.
    return effect.do === 'abandon-trial' ? undefined : { kind: 'problem-met', problem };
  }
}

async function carryOut(parts: CenterParts, effect: CenterEffect): Promise<VisitEvent | undefined> {
  switch (effect.do) {
    case 'identify':
      return identifyHolder(parts.client, effect.holder, parts.clock.now());
    case 'identify-with-pin':
      return identifyWithPin(parts.client, effect.holder, effect.pin, parts.clock.now());
    case 'recognise':
      return recognise(parts.client, effect.code, parts.clock.now());
    case 'review':
      return reviewOrders(parts.client, effect.ticket, effect.orders);
    case 'price':
      return priceCharge(parts, effect.subject, effect.charge);
    case 'settle':
      return settleCharge(parts, effect.trial);
    case 'reconcile':
      return reconciled(parts);
    case 'try-refund':
      return tryRefund(parts, effect.order);
    case 'refund':
      return refundCharge(parts, effect.order, effect.approval);
    case 'abandon-trial':
      await abandonTrial(parts, effect.trial.ticketNumber);
      return undefined;
  }
}

/** What became of what was in flight; where something is still unknown, also what the center has against this counter. */
async function reconciled(parts: CenterParts): Promise<VisitEvent> {
  const outcomes = await reconcile(parts);
  const isOpen = outcomes.some(({ verdict }) => verdict === 'open' || verdict === 'registration-open');
  const problem = isOpen ? parts.client.hindrance() : undefined;
  return { kind: 'reconciled', outcomes, ...(problem && { problem }) };
}

export function onDisk(
  parts: { readonly store: HospitalStore; readonly clock: Clock },
  effect: DiskEffect,
): VisitEvent {
  try {
    return write(parts, effect);
  } catch (error) {
    return { kind: 'problem-met', problem: diskProblem(error) };
  }
}

function write({ store, clock }: Pick<CenterParts, 'store' | 'clock'>, effect: DiskEffect): VisitEvent {
  switch (effect.do) {
    case 'look-up':
      return lookUp(store, effect);
    case 'settle-in-cash':
      return settleInCash(store, clock, effect.subject, effect.charge, effect.because);
    case 'take-cash':
      return takeCash(store, effect, clock.now());
    case 'save-orders':
      return saveOrders(store, effect);
    case 'find-refundable':
      return findRefundable(store, clock, effect.wanted);
    case 'refund-in-cash':
      return refundInCash(store, clock, effect);
  }
}
