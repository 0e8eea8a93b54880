// What a screen shows besides the moment itself: time, waiting, and how a ticket is printed.

import type { Timestamp } from '../../domain/date.ts';
import type { WriteReceipt } from '../model/printable.ts';

export interface Surroundings {
  readonly now: Timestamp;
  /** Milliseconds that the desk has been waiting. */
  readonly elapsed: number;
  readonly receipt: WriteReceipt;
}

/** Before this, waiting is not worth a word; milliseconds. */
export const waitIsSaidAfter = 150;
