// Everything that a key's meaning and a screen's look depend on at one instant, and what a key may bring about.

import type { FaultName } from '../../../drivers/open.ts';
import type { Timestamp } from '../../domain/date.ts';
import type { Text } from '../../domain/language.ts';
import type { DeskEvent, DeskPlace, DeskSnapshot, Lookup, Station } from '../../hospital/desk.ts';
import type { ApprovalWanted } from '../sign-in/approval-wanted.ts';
import type { Printable } from './printable.ts';
import type { Notice, ScreenState } from './state.ts';

/** A card that lies in the tray. */
export interface TrayCard {
  readonly id: string;
  readonly holder: string;
  /** What it is good for. */
  readonly about: Text;
}

/** An e-voucher on somebody's telephone. */
export interface TrayVoucher {
  /** The id of their card. */
  readonly id: string;
  readonly holder: string;
  /** 28 digits. */
  readonly code: string;
}

/** A fault of the mock, as its own table describes it. */
export interface TrayFault {
  readonly name: FaultName;
  readonly label: Text;
  readonly about: Text;
}

/** What the hand can do to the line: connect it, cut it, or lose the answer of the next settlement. */
export type LineAct = 'up' | 'down' | 'lose-next-answer';

/** The tray as it is now: only with the mock reader. */
export interface Tray {
  readonly cards: readonly TrayCard[];
  readonly inserted: string | undefined;
  /** Only with the mock reader of identity cards: whose lies on it. */
  readonly idReader?: { readonly lying: string | undefined };
  readonly vouchers?: readonly TrayVoucher[];
  readonly faults: readonly TrayFault[];
  readonly activeFaults: readonly FaultName[];
  /** Undefined: the line to the center is not ours to cut. */
  readonly line: 'up' | 'down' | undefined;
}

/** A key that whoever directs a stage takes before the counter does. */
export interface OutsideKey {
  readonly key: string;
  readonly label: Text;
  /** Named in the counter's footer as well: it leads to all the others. */
  readonly leads?: true;
}

export interface Moment {
  readonly screen: ScreenState;
  readonly desk: DeskSnapshot;
  readonly place: DeskPlace;
  readonly lookup: Lookup;
  readonly tray: Tray | undefined;
  /** For what is due by when. */
  readonly now: Timestamp;
  /** Lines that the open overlay can be scrolled down on this terminal; 0 where all of it is seen. */
  readonly furthest: number;
  /** Of a counter on a stage: help names them too. */
  readonly outside?: readonly OutsideKey[];
}

/** What the shell does for a key; the pure part only names it. */
export type Effect =
  | { readonly do: 'dispatch'; readonly event: DeskEvent }
  | { readonly do: 'open-station'; readonly station: Station }
  | { readonly do: 'insert-card'; readonly card: string }
  | { readonly do: 'pull-card' }
  | { readonly do: 'lay-id-card'; readonly card: string }
  | { readonly do: 'take-id-card' }
  | { readonly do: 'set-fault'; readonly fault: FaultName }
  | { readonly do: 'clear-faults' }
  | { readonly do: 'set-line'; readonly line: LineAct }
  /** The desk judges the second person; what it was wanted for follows, or why not. */
  | { readonly do: 'approve'; readonly wanted: ApprovalWanted; readonly code: string; readonly password: string }
  | { readonly do: 'lock' }
  | { readonly do: 'sign-in'; readonly code: string; readonly password: string }
  | { readonly do: 'print'; readonly of: Printable }
  /** Said of the state that the effects before this one led to. */
  | { readonly do: 'say'; readonly notice: Notice }
  | { readonly do: 'repaint' }
  | { readonly do: 'quit' };

/** The station 对账 is open: nobody is at the window. */
export function isReconciling({ screen, desk }: Pick<Moment, 'screen' | 'desk'>): boolean {
  return screen.view === 'reconciliation' && desk.visit.at === 'awaiting-card';
}

export interface Outcome {
  readonly screen: ScreenState;
  readonly effects: readonly Effect[];
}

export function stay(moment: Moment, change: Partial<ScreenState>, ...effects: readonly Effect[]): Outcome {
  return { screen: { ...moment.screen, ...change }, effects };
}

export function dispatching(moment: Moment, event: DeskEvent, change: Partial<ScreenState> = {}): Outcome {
  return stay(moment, change, { do: 'dispatch', event });
}

export function refusing(moment: Moment, text: Text): Outcome {
  const notice: Notice = { text, meaning: 'refused' };
  return stay(moment, { notice });
}
