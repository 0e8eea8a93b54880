// What a desk is put together from, and what its stations are for.

import type { OpenedReader } from '../../drivers/open.ts';
import type { CodeScanner, IdCardReader } from '../../drivers/reader.ts';
import type { Clock } from '../domain/date.ts';
import type { Transport } from '../domain/protocol/envelope.ts';
import { type CenterClient, createCenterClient, type LineState } from './center-client.ts';
import type { DeskPlace, Lookup, Station } from './desk.ts';
import type { Operators } from './operators/operators.ts';
import type { Schedule } from './schedule.ts';
import type { BackUp } from './statement/statement-desk.ts';
import type { HospitalStore } from './store/open-store.ts';
import type { RegistrationChoice } from './visit/charge.ts';
import type { Goal, VisitState } from './visit/state.ts';

export interface DeskParts {
  readonly place: DeskPlace;
  /** 6 digits: where the hospital lies. */
  readonly area: string;
  readonly reader: OpenedReader;
  /** Besides the reader of social-security cards. */
  readonly idReader?: IdCardReader;
  readonly scanner?: CodeScanner;
  readonly transport: Transport;
  /** What is known of the line before the first message. */
  readonly line?: LineState;
  readonly store: HospitalStore;
  readonly operators: Operators;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly lookup: Lookup;
  /** How long the card and one message to the center may take, in milliseconds: what the screen says of a wait. */
  readonly limits: { readonly card: number; readonly center: number };
  readonly station?: Station;
  readonly backUp?: BackUp;
  /** Nobody works here before they have signed in. */
  readonly signIn?: 'demanded';
}

/** Speaks for the hospital, in the name of whoever is signed in at the moment. */
export function clientFor(
  { place, area, transport, line, store, clock }: DeskParts,
  operator: () => DeskPlace['operator'],
): CenterClient {
  return createCenterClient({
    speaker: { hospital: place.hospital, area, operator },
    transport,
    ...(line && { line }),
    clock,
    nextMessageId: () => store.numbers.nextMessage(clock.now()),
  });
}

export const goals: Readonly<Record<Station, Goal | undefined>> = {
  register: { to: 'register' },
  consult: undefined,
  pay: { to: 'pay' },
  refund: { to: 'refund' },
};

/** What was chosen for the registration whose settlement is being reconciled. */
export function doubtfulRegistration(visit: VisitState): RegistrationChoice | undefined {
  if (visit.at !== 'reconciling' || visit.resume.at !== 'in-doubt') return undefined;
  const { subject } = visit.resume;
  return subject.purpose === 'registration' ? subject.choice : undefined;
}
