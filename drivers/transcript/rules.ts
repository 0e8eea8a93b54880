// Holds a recorded line against the frame rules of the serial CCID protocol (5-readers A; CCID rev 1.1; ISO/IEC 7816-3):
// every byte is accounted for, or it is a breach. Pure. What the line may not do even once is written down here.

import { sameBytes, toHex, xorOf } from '../bytes.ts';
import { type CcidMessage, type Item, MAX_FRAME } from '../ccid-serial/codec.ts';
import { answerTypes, commandTypes, readStatus } from '../ccid-serial/messages.ts';
import { type Check, decodeBlock } from '../t1/block.ts';
import type { WireEntry } from './transcript.ts';
import { itemsOf } from './wire-items.ts';

export interface LineCheck {
  /** Bytes looked at, and of them those that belong to frames, NAKs, slot changes and time requests. */
  readonly bytes: number;
  readonly accounted: number;
  readonly exchanges: number;
  /** T=0 commands and T=1 blocks, both ways together. */
  readonly tpdus: number;
  readonly blocks: number;
  readonly breaches: readonly string[];
}

/** What the last command leaves open. */
type Expecting =
  | { readonly at: 'command' }
  | { readonly at: 'echo' | 'answer'; readonly command: CcidMessage; readonly bytes: Uint8Array };

interface Walk {
  expecting: Expecting;
  notified: boolean;
  /** Bytes of this frame are left out, with the checks over them. */
  secret: boolean;
  transport: { readonly at: 'off' } | { readonly at: 't0' } | { readonly at: 't1'; readonly check: Check };
  exchanges: number;
  accounted: number;
  tpdus: number;
  blocks: number;
  readonly breaches: string[];
}

export interface LineProfile {
  /** Whether this reader repeats every command. GemPC Twin: always. */
  readonly echo?: boolean;
  /** Whether the host has asked before to be told of cards that come and go. */
  readonly notified?: boolean;
}

export function checkLine(entries: readonly WireEntry[], profile: LineProfile = {}): LineCheck {
  const { echo = true, notified = false } = profile;
  const walk: Walk = {
    expecting: { at: 'command' },
    notified,
    secret: false,
    transport: { at: 'off' },
    ...{ exchanges: 0, accounted: 0, tpdus: 0, blocks: 0 },
    breaches: [],
  };
  let bytes = 0;
  for (const { from, bytes: recorded, mask } of entries) {
    bytes += recorded.length;
    walk.secret = mask.length > 0;
    const piece = walk.secret ? withOwnLrc(recorded) : recorded;
    for (const item of itemsOf(piece)) {
      if (item.kind !== 'noise' && item.kind !== 'bad-lrc') walk.accounted += item.bytes.length;
      const breach = from === 'host' ? hostSaid(walk, item, echo) : readerSaid(walk, item);
      if (breach !== undefined)
        walk.breaches.push(`after exchange ${walk.exchanges}, ${from}: ${breach}: ${toHex(item.bytes, ' ')}`);
    }
  }
  const { exchanges, accounted, tpdus, blocks, breaches } = walk;
  return { bytes, accounted, exchanges, tpdus, blocks, breaches };
}

function withOwnLrc(frame: Uint8Array): Uint8Array {
  return Uint8Array.of(...frame.subarray(0, -1), xorOf(frame.subarray(0, -1)));
}

function hostSaid(walk: Walk, item: Item, echo: boolean): string | undefined {
  if (item.kind !== 'frame') return `no frame but ${item.kind}`;
  const { message, bytes } = item;
  if (!answerTypes.has(message.type)) return 'a message that is no command';
  if (walk.expecting.at !== 'command') return 'a command before the last one was answered';
  if (message.slot !== 0) return 'another slot than 0';
  if (bytes.length > MAX_FRAME) return `a frame of more than ${MAX_FRAME} bytes`;
  if (message.type === commandTypes.escape && toHex(message.data) === '010101') walk.notified = true;
  walk.expecting = { at: echo ? 'echo' : 'answer', command: message, bytes };
  return message.type === commandTypes.xfrBlock ? blockSent(walk, message.data) : undefined;
}

function readerSaid(walk: Walk, item: Item): string | undefined {
  const { expecting } = walk;
  if (item.kind === 'slot-change') return walk.notified ? undefined : 'a slot change that nobody asked for';
  if (item.kind === 'time-request') return expecting.at === 'answer' ? undefined : 'a time request out of place';
  if (item.kind !== 'frame') return `no frame but ${item.kind}`;
  if (expecting.at === 'command') return 'the reader speaks first';
  if (expecting.at === 'echo') {
    walk.expecting = { ...expecting, at: 'answer' };
    return sameBytes(item.bytes, expecting.bytes) ? undefined : 'the echo differs from the command';
  }
  return answered(walk, expecting.command, item.message);
}

function answered(walk: Walk, command: CcidMessage, answer: CcidMessage): string | undefined {
  if (answer.type !== answerTypes.get(command.type)) return 'an answer of another type';
  if (answer.seq !== command.seq) return 'an answer to another number';
  if (answer.slot !== command.slot) return 'an answer from another slot';
  const status = readStatus(answer);
  if (!status) return 'a reserved status';
  if (status.outcome === 'time-extension') return undefined;
  walk.expecting = { at: 'command' };
  walk.exchanges += 1;
  if (status.outcome === 'failed') return answer.data.length > 0 ? 'a failure with data' : undefined;
  switch (command.type) {
    case commandTypes.iccPowerOn:
    case commandTypes.iccPowerOff:
      walk.transport = { at: 'off' };
      return undefined;
    case commandTypes.setParameters:
      walk.transport =
        command.header[0] === 0 ? { at: 't0' } : { at: 't1', check: (command.data[1] ?? 0) & 1 ? 'crc' : 'lrc' };
      return sameBytes(command.data, answer.data) ? undefined : 'other parameters than were set';
    case commandTypes.xfrBlock:
      return blockReceived(walk, command.data, answer.data);
    default:
      return undefined;
  }
}

/** PPS before the parameters; then commands of 5 or 5 + P3 bytes over T=0, right blocks over T=1. */
function blockSent(walk: Walk, data: Uint8Array): string | undefined {
  switch (walk.transport.at) {
    case 'off':
      return data[0] === 0xff && data.reduce((sum, byte) => sum ^ byte, 0) === 0
        ? undefined
        : 'no PPS, and no parameters yet';
    case 't0':
      walk.tpdus += 1;
      return data.length === 5 || data.length === 5 + (data[4] ?? 0) ? undefined : 'no T=0 command';
    case 't1':
      walk.blocks += 1;
      return walk.secret || decodeBlock(data, walk.transport.check).ok ? undefined : 'no T=1 block';
  }
}

function blockReceived(walk: Walk, command: Uint8Array, answer: Uint8Array): string | undefined {
  switch (walk.transport.at) {
    case 'off':
      return sameBytes(command, answer) ? undefined : 'a PPS that does not come back identical';
    case 't0': {
      walk.tpdus += 1;
      const most = command.length === 5 ? (command[4] === 0 ? 256 : (command[4] ?? 0)) : 0;
      if (answer.length !== 2 && answer.length !== most + 2) return 'an answer of another length than P3';
      return [0x60, 0x90].includes((answer.at(-2) ?? 0) & 0xf0) ? undefined : 'no status word';
    }
    case 't1':
      walk.blocks += 1;
      return decodeBlock(answer, walk.transport.check).ok ? undefined : 'no T=1 block';
  }
}
