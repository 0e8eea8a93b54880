// How often a password may be tried: a pause that grows after each wrong one, and after the fifth a lock. Purely; the times
// are handed in, the count is kept by the store.

import { addSeconds, type Timestamp } from '../../domain/date.ts';

/** Wrong passwords in a row, and when the last was given. A try counts before it is judged. */
export interface Tries {
  readonly failed: number;
  readonly lastAt: Timestamp;
}

export type Gate =
  | { readonly at: 'open' }
  | { readonly at: 'paused'; readonly until: Timestamp }
  | { readonly at: 'locked'; readonly until: Timestamp };

/** The so-manieth wrong password in a row locks. */
export const triesAllowed = 5;
/** Seconds after the first, second, … wrong password; after the last of them, the lock. */
const pauses = [1, 2, 4, 8, 300] as const;

/** When the next try is let in. */
export function openAgainAt({ failed, lastAt }: Tries): Timestamp {
  const pause = pauses[Math.min(failed, triesAllowed) - 1] ?? 0;
  return addSeconds(lastAt, pause);
}

export function gateAt(tries: Tries | undefined, now: Timestamp): Gate {
  if (!tries || tries.failed === 0) return { at: 'open' };
  const until = openAgainAt(tries);
  if (now >= until) return { at: 'open' };
  return { at: tries.failed >= triesAllowed ? 'locked' : 'paused', until };
}

/** One more try, counted as wrong until it proves right. After a lock has passed the count begins anew. */
export function withOneMore(tries: Tries | undefined, now: Timestamp): Tries {
  const before = tries && tries.failed < triesAllowed ? tries.failed : 0;
  return { failed: before + 1, lastAt: now };
}
