// Reads tickets as they lie on disk, each text once: queues, lists and the day's end are looked at again and again, and a
// ticket whose text is still the same is the same ticket. It asks no database; whoever does hands in the row.

import type { Ticket } from '../visit/ticket.ts';
import { decodeTicket } from './ticket-json.ts';

/** A row of the tickets. */
export interface TicketText {
  readonly number: string;
  readonly body: string;
}

/** Throws where the text is no ticket: the file was changed by another hand. */
export type TicketReader = (row: TicketText) => Ticket;

/** A busy day of a hospital; with their texts some ten megabytes. */
const mostRemembered = 1000;

export function ticketReader(): TicketReader {
  const known = new Map<string, { readonly body: string; readonly ticket: Ticket }>();
  return ({ number, body }) => {
    const before = known.get(number);
    if (before?.body === body) return before.ticket;
    const ticket = decodeTicket(body);
    if (before === undefined && known.size >= mostRemembered) {
      const [oldest = number] = known.keys();
      known.delete(oldest);
    }
    known.set(number, { body, ticket });
    return ticket;
  };
}
