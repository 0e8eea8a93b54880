// Whether this machine's clock and the center's show the same business day: on two days, what is settled would be stated on
// one of them here and on the other there. Pure; the client asks it at each sign-in.

import { dateOfTimestamp, type Timestamp } from '../domain/date.ts';

/** Seconds. Around midnight two clocks that are right may show two days for a moment. */
const mostApart = 300;

function secondsOf(time: Timestamp): number {
  return Date.parse(`${time.replace(' ', 'T')}Z`) / 1000;
}

export function areOnTwoDays(own: Timestamp, center: Timestamp): boolean {
  if (dateOfTimestamp(own) === dateOfTimestamp(center)) return false;
  return Math.abs(secondsOf(own) - secondsOf(center)) > mostApart;
}

const refusedForTime = /^inf_time:.*?(\d{4}-\d{2}-\d{2})/s;

/** The day that the center has come to, where it refuses every message for being of an earlier one; undefined of any other refusal. */
export function dayAlreadyReached(refusal: string): string | undefined {
  return refusedForTime.exec(refusal)?.[1];
}
