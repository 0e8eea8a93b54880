// One connection to a GWI reader: greeting, what is known of the slot, the polling of it, the card operations, the PIN pad.
// The protocol has no question for the slot: an empty one is asked to power a card on, and a powered card is offered a
// GET RESPONSE with nothing to fetch, which disturbs no card; "not powered" then means that it was pulled.

import { sameBytes } from '../bytes.ts';
import { parseCommand } from '../card/apdu.ts';
import { parseAtr } from '../card/atr.ts';
import type { Line } from '../line.ts';
import type { LineSession } from '../line-keeper.ts';
import type { ReaderError, Result } from '../reader.ts';
import { done, failed, readerError } from '../reader-error.ts';
import type { Timers } from '../timers.ts';
import { TurnChannel } from '../turn-taking/channel.ts';
import { decode, encodeFrame, lineReset } from './codec.ts';
import * as messages from './messages.ts';

/** Milliseconds. */
const limits = { info: 2_000, powerOn: 10_000, apdu: 5_000, poll: 400 } as const;

/** How often the device info is asked for until it comes twice the same: the last host may have left answers behind. */
const GREETINGS = 4;

const getResponse: Uint8Array = Uint8Array.of(0x00, 0xc0, 0x00, 0x00, 0x00);

/** `by-poll`: powered only to see that it is there; the program has still to power it on. */
type Slot = { readonly at: 'empty' } | { readonly at: 'card'; readonly power: 'off' | 'by-poll' | 'on' };

export interface GwiSessionListeners {
  slot(kind: 'card-in' | 'card-out'): void;
  /** At most once, never after `close`. */
  lost(error: ReaderError): void;
}

/** Greets the reader on an open line. When that fails the line is closed again. */
export async function openGwiSession(
  line: Line,
  timers: Timers,
  listeners: GwiSessionListeners,
): Promise<Result<GwiSession, ReaderError>> {
  const session = new GwiSession(line, timers, listeners);
  const greeted = await session.greet();
  if (greeted.ok) return done(session);
  await session.close();
  return greeted;
}

export class GwiSession implements LineSession {
  readonly #line: Line;
  readonly #timers: Timers;
  readonly #listeners: GwiSessionListeners;
  readonly #channel: TurnChannel;
  /** The whole answer to the device info: nothing else that the reader says looks like it. */
  #info: Uint8Array | undefined;
  #slot: Slot = { at: 'empty' };
  #watching = false;
  #cancelPoll = () => {};
  /** Everything said to the reader, one after the other. */
  #queue: Promise<unknown> = Promise.resolve();
  #queued = 0;

  constructor(line: Line, timers: Timers, listeners: GwiSessionListeners) {
    this.#line = line;
    this.#timers = timers;
    this.#listeners = listeners;
    const protocol = {
      decode,
      reset: lineReset,
      probe: encodeFrame(messages.askDeviceInfo),
      isProbeAnswer: (data: Uint8Array) => this.#info !== undefined && sameBytes(data, this.#info),
    };
    this.#channel = new TurnChannel(line, timers, protocol, (error) => this.#down(error));
  }

  get firmware(): string | undefined {
    const text = this.#info && new TextDecoder('latin1').decode(this.#info.subarray(2, 52)).replace(/\0+$/, '');
    return text === '' ? undefined : text;
  }

  hasCard(): boolean {
    return this.#slot.at === 'card';
  }

  /** Line reset (by the link), device info twice the same, first look at the slot. */
  async greet(): Promise<Result<void, ReaderError>> {
    let last: Uint8Array | undefined;
    for (let turn = 0; turn < GREETINGS; turn += 1) {
      const options = { doing: 'greeting', limit: limits.info };
      const info = await this.#channel.exchange(encodeFrame(messages.askDeviceInfo), options);
      if (!info.ok) return info;
      if (last && sameBytes(last, info.value)) {
        const answer = messages.parseAnswer(info.value, 'greeting');
        if (!answer.ok) return answer;
        if (answer.value.status !== messages.statuses.ok) return messages.refusal(answer.value.status, 'greeting');
        this.#info = info.value;
        return this.#look();
      }
      last = info.value;
    }
    return failed('bad-frame', 'greeting: the reader answers the same question differently every time');
  }

  watch(): void {
    this.#watching = true;
    this.#pollIn(limits.poll);
  }

  async close(error?: ReaderError): Promise<void> {
    this.#watching = false;
    this.#cancelPoll();
    await this.#channel.close(error);
  }

