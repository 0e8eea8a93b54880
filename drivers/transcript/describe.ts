// What a piece of a serial CCID line means, in a few English words, for whoever reads a transcript. Pure.

import { toHex } from '../bytes.ts';
import type { CcidMessage, Item } from '../ccid-serial/codec.ts';
import { commandTypes, errorMeaning, readStatus } from '../ccid-serial/messages.ts';
import { type Block, decodeBlock } from '../t1/block.ts';

const names: ReadonlyMap<number, string> = new Map([
  [commandTypes.setParameters, 'SetParameters'],
  [commandTypes.iccPowerOn, 'IccPowerOn'],
  [commandTypes.iccPowerOff, 'IccPowerOff'],
  [commandTypes.getSlotStatus, 'GetSlotStatus'],
  [commandTypes.escape, 'Escape'],
  [commandTypes.getParameters, 'GetParameters'],
  [commandTypes.xfrBlock, 'XfrBlock'],
  [0x80, 'DataBlock'],
  [0x81, 'SlotStatus'],
  [0x82, 'Parameters'],
  [0x83, 'Escape answer'],
]);

/** `bytes`: the whole piece, of which `item` is the first. */
export function describeItem(item: Item | undefined, bytes: Uint8Array): string {
  switch (item?.kind) {
    case 'frame':
      return describeMessage(item.message);
    case 'bad-lrc':
      return `a frame with a wrong LRC, expected ${toHex(Uint8Array.of(item.expected))}`;
    case 'nak':
      return 'NAK';
    case 'slot-change':
      return item.card ? 'a card came' : 'the card went';
    case 'time-request':
      return bytes.length > 1 ? `time requests and more` : 'time request';
    case 'noise':
    case undefined:
      return 'noise';
  }
}

export function describeMessage(message: CcidMessage): string {
  const { type, seq, data } = message;
  const name = `${names.get(type) ?? `type ${toHex(Uint8Array.of(type))}`} #${seq}`;
  if (type < 0x80) return data.length > 0 ? `${name}, ${describeData(type, message.header[0], data)}` : name;
  const status = readStatus(message);
  const outcome = status === undefined ? 'reserved status' : `card ${status.card}`;
  if (status?.outcome === 'time-extension') return `${name}: ${outcome}, wants more time`;
  if (status?.outcome === 'failed') return `${name}: ${outcome}, ${errorMeaning(message.header[1])}`;
  return `${name}: ${outcome}${data.length > 0 ? `, ${describeData(type, 0, data)}` : ''}`;
}

function describeData(type: number, b7: number, data: Uint8Array): string {
  if (type === commandTypes.setParameters) return `T=${b7}`;
  if (type === commandTypes.escape || type === 0x83) return `${data.length} bytes`;
  if (data[0] === 0xff && data.length <= 6) return 'PPS';
  const block = blockIn(data);
  return block ? describeBlock(block) : `${data.length} bytes`;
}

/** A T=1 block, when these bytes are one: nothing else on this line has a NAD, a length and a check that agree. */
function blockIn(data: Uint8Array): Block | undefined {
  const [lrc, crc] = [decodeBlock(data, 'lrc'), decodeBlock(data, 'crc')];
  if (lrc.ok) return lrc.block;
  return crc.ok ? crc.block : undefined;
}

/** As ISO/IEC 7816-3 writes them: I(0,1), R(1), S(IFS request). */
export function describeBlock(block: Block): string {
  switch (block.kind) {
    case 'I':
      return `I(${block.ns},${block.more ? 1 : 0}) ${block.data.length} bytes`;
    case 'R':
      return `R(${block.nr})${['', ' wrong check', ' error'][block.error] ?? ''}`;
    case 'S':
      return `S(${block.about.toUpperCase()} ${block.response ? 'response' : 'request'})${block.value === undefined ? '' : ` ${block.value}`}`;
  }
}
