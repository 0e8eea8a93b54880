// One connection to a serial CCID reader, from the greeting until the line is lost or closed: one queue for everything
// that is said to the reader, the polling of the slot, and the card operations.

import { type Command, encodeCommand, parseCommand, tpduOf } from '../card/apdu.ts';
import type { Line } from '../line.ts';
import type { ReaderError, Result } from '../reader.ts';
import { done, failed, readerError } from '../reader-error.ts';
import { resynchronise, sendCommand } from '../t1/host.ts';
import type { Timers } from '../timers.ts';
import { Channel, type Exchange } from './channel.ts';
import type { CcidMessage } from './codec.ts';
import { limits } from './link.ts';
import * as messages from './messages.ts';
import { powerUp, type Transport } from './power-up.ts';
import { hinted, look, type Slot, type SlotEvent, switched } from './slot.ts';
import { type Talked, talkT1 } from './t1-talk.ts';

/** Milliseconds between two looks at the slot. */
const POLL = 400;

export interface SessionListeners {
  slot(event: SlotEvent): void;
  /** At most once, never after `close`. */
  lost(error: ReaderError): void;
}

/** Greets the reader on an open line. When that fails the line is closed again. */
export async function openSession(
  line: Line,
  timers: Timers,
  listeners: SessionListeners,
): Promise<Result<Session, ReaderError>> {
  const session = new Session(line, timers, listeners);
  const greeted = await session.greet();
  if (greeted.ok) return done(session);
  await session.close();
  return greeted;
}

export class Session {
  readonly #line: Line;
  readonly #timers: Timers;
  readonly #listeners: SessionListeners;
  readonly #channel: Channel;
  #slot: Slot = { at: 'empty' };
  /** What the card was set up for when it was powered. */
  #transport: Transport = { protocol: 0 };
  #firmware: string | undefined;
  #watching = false;
  #cancelPoll = () => {};
  /** Everything said to the reader, one after the other. */
  #queue: Promise<unknown> = Promise.resolve();
  #queued = 0;