  powerOn(): Promise<Result<Uint8Array, ReaderError>> {
    return this.#alone(async () => {
      const seen = await this.#look();
      if (!seen.ok) return seen;
      if (this.#slot.at === 'empty')
        return failed('no-card', 'power on: there is no card in the reader, or it is mute');
      // Cold: the poll has the card powered already.
      const off = await this.#switchOff();
      if (!off.ok) return off;
      const answer = await this.#ask(messages.powerOnUser, 'power on', limits.powerOn);
      if (!answer.ok) return answer;
      const { status, payload } = answer.value;
      if (status === messages.statuses.notPowered)
        return failed('mute-card', 'power on: the card does not come up (status 10 07)');
      if (status !== messages.statuses.ok) return messages.refusal(status, 'power on');
      const atr = parseAtr(payload);
      if (!atr.ok) return atr;
      this.#slot = { at: 'card', power: 'on' };
      return done(payload);
    });
  }

  transmit(command: Uint8Array): Promise<Result<Uint8Array, ReaderError>> {
    const parsed = parseCommand(command);
    if (!parsed.ok) return Promise.resolve(parsed);
    parsed.value.data?.fill(0);
    const data = messages.sendApdu(command);
    return this.#alone(async () => {
      const result = await this.#transmitNow(data);
      data.fill(0);
      return result;
    });
  }

  async #transmitNow(data: Uint8Array): Promise<Result<Uint8Array, ReaderError>> {
    if (this.#slot.at === 'empty') return failed('no-card', 'command: there is no card in the reader');
    if (this.#slot.power !== 'on')
      return failed('card-removed', 'command: the card was not powered since it came into the reader');
    const answer = await this.#ask(data, 'command', limits.apdu);
    if (!answer.ok) return answer;
    const { status, payload } = answer.value;
    if (status === messages.statuses.ok) return done(payload);
    if (status !== messages.statuses.notPowered) return messages.refusal(status, 'command');
    this.#see(false);
    return failed('card-removed', 'command: the card has lost its power (status 10 07)');
  }

  powerOff(): Promise<Result<void, ReaderError>> {
    return this.#alone(() => this.#switchOff());
  }

  /**
   * Six or so digits from the reader's own keys. Nobody pressing them is `no-answer`; a key that is no digit `bad-pin-format`.
   * @param limit milliseconds that the holder has
   */
  readPin(limit: number): Promise<Result<string, ReaderError>> {
    return this.#alone(async () => {
      const answer = await this.#ask(messages.askPin, 'PIN pad', limit);
      if (!answer.ok) return answer;
      const { status, payload } = answer.value;
      if (status !== messages.statuses.ok) return messages.refusal(status, 'PIN pad');
      // One digit a byte; firmwares differ in whether as a number or as a character.
      const digits = Array.from(payload, (byte) => (byte >= 0x30 ? byte - 0x30 : byte));
      payload.fill(0);
      if (digits.length === 0 || digits.some((digit) => digit > 9))
        return failed('bad-pin-format', 'PIN pad: other keys than digits were pressed, or none');
      return done(digits.join(''));
    });
  }

  async #switchOff(): Promise<Result<void, ReaderError>> {
    const answer = await this.#ask(messages.powerOffUser, 'power off', limits.info);
    if (!answer.ok) return answer;
    if (this.#slot.at === 'card') this.#slot = { at: 'card', power: 'off' };
    const { status } = answer.value;
    // A card that has no power needs no switching off.
    if (status === messages.statuses.ok || status === messages.statuses.notPowered) return done(undefined);
    return messages.refusal(status, 'power off');
  }

  /** What the slot holds. A card that has lost its power was pulled; whether another is there already is asked at once. */
  async #look(): Promise<Result<void, ReaderError>> {
    if (this.#slot.at === 'card' && this.#slot.power !== 'off') {
      const answer = await this.#ask(messages.sendApdu(getResponse), 'poll', limits.apdu);
      if (!answer.ok) return answer;
      if (answer.value.status !== messages.statuses.notPowered) return done(undefined);
      this.#see(false);
    }
    const answer = await this.#ask(messages.powerOnUser, 'poll', limits.powerOn);
    if (!answer.ok) return answer;
    this.#see(answer.value.status === messages.statuses.ok);
    return done(undefined);
  }

  #see(card: boolean): void {
    const before = this.#slot.at;
    this.#slot = card ? { at: 'card', power: 'by-poll' } : { at: 'empty' };
    if (before !== this.#slot.at && this.#watching) this.#listeners.slot(card ? 'card-in' : 'card-out');
  }

  async #ask(data: Uint8Array, doing: string, limit: number): Promise<Result<messages.GwiAnswer, ReaderError>> {
    const received = await this.#channel.exchange(encodeFrame(data), { doing, limit });
    if (!received.ok) return received;
    const answer = messages.parseAnswer(received.value, doing);
    received.value.fill(0);
    return answer;
  }

  #alone<Value>(work: () => Promise<Value>): Promise<Value> {
    this.#queued += 1;
    const result = this.#queue.then(work).finally(() => {
      this.#queued -= 1;
    });
    this.#queue = result;
    return result;
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
    if (this.#watching) this.#pollIn(limits.poll);
  }

  #down(error: ReaderError): void {
    if (!this.#watching) return;
    this.#watching = false;
    this.#cancelPoll();
    this.#listeners.lost(error);
  }
}
