// What was done at a window, entry by entry of a log, in the keys of a plan: by whoever works there, and by the counter for
// them. A card that lies in the reader opens its ticket at the refund station by itself; nobody need ask for it again.

import type { LogEntry } from '../session/log.ts';
import { keyOfDone, type Names, type Plan } from './plan.ts';

/** Reads a log in its order. Answers the key of what an entry says was done; undefined where nothing was. */
export type DoneReader = (entry: LogEntry) => string | undefined;

/** @param hospital where the log begins */
export function doneReader(plan: Plan, names: Names, hospital: string): DoneReader {
  let here = hospital;
  let card: string | undefined;
  /** The ticket that is open at the refund station, and whether it was asked for. */
  let opened: string | undefined;
  let isAsked = false;

  function isPlanned(key: string): boolean {
    return plan.some((planned) => planned.by === 'window' && planned.key === key);
  }

  function openedByCard(ticket: string): string | undefined {
    return [`refund ${ticket}`, `refund of ${card}`].find(isPlanned);
  }

  return (entry) => {
    if ('did' in entry) {
      const { did } = entry;
      if (did.name === 'insert' || did.name === 'id-card') card = did.value;
      if (did.name === 'refund') isAsked = true;
      return entry.by === 'script' ? undefined : keyOfDone(did, here, names, plan);
    }
    if (!('saw' in entry)) return undefined;
    here = entry.saw.hospital;
    const ticket = entry.saw.at === 'refunding' ? entry.saw.ticket : undefined;
    const isNew = ticket !== undefined && ticket !== opened;
    opened = ticket;
    const key = isNew && !isAsked ? openedByCard(ticket) : undefined;
    if (isNew) isAsked = false;
    return key;
  };
}