  constructor(line: Line, timers: Timers, listeners: SessionListeners) {
    this.#line = line;
    this.#timers = timers;
    this.#listeners = listeners;
    this.#channel = new Channel(line, timers, {
      hint: (card) => this.#hint(card),
      down: (error) => this.#down(error),
    });
  }

  get firmware(): string | undefined {
    return this.#firmware;
  }

  hasCard(): boolean {
    return this.#slot.at === 'card';
  }

  /** Firmware, notification, slot, features: a reader may refuse all of them but the slot. */
  async greet(): Promise<Result<void, ReaderError>> {
    const options = { doing: 'greeting', limit: limits.escape };
    const first = await this.#channel.exchange(messages.askFirmware, options);
    // The reader may still be finishing what the last host told it; the link has cleared that away by now.
    const litter = !first.ok && first.error.kind === 'bad-frame';
    const firmware = litter ? await this.#channel.exchange(messages.askFirmware, options) : first;
    if (!firmware.ok) return firmware;
    if (messages.readStatus(firmware.value)?.outcome === 'done')
      this.#firmware = new TextDecoder('latin1').decode(firmware.value.data.subarray(0, 50)).replace(/\0+$/, '');
    const notified = await this.#channel.exchange(messages.notifySlotChanges, options);
    if (!notified.ok) return notified;
    const slot = await this.#channel.exchange(messages.getSlotStatus, { doing: 'greeting', limit: limits.probe });
    if (!slot.ok) return slot;
    const status = messages.readStatus(slot.value);
    if (status) [this.#slot] = look(this.#slot, status.card);
    const features = await this.#channel.exchange(messages.askFeatures, options);
    return features.ok ? done(undefined) : features;
  }

  /** Begins to poll, and to report what changes. */
  watch(): void {
    this.#watching = true;
    this.#pollIn(POLL);
  }

  async close(error?: ReaderError): Promise<void> {
    this.#watching = false;
    this.#cancelPoll();
    await this.#channel.close(error);
  }

  /** `warm`: a card that has power keeps it. */
  powerOn(reset: 'cold' | 'warm'): Promise<Result<Uint8Array, ReaderError>> {
    return this.#alone(async () => {
      const seen = await this.#look();
      if (!seen.ok) return seen;
      if (this.#slot.at === 'empty') return failed('no-card', 'power on: there is no card in the reader');
      if (this.#slot.powered && reset === 'cold') {
        const off = await this.#switchOff();
        if (!off.ok) return off;
      }
      const powered = await powerUp(this.#exchange);
      if (powered.ok) {
        this.#slot = switched(this.#slot, true);
        this.#transport = powered.value.transport;
        return done(powered.value.atr.bytes);
      }
      if (powered.error.kind === 'no-card' || powered.error.kind === 'card-removed') this.#see('absent');
      return powered;
    });
  }

  transmit(command: Uint8Array): Promise<Result<Uint8Array, ReaderError>> {
    const parsed = parseCommand(command);
    if (!parsed.ok) return Promise.resolve(parsed);
    return this.#alone(async () => {
      const result = await this.#transmitCommand(parsed.value);
      parsed.value.data?.fill(0);
      return result;
    });
  }

  async #transmitCommand(command: Command): Promise<Result<Uint8Array, ReaderError>> {
    if (this.#slot.at === 'empty') return failed('no-card', 'command: there is no card in the reader');
    if (!this.#slot.powered)
      return failed('card-removed', 'command: the card was not powered since it came into the reader');
    const transport = this.#transport;
    const bytes = transport.protocol === 0 ? tpduOf(command) : encodeCommand(command);
    const result = await (transport.protocol === 0 ? this.#byBytes(bytes) : this.#byBlocks(transport, bytes));
    bytes.fill(0);
    return result;
  }

  /** T=0: one TPDU. */
  async #byBytes(tpdu: Uint8Array): Promise<Result<Uint8Array, ReaderError>> {
    const doing = 'command';
    const options = { doing, limit: limits.apdu, extendable: true };
    const answer = await this.#channel.exchange(messages.xfrBlock(tpdu), options);
    if (!answer.ok) return answer;
    const status = messages.readStatus(answer.value);
    if (status?.outcome === 'done') return done(answer.value.data);
    return this.#failedAnswer(answer.value, status?.card ?? 'absent', doing);
  }

  /** T=1: as many blocks as it takes; first of all the card is brought back to where both begin anew, if need be. */
  async #byBlocks(transport: Transport & { protocol: 1 }, apdu: Uint8Array): Promise<Result<Uint8Array, ReaderError>> {
    let { link } = transport;
    if (transport.broken) {
      const anew = await talkT1(this.#exchange, resynchronise(link), 'resynchronising');
      if (anew.at !== 'answered') return this.#failedTalk(anew);
      link = anew.link;
    }
    const talked = await talkT1(this.#exchange, sendCommand(link, apdu), 'command');
    if (talked.at !== 'answered') return this.#failedTalk(talked);
    this.#transport = { protocol: 1, link: talked.link, broken: false };
    return done(talked.answer);
  }

  async #failedTalk(talked: Exclude<Talked, { at: 'answered' }>): Promise<Result<never, ReaderError>> {
    if (talked.at === 'refused') {
      const card = messages.readStatus(talked.message)?.card ?? 'absent';
      return this.#failedAnswer(talked.message, card, 'command');
    }
    const { link } = talked;
    if (link) this.#transport = { protocol: 1, link, broken: talked.at === 'broken' };
    // A card that cannot be brought back answers nothing before it is powered anew.
    else await this.#switchOff();
    return { ok: false, error: talked.error };
  }

  readonly #exchange: Exchange = (command, options) => this.#channel.exchange(command, options);

  #failedAnswer(answer: CcidMessage, card: messages.CardPower, doing: string): Result<never, ReaderError> {
    const error = messages.errorOfAnswer(answer, card, doing, true);
    const pulled = this.#slot.at === 'card' && this.#slot.goneHint;
    if (card === 'absent') this.#see('absent');
    else if (card === 'inactive' && !pulled) this.#slot = switched(this.#slot, false);
    // Out and in again between two looks: the reader speaks of the new card, the command was for the old one.
    return { ok: false, error: pulled && card !== 'absent' ? readerError('card-removed', error.cause) : error };
  }

  powerOff(): Promise<Result<void, ReaderError>> {
    return this.#alone(() => this.#switchOff());
  }

  async #switchOff(): Promise<Result<void, ReaderError>> {
    const answer = await this.#channel.exchange(messages.iccPowerOff, { doing: 'power off', limit: limits.probe });
    if (!answer.ok) return answer;
    this.#slot = switched(this.#slot, false);
    const status = messages.readStatus(answer.value);
    // A card that is not there needs no switching off.
    if (status?.outcome === 'done' || status?.card === 'absent') return done(undefined);
    return { ok: false, error: messages.errorOfAnswer(answer.value, status?.card ?? 'absent', 'power off', true) };
  }

  async #look(): Promise<Result<void, ReaderError>> {
    const answer = await this.#channel.exchange(messages.getSlotStatus, { doing: 'poll', limit: limits.probe });
    if (!answer.ok) return answer;
    const status = messages.readStatus(answer.value);
    if (status) this.#see(status.card);
    return done(undefined);
  }

  #see(power: messages.CardPower): void {
    const [slot, events] = look(this.#slot, power);
    this.#slot = slot;
    if (this.#watching) for (const event of events) this.#listeners.slot(event);
  }

  #alone<Value>(work: () => Promise<Value>): Promise<Value> {
    this.#queued += 1;
    const result = this.#queue.then(work).finally(() => {
      this.#queued -= 1;
    });
    this.#queue = result;
    return result;
  }

  #hint(card: boolean): void {
    this.#slot = hinted(this.#slot, card);
    if (this.#watching) this.#pollIn(0);
  }

  #pollIn(milliseconds: number): void {
    this.#cancelPoll();
    this.#cancelPoll = this.#timers.after(milliseconds, () => void this.#poll());
  }

  /** Looks at the line always, at the slot unless something else is being said to the reader. */
  async #poll(): Promise<void> {
    if (!(await this.#line.isThere())) this.#down(readerError('port-not-found', 'the port is gone'));
    if (!this.#watching) return;
    if (this.#queued === 0) await this.#alone(() => this.#look());
    if (this.#watching) this.#pollIn(POLL);
  }

  #down(error: ReaderError): void {
    if (!this.#watching) return;
    this.#watching = false;
    this.#cancelPoll();
    this.#listeners.lost(error);
  }
}
