// From a card without power to one that takes commands: voltages in turn, ATR, protocol, PPS, parameters.
// T=0 only: a card that speaks nothing else is refused, with a typed error.

import { concatBytes, sameBytes, toHex, xorOf } from '../bytes.ts';
import { type Atr, parseAtr } from '../card/atr.ts';
import type { ReaderError, Result } from '../reader.ts';
import { done, failed } from '../reader-error.ts';
import type { ExchangeOptions } from './channel.ts';
import type { CcidMessage } from './codec.ts';
import { limits } from './link.ts';
import {
  type CcidCommand,
  errorOfAnswer,
  iccPowerOn,
  readStatus,
  setParametersT0,
  voltages,
  xfrBlock,
} from './messages.ts';

export type Exchange = (command: CcidCommand, options: ExchangeOptions) => Promise<Result<CcidMessage, ReaderError>>;

const DEFAULT_FI_DI = 0x11;

/** Powers the card (it must be off) and sets it up for T=0. */
export async function powerUp(exchange: Exchange): Promise<Result<Atr, ReaderError>> {
  const atr = await answerToReset(exchange);
  if (!atr.ok) return atr;
  const { ta1, specificProtocol, protocols } = atr.value;
  if (!(specificProtocol === undefined ? protocols.includes(0) : specificProtocol === 0))
    return failed('card-protocol', `the card speaks T=${specificProtocol ?? protocols.join(', T=')} only, not T=0`);
  if (specificProtocol === undefined && (ta1 !== DEFAULT_FI_DI || protocols[0] !== 0)) {
    const agreed = await selectProtocol(exchange, ta1);
    if (!agreed.ok) return agreed;
  }
  const set = await setParameters(exchange, atr.value);
  return set.ok ? atr : set;
}

/** When no voltage works, what happened at the first one is the error: the others only follow from it. */
async function answerToReset(exchange: Exchange): Promise<Result<Atr, ReaderError>> {
  let first: Result<never, ReaderError> | undefined;
  for (const voltage of voltages) {
    const doing = 'power on';
    const answer = await exchange(iccPowerOn(voltage), { doing, limit: limits.powerOn, extendable: true });
    if (!answer.ok) return answer;
    const status = readStatus(answer.value);
    if (status?.outcome === 'done') {
      const atr = parseAtr(answer.value.data);
      if (atr.ok) return atr;
      first ??= atr;
    } else {
      const card = status?.card ?? 'absent';
      const refused = { ok: false, error: errorOfAnswer(answer.value, card, doing, false) } as const;
      if (card === 'absent') return refused;
      first ??= refused;
    }
  }
  return first ?? failed('mute-card', 'power on: no voltage was tried');
}

/** PPS (ISO 7816-3, 9): T=0 at the card's own rate; the card must repeat the request. */
async function selectProtocol(exchange: Exchange, ta1: number): Promise<Result<void, ReaderError>> {
  const head = Uint8Array.of(0xff, 0x10, ta1);
  const request = concatBytes(head, Uint8Array.of(xorOf(head)));
  const doing = 'PPS';
  const answer = await exchange(xfrBlock(request), { doing, limit: limits.apdu, extendable: true });
  if (!answer.ok) return answer;
  const status = readStatus(answer.value);
  if (status?.outcome !== 'done')
    return { ok: false, error: errorOfAnswer(answer.value, status?.card ?? 'absent', doing, true) };
  if (sameBytes(answer.value.data, request)) return done(undefined);
  return failed(
    'card-protocol',
    `PPS: sent ${toHex(request, ' ')}, the card answered ${toHex(answer.value.data, ' ')}`,
  );
}

async function setParameters(exchange: Exchange, atr: Atr): Promise<Result<void, ReaderError>> {
  const convention = atr.convention === 'inverse' ? 0x02 : 0x00;
  const wanted = Uint8Array.of(atr.ta1, convention, atr.tc1, atr.tc2, 0x00);
  const doing = 'set parameters';
  const answer = await exchange(setParametersT0(wanted), { doing, limit: limits.escape });
  if (!answer.ok) return answer;
  const status = readStatus(answer.value);
  if (status?.outcome !== 'done')
    return { ok: false, error: errorOfAnswer(answer.value, status?.card ?? 'absent', doing, true) };
  if (sameBytes(answer.value.data, wanted)) return done(undefined);
  return failed(
    'refused-by-reader',
    `set parameters: asked for ${toHex(wanted, ' ')}, got ${toHex(answer.value.data, ' ')}`,
  );
}
