// A scanner that types: digits faster than any hand, ended by Enter. Pure; what was typed until then has had its effect as
// keys, so a burst remembers where it began.

import type { Station } from '../../hospital/desk.ts';
import type { ScreenState } from '../model/state.ts';
import { type Key, keyName } from './key.ts';

/** Milliseconds between two characters of a scanner, at most. */
const apart = 50;
/** Fewer digits are typed by hand. */
const fewest = 8;

export interface Burst {
  readonly digits: string;
  /** When the last of them came. */
  readonly at: number;
  /** What was open before the first. */
  readonly from: { readonly station: Station; readonly view: ScreenState['view'] };
}

/** The burst with one more key; undefined where the key is no part of one. */
export function burstWith(burst: Burst | undefined, key: Key, at: number, from: Burst['from']): Burst | undefined {
  if (key.kind !== 'character' || key.alt || !/^\d$/.test(key.text)) return undefined;
  if (burst && at - burst.at <= apart) return { ...burst, digits: burst.digits + key.text, at };
  return { digits: key.text, at, from };
}

/** Whether this key ends a scan. */
export function endsScan(burst: Burst | undefined, key: Key, at: number): burst is Burst {
  return burst !== undefined && keyName(key) === 'enter' && at - burst.at <= apart && burst.digits.length >= fewest;
}
