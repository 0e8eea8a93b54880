// What the screen itself remembers: what is half typed, what lies over the work, what was said last. The visit is the
// desk's; nothing here outlives the state of the visit that it was typed for.

import type { Text } from '../../domain/language.ts';
import type { CatalogueItem, Department } from '../../hospital/visit/charge.ts';
import type { ApprovalWanted } from '../sign-in/approval-wanted.ts';
import { emptyForm, type SignInForm } from '../sign-in/form.ts';
import type { Field } from './field.ts';
import type { Printable } from './printable.ts';

/** What is being typed for the visit's present state. */
export type Entry =
  | { readonly at: 'nothing' }
  /** At most six digits, never drawn. */
  | { readonly at: 'pin'; readonly digits: string }
  | { readonly at: 'department'; readonly kind: number; readonly field: Field; readonly index: number }
  | {
      readonly at: 'doctor';
      readonly kind: number;
      readonly department: Department;
      readonly index: number;
    }
  | { readonly at: 'queue'; readonly to: 'consult' | 'pay' | 'refund'; readonly field: Field; readonly index: number }
  /** Which of the holder's tickets is meant. */
  | { readonly at: 'refund-ticket'; readonly index: number }
  /** The arrows stand on a line; what is typed is how much of it comes back. */
  | { readonly at: 'refund-line'; readonly field: Field; readonly index: number }
  /** A day, a line or a row of the day's end. */
  | { readonly at: 'statement'; readonly index: number }
  | { readonly at: 'diagnosis'; readonly field: Field; readonly index: number }
  | { readonly at: 'item'; readonly field: Field; readonly index: number }
  /** `line`: the ordered line that is changed, from 0; absent: a new one. */
  | { readonly at: 'quantity'; readonly item: CatalogueItem; readonly field: Field; readonly line?: number }
  /** `readBack`: what was typed was asked about; the next Enter takes it. */
  | { readonly at: 'cash'; readonly field: Field; readonly readBack?: true };

/** What was printed, to be read again. */
export interface ReceiptShown {
  readonly at: 'receipt';
  readonly of: Printable;
  readonly scroll: number;
}

/** What lies over the work; at most one. */
export type Overlay =
  | { readonly at: 'nothing' }
  | { readonly at: 'help'; readonly scroll: number }
  /** `behind`: the receipt that it was asked from, and goes back to. */
  | { readonly at: 'why'; readonly scroll: number; readonly behind?: ReceiptShown }
  | ReceiptShown
  /** Everything that review said of the visit. */
  | { readonly at: 'review'; readonly scroll: number }
  | { readonly at: 'tray'; readonly field: Field; readonly index: number }
  /** A second person's number and password, for what a station asks. */
  | { readonly at: 'approval'; readonly wanted: ApprovalWanted; readonly form: SignInForm }
  /** Quitting would leave a visit open; leaving would lose orders that were not sent. */
  | { readonly at: 'asked'; readonly before: 'quitting' | 'leaving-orders' };

/** One sentence in the status row, until the next key. */
export interface Notice {
  readonly text: Text;
  readonly meaning: 'fine' | 'attention' | 'refused';
}

export interface ScreenState {
  /** The state of the visit that the entry belongs to. */
  readonly entryFor: string;
  readonly entry: Entry;
  readonly overlay: Overlay;
  /** `reconciliation` is a view of its own, beside the stations. */
  readonly view: 'station' | 'reconciliation';
  readonly notice: Notice | undefined;
  /** The key before was the last digit of a PIN: an Enter that follows it belongs to it. */
  readonly afterPin?: true | undefined;
  /** What is typed at the locked counter. */
  readonly signIn: SignInForm;
}

export const firstScreen: ScreenState = {
  entryFor: '',
  entry: { at: 'nothing' },
  overlay: { at: 'nothing' },
  view: 'station',
  notice: undefined,
  signIn: emptyForm,
};
