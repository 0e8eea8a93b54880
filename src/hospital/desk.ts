// The desk: one register window with its reader, its visit, its journal and its line to the center. The screen, a
// scenario and a test all drive this, and only this.

import type { CardReader, ReaderStatus } from '../../drivers/reader.ts';
import type { CalendarDate, Timestamp } from '../domain/date.ts';
import type { Text } from '../domain/language.ts';
import type { Fen } from '../domain/money.ts';
import type { Approval, ApprovedAction, Operator } from '../domain/operator.ts';
import type { Result } from '../domain/result.ts';
import type { Attended } from './operators/attended.ts';
import type { Workplace } from './operators/may.ts';
import type { OperatorRefusal } from './operators/refusal.ts';
import type { StatementEvent, StatementState } from './statement/statement-state.ts';
import type { ListedDay } from './store/statements.ts';
import type { CatalogueItem, Department, DiagnosisCode, Doctor } from './visit/charge.ts';
import type { CounterEvent } from './visit/events.ts';
import type { Ticket, VisitState } from './visit/state.ts';

export type Station = 'register' | 'consult' | 'pay' | 'refund';

/** What is being waited for, since when, and how long it may take; the screen says it after 150 ms. */
export interface Waiting {
  readonly on:
    | 'card'
    | 'pin'
    | 'identity'
    | 'review'
    | 'pricing'
    | 'settlement'
    | 'reconciliation'
    | 'refund-trial'
    | 'refund';
  /** Milliseconds of the handed-in monotonic clock. */
  readonly since: number;
  readonly limit: number;
}

/** A charge that has begun at the center and not ended. */
export interface InFlight {
  readonly msgid: string;
  readonly infno: string;
  readonly ticket: string | undefined;
  readonly patient: string;
  readonly amount: Fen;
  readonly since: Timestamp;
  /** The other window that is at it at this moment; reconciliation leaves it to that. */
  readonly heldBy?: number;
}

/** Sums are less by what was given back. */
export interface DaySummary {
  readonly registered: number;
  readonly paid: number;
  readonly refunded: number;
  readonly fundTotal: Fen;
  readonly accountTotal: Fen;
  readonly cashTotal: Fen;
}

/** A consistent picture of the desk; a new object whenever anything changed. */
export interface DeskSnapshot {
  readonly station: Station;
  readonly attended: Attended;
  /** What does not open for whoever is signed in, with why. */
  readonly closed: Readonly<Partial<Record<Workplace, Text>>>;
  readonly visit: VisitState;
  readonly reader: ReaderStatus;
  /** Where there is a reader of identity cards. */
  readonly idReader?: ReaderStatus;
  readonly center: 'unknown' | 'up' | 'down';
  readonly waiting: Waiting | undefined;
  readonly inFlight: readonly InFlight[];
  readonly queue: {
    readonly consult: readonly Ticket[];
    readonly pay: readonly Ticket[];
    /** Paid in the last days, or registered today and not treated, newest first: what is likely asked back. */
    readonly refund: readonly Ticket[];
  };
  readonly day: DaySummary;
  /** The day's end: where it stands, and the days that are to be stated or were of late. */
  readonly statement: StatementState;
  readonly statementDays: readonly ListedDay[];
  readonly businessDate: CalendarDate;
}

export interface DeskPlace {
  readonly hospital: { readonly code: string; readonly name: string; readonly level: 1 | 2 | 3 };
  readonly window: number;
  /** Who is signed in. */
  readonly operator: Operator;
}

/** Searches by pinyin initials, code or characters; best match first. */
export interface Lookup {
  departments(query: string): readonly Department[];
  doctors(department: Department): readonly Doctor[];
  items(query: string): readonly CatalogueItem[];
  diagnoses(query: string): readonly DiagnosisCode[];
}

/** What people do at a desk. */
export type DeskEvent = CounterEvent | StatementEvent;

export interface Desk {
  /** With whoever is signed in at this moment. */
  readonly place: DeskPlace;
  readonly lookup: Lookup;
  readonly reader: CardReader;
  snapshot(): DeskSnapshot;
  subscribe(listener: () => void): () => void;
  /** Somebody takes the counter over, locked or not; a visit that stands open goes on with them. */
  signIn(code: string, password: string): Result<void, OperatorRefusal>;
  /** Until somebody signs in, nothing is begun here. */
  lock(): void;
  /** A second person's word for what whoever is signed in asks: their number and their own password. */
  approve(action: ApprovedAction, code: string, password: string): Result<Approval, OperatorRefusal>;
  /** To the visit, or to the day's end beside it, which waits while the center is asked something else. */
  dispatch(event: DeskEvent): void;
  /** Leaves the visit that can be left; while something is under way that must end first, nothing changes. */
  openStation(station: Station): void;
  /** Reads tickets and journal anew: another window may have written to them. */
  refresh(): void;
  /**
   * Nobody is at the window: what is done here and not yet said at the center, or given up here and not yet taken back there,
   * is tried once more where that is due. Silent; what is in flight is shown until it is gone.
   */
  tidy(): void;
  /** Resolves when nothing is under way any more: for scenarios and tests, never for the screen. */
  settled(): Promise<DeskSnapshot>;
  /** Takes back an open trial and waits for what is under way. Reader, store and line belong to whoever opened them. */
  close(): Promise<void>;
}
