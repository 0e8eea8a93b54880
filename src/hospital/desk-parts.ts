// What a desk is put together from: shapes only.

import type { OpenedReader } from '../../drivers/open.ts';
import type { CodeScanner, IdCardReader } from '../../drivers/reader.ts';
import type { Clock } from '../domain/date.ts';
import type { Transport } from '../domain/protocol/envelope.ts';
import type { LineState } from './center-client.ts';
import type { DeskPlace, Lookup, Station } from './desk.ts';
import type { Operators } from './operators/operators.ts';
import type { Schedule } from './schedule.ts';
import type { BackUp } from './statement/statement-desk.ts';
import type { HospitalStore } from './store/open-store.ts';

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
}
