// What the instructor knows of the class: who sits where, everything that they told, and which command is under way. It hears
// the counters and says what that means; how they are reached is somebody else's business.

import type { Text } from '../../domain/language.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import type { LogHead } from '../session/log.ts';
import type { Sight } from '../session/sight.ts';
import type { ClassCommand } from './command.ts';
import type { Now, Points, Report, TapeItem } from './report.ts';

/** A place in the class; whoever comes back by the same name gets the same again. */
export interface Seat {
  /** From 1. */
  readonly number: number;
  /** The counter's own, new with each start of it. */
  readonly id: string;
  readonly trainee: string;
}

/** What is known of a counter. */
export interface KnownCounter extends Seat {
  readonly connected: boolean;
  readonly head: LogHead | undefined;
  readonly saw: Sight | undefined;
  readonly now: Now | undefined;
  /** When `now` was heard, in milliseconds of the instructor's clock. */
  readonly heardAt: number;
  readonly scored: Points | undefined;
}

export type ClassEvent =
  | { readonly kind: 'joined' | 'left'; readonly counter: number; readonly trainee: string }
  /** `place`: on the counter's tape. */
  | { readonly kind: 'told'; readonly counter: number; readonly place: number; readonly item: TapeItem }
  | { readonly kind: 'now'; readonly counter: number; readonly now: Now }
  | { readonly kind: 'sent'; readonly counter: number; readonly id: string; readonly command: ClassCommand }
  /** `ms`: since it was sent; absent for a command of an instructor before this one. */
  | {
      readonly kind: 'done';
      readonly counter: number;
      readonly id: string;
      readonly t: number | null;
      readonly ms?: number;
    }
  | {
      readonly kind: 'refused';
      readonly counter: number;
      readonly id: string;
      readonly cause: Text;
      readonly ms?: number;
    };

export interface Sending {
  readonly id: string;
  readonly command: ClassCommand;
}

interface Place {
  known: KnownCounter;
  have: number;
  deliver: ((sending: Sending) => void) | undefined;
  readonly underWay: Map<string, { readonly sending: Sending; readonly at: number }>;
}

export interface BookParts {
  /** Those of an earlier instructor of this class. */
  readonly seats: readonly Seat[];
  /** Milliseconds since some beginning. */
  readonly elapsed: () => number;
  /** An id that no other command of this class ever has. */
  readonly newId: () => string;
  readonly listen: (event: ClassEvent) => void;
  /** Seats were given: to be kept. */
  readonly seated: (seats: readonly Seat[]) => void;
}

const away: Text = { zh: '该窗口没有连接', en: 'this counter is not connected' };
const nobody: Text = { zh: '没有这个窗口', en: 'there is no such counter' };

export class ClassBook {
  readonly #parts: BookParts;
  readonly #places = new Map<number, Place>();

  constructor(parts: BookParts) {
    this.#parts = parts;
    for (const seat of parts.seats) this.#places.set(seat.number, this.#newPlace(seat));
  }

  /** By number. */
  counters(): readonly KnownCounter[] {
    return [...this.#places.values()].map(({ known }) => known).sort((a, b) => a.number - b.number);
  }

  /** A counter listens for commands; those that it may not have got are sent again. Answers how to say that it no longer does. */
  listens(id: string, trainee: string, deliver: (sending: Sending) => void): () => void {
    const place = this.#seat(id, trainee);
    place.deliver = deliver;
    this.#know(place, { connected: true });
    this.#say({ kind: 'joined', counter: place.known.number, trainee });
    for (const { sending } of place.underWay.values()) deliver(sending);
    return () => {
      if (place.deliver !== deliver) return;
      place.deliver = undefined;
      this.#know(place, { connected: false });
      this.#say({ kind: 'left', counter: place.known.number, trainee: place.known.trainee });
    };
  }

  /** Answers how much of the counter's tape is had. What is had already is passed over, what leaves a gap is not taken. */
  report(id: string, { trainee, from, items, now }: Report): number {
    const place = this.#seat(id, trainee);
    if (from > place.have) return place.have;
    for (const item of items.slice(place.have - from)) {
      this.#take(place, item);
      place.have += 1;
    }
    this.#know(place, { now, heardAt: this.#parts.elapsed() });
    this.#say({ kind: 'now', counter: place.known.number, now });
    return place.have;
  }

  /** Sends a command to a counter that is connected; answers the command's id. */
  send(counter: number, command: ClassCommand): Result<string, Text> {
    const place = this.#places.get(counter);
    if (!place) return failure(nobody);
    if (!place.deliver) return failure(away);
    const sending = { id: this.#parts.newId(), command };
    place.underWay.set(sending.id, { sending, at: this.#parts.elapsed() });
    this.#say({ kind: 'sent', counter, id: sending.id, command });
    place.deliver(sending);
    return ok(sending.id);
  }

  #newPlace(seat: Seat): Place {
    const { number, id, trainee } = seat;
    const unknown = { head: undefined, saw: undefined, now: undefined, heardAt: 0, scored: undefined };
    return {
      known: { number, id, trainee, connected: false, ...unknown },
      have: 0,
      deliver: undefined,
      underWay: new Map(),
    };
  }

  #seat(id: string, trainee: string): Place {
    const places = [...this.#places.values()];
    const own = places.find(({ known }) => known.id === id);
    if (own) return own;
    const left = places.find(({ known, deliver }) => known.trainee === trainee && !deliver);
    const number = left?.known.number ?? Math.max(0, ...this.#places.keys()) + 1;
    const place = this.#newPlace({ number, id, trainee });
    this.#places.set(number, place);
    this.#parts.seated(this.counters().map(({ number, id, trainee }) => ({ number, id, trainee })));
    return place;
  }

  #know(place: Place, more: Partial<KnownCounter>): void {
    place.known = { ...place.known, ...more };
  }

  #take(place: Place, item: TapeItem): void {
    const counter = place.known.number;
    if ('head' in item) this.#know(place, { head: item.head, saw: undefined, scored: undefined });
    else if ('entry' in item && 'saw' in item.entry) this.#know(place, { saw: item.entry.saw });
    else if ('scored' in item) this.#know(place, { scored: item.scored });
    this.#say({ kind: 'told', counter, place: place.have, item });
    if ('done' in item) {
      this.#say({ kind: 'done', counter, id: item.done, t: item.t, ...this.#ended(place, item.done) });
    } else if ('refused' in item) {
      this.#say({ kind: 'refused', counter, id: item.refused, cause: item.cause, ...this.#ended(place, item.refused) });
    }
  }

  #ended(place: Place, id: string): { readonly ms?: number } {
    const sent = place.underWay.get(id);
    place.underWay.delete(id);
    return sent ? { ms: this.#parts.elapsed() - sent.at } : {};
  }

  #say(event: ClassEvent): void {
    this.#parts.listen(event);
  }
}
