// One connection to a resident ID-card reader: find, select, read, in this order, whenever a card is laid down.
// A card left lying answers "not found" to the next find, as an empty reader does: whether it still lies there is learnt by
// reading it again, which only a card that was selected and not lifted since answers.

import type { Line } from '../line.ts';
import type { LineSession } from '../line-keeper.ts';
import type { IdCardEvent, ReaderError, Result } from '../reader.ts';
import { done, failed, readerError } from '../reader-error.ts';
import type { Timers } from '../timers.ts';
import { TurnChannel } from '../turn-taking/channel.ts';
import { decodePerson } from './card-text.ts';
import { decode, encodeFrame } from './codec.ts';
import * as messages from './messages.ts';

/** Milliseconds: for each command, and between two looks (a look at a lying card carries 1.3 kB: 112 ms at 115200). */
const limits = { status: 2_000, find: 2_000, select: 2_000, read: 5_000, poll: 400, pollLying: 1_000 } as const;

const MAX_RESENDS = 3;
/** What the line garbled is asked for so often in all, before the card has to be laid down anew. */
const MAX_TURNS = 3;

type Field = { readonly at: 'empty' } | { readonly at: 'card'; readonly read: boolean };

export interface SamSessionListeners {
  card(event: Exclude<IdCardEvent, { kind: 'reader-gone' | 'reader-back' }>): void;
  /** At most once, never after `close`. */
  lost(error: ReaderError): void;
}

/** Greets the reader on an open line. When that fails the line is closed again. */
export async function openSamSession(
  line: Line,
  timers: Timers,
  listeners: SamSessionListeners,
): Promise<Result<SamSession, ReaderError>> {
  const session = new SamSession(line, timers, listeners);
  const greeted = await session.greet();
  if (greeted.ok) return done(session);
  await session.close();
  return greeted;
}

export class SamSession implements LineSession {
  readonly #line: Line;
  readonly #timers: Timers;
  readonly #listeners: SamSessionListeners;
  readonly #channel: TurnChannel;
  #field: Field = { at: 'empty' };
  #watching = false;
  #cancelPoll = () => {};

  constructor(line: Line, timers: Timers, listeners: SamSessionListeners) {
    this.#line = line;
    this.#timers = timers;
    this.#listeners = listeners;
    const probe = encodeFrame(messages.samStatus);
    const protocol = { decode, reset: undefined, probe, isProbeAnswer: messages.isSamStatus };
    this.#channel = new TurnChannel(line, timers, protocol, (error) => this.#down(error));
  }

  hasCard(): boolean {
    return this.#field.at === 'card';
  }

  async greet(): Promise<Result<void, ReaderError>> {
    const options = { doing: 'greeting', limit: limits.status };
    const first = await this.#channel.exchange(encodeFrame(messages.samStatus), options);
    if (first.ok && messages.isSamStatus(first.value)) return done(undefined);
    if (!first.ok && first.error.kind !== 'bad-frame') return first;
    // What came was for the last host; the link has cleared it away by now.
    const second = await this.#channel.exchange(encodeFrame(messages.samStatus), options);
    if (!second.ok || messages.isSamStatus(second.value)) return second.ok ? done(undefined) : second;
    const answer = messages.parseAnswer(second.value, 'greeting');
    return answer.ok ? { ok: false, error: messages.errorOfOutcome(answer.value.outcome, 'greeting') } : answer;
  }

  watch(): void {
    this.#watching = true;
    this.#pollIn(0);
  }

  async close(error?: ReaderError): Promise<void> {
    this.#watching = false;
    this.#cancelPoll();
    await this.#channel.close(error);
  }

  /** Looks at the line, then at the card: a new one is read, a lying one is looked after. */
  async #poll(): Promise<void> {
    if (!(await this.#line.isThere())) this.#down(readerError('port-not-found', 'the port is gone'));
    if (!this.#watching) return;
    if (this.#field.at === 'card' && this.#field.read) await this.#lookAfter();
    else await this.#lookFor();
    if (this.#watching) this.#pollIn(this.#field.at === 'card' ? limits.pollLying : limits.poll);
  }

  async #lookFor(): Promise<void> {
    const found = await this.#ask(messages.find, 'find', limits.find);
    // An answer that was lost may have been "found", which the reader says only once.
    const mayLie = found.ok ? found.value.outcome === messages.outcomes.found : this.#watching;
    // Not found: none, or one that lies there unread since it was complained of.
    if (!mayLie) this.#field = { at: 'empty' };
    const complaint = mayLie ? await this.#selectAndRead() : undefined;
    if (!complaint || !found.ok) return;
    this.#field = { at: 'card', read: false };
    this.#tell({ kind: 'id-card-unreadable', error: complaint });
  }

  /** Why the card that was found could not be read; undefined once it was. */
  async #selectAndRead(): Promise<ReaderError | undefined> {
    // Select and read can be repeated; found the card cannot be, before it was lifted.
    const selected = await this.#insist(messages.select, 'select', limits.select);
    if (!selected.ok) return selected.error;
    if (selected.value.outcome !== messages.outcomes.ok)
      return messages.errorOfOutcome(selected.value.outcome, 'select');
    const answer = await this.#insist(messages.read, 'read', limits.read);
    if (!answer.ok) return answer.error;
    if (answer.value.outcome !== messages.outcomes.ok) return messages.errorOfOutcome(answer.value.outcome, 'read');
    const person = decodePerson(answer.value.data);
    answer.value.data.fill(0);
    if (!person.ok) return person.error;
    this.#field = { at: 'card', read: true };
    this.#tell({ kind: 'id-card-read', person: person.value });
    return undefined;
  }

  /** One command, again where the line was at fault. */
  async #insist(command: Uint8Array, doing: string, limit: number): Promise<Result<messages.SamAnswer, ReaderError>> {
    let answer = await this.#ask(command, doing, limit);
    for (let turn = 1; turn < MAX_TURNS && !answer.ok && this.#watching; turn += 1)
      answer = await this.#ask(command, doing, limit);
    return answer;
  }

  async #lookAfter(): Promise<void> {
    const answer = await this.#ask(messages.read, 'look', limits.read);
    // A line at fault says nothing of the card.
    if (!answer.ok) return;
    answer.value.data.fill(0);
    if (answer.value.outcome === messages.outcomes.ok) return;
    this.#field = { at: 'empty' };
    this.#tell({ kind: 'id-card-taken' });
    await this.#lookFor();
  }

  /** One command; one that the reader got garbled is sent again, three times at most. */
  async #ask(command: Uint8Array, doing: string, limit: number): Promise<Result<messages.SamAnswer, ReaderError>> {
    for (let resends = 0; ; resends += 1) {
      const received = await this.#channel.exchange(encodeFrame(command), { doing, limit });
      if (!received.ok) return received;
      const answer = messages.parseAnswer(received.value, doing);
      received.value.fill(0);
      if (!answer.ok || answer.value.outcome !== messages.outcomes.badChecksum) return answer;
      if (resends === MAX_RESENDS)
        return failed('bad-frame', `${doing}: the reader refused the checksum of the command ${MAX_RESENDS + 1} times`);
    }
  }

  #tell(event: Parameters<SamSessionListeners['card']>[0]): void {
    if (this.#watching) this.#listeners.card(event);
  }

  #pollIn(milliseconds: number): void {
    this.#cancelPoll();
    this.#cancelPoll = this.#timers.after(milliseconds, () => void this.#poll());
  }

  #down(error: ReaderError): void {
    if (!this.#watching) return;
    this.#watching = false;
    this.#cancelPoll();
    this.#listeners.lost(error);
  }
}
