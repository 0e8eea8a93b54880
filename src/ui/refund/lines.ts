// The lines of the ticket that is opened for a refund: which can be given back, how much of each is chosen, and why not.

import type { Text } from '../../domain/language.ts';
import { chargeToUndo, hindranceOf, standingLines } from '../../hospital/refund/standing.ts';
import type { SettledLine } from '../../hospital/visit/charge.ts';
import type { Moment } from '../model/moment.ts';

export interface LineToReturn {
  readonly line: SettledLine;
  /** Undefined: it can be given back. */
  readonly hindrance: Text | undefined;
  /** How much of it is chosen; undefined: nothing. */
  readonly returned: string | undefined;
}

/** In the order of the bill; none while no ticket is open for it. */
export function linesToReturn({ desk }: Pick<Moment, 'desk'>): readonly LineToReturn[] {
  const { visit } = desk;
  if (visit.at !== 'refunding' || visit.refund.at !== 'choosing-lines') return [];
  const { ticket, returned } = visit.refund.order;
  const charge = chargeToUndo(ticket);
  if (!charge) return [];
  return standingLines(ticket).map((line, place) => ({
    line,
    hindrance: hindranceOf(line, charge),
    returned: returned.find((each) => each.place === place)?.quantity,
  }));
}
