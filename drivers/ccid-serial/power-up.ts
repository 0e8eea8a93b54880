// From a card without power to one that takes commands: voltages in turn, ATR, protocol, PPS, parameters.
// T=0 where the card offers it, else T=1, whose block size is agreed on at once; anything else is a typed error.

import { concatBytes, sameBytes, toHex, xorOf } from '../bytes.ts';
import { type Atr, parseAtr } from '../card/atr.ts';
import type { ReaderError, Result } from '../reader.ts';
import { done, failed } from '../reader-error.ts';
import { MAX_INFORMATION } from '../t1/block.ts';
import { freshT1, negotiateSize, type T1Link } from '../t1/host.ts';
import type { Exchange } from './channel.ts';
import { limits } from './link.ts';
import {
  type CcidCommand,
  errorOfAnswer,
  iccPowerOn,
  readStatus,
  setParametersT0,
  setParametersT1,
  voltages,
  xfrBlock,
} from './messages.ts';
import { talkT1 } from './t1-talk.ts';

/** How commands travel to the card from now on. `broken`: a conversation broke off, the card must be resynchronised. */
export type Transport =
  | { readonly protocol: 0 }
  | { readonly protocol: 1; readonly link: T1Link; readonly broken: boolean };

export interface PoweredCard {
  readonly atr: Atr;
  readonly transport: Transport;
}

const DEFAULT_FI_DI = 0x11;

/** Powers the card and sets it up. A card that is on already is reset where it is (warm). */
export async function powerUp(exchange: Exchange): Promise<Result<PoweredCard, ReaderError>> {
  const answer = await answerToReset(exchange);
  if (!answer.ok) return answer;
  const atr = answer.value;
  const { ta1, specificProtocol, protocols } = atr;
  const offered = specificProtocol === undefined ? protocols : [specificProtocol];
  const protocol = ([0, 1] as const).find((one) => offered.includes(one));
  if (protocol === undefined)
    return failed('card-protocol', `the card speaks T=${offered.join(', T=')} only, neither T=0 nor T=1`);
  if (specificProtocol === undefined && (ta1 !== DEFAULT_FI_DI || protocols[0] !== protocol)) {
    const agreed = await selectProtocol(exchange, ta1, protocol);
    if (!agreed.ok) return agreed;
  }
  const set = await setParameters(exchange, protocol === 0 ? parametersT0(atr) : parametersT1(atr));
  if (!set.ok) return set;
  if (protocol === 0) return done({ atr, transport: { protocol } });
  const link = await agreeOnSize(exchange, atr);
  return link.ok ? done({ atr, transport: { protocol, link: link.value, broken: false } }) : link;
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

/** PPS (ISO 7816-3, 9): the protocol at the card's own rate; the card must repeat the request. */
async function selectProtocol(exchange: Exchange, ta1: number, protocol: 0 | 1): Promise<Result<void, ReaderError>> {
  const head = Uint8Array.of(0xff, 0x10 | protocol, ta1);
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

function parametersT0({ ta1, convention, tc1, tc2 }: Atr): CcidCommand {
  return setParametersT0(Uint8Array.of(ta1, convention === 'inverse' ? 0x02 : 0x00, tc1, tc2, 0x00));
}

function parametersT1({ ta1, convention, tc1, t1 }: Atr): CcidCommand {
  const check = 0x10 | (convention === 'inverse' ? 0x02 : 0x00) | (t1.check === 'crc' ? 0x01 : 0x00);
  return setParametersT1(Uint8Array.of(ta1, check, tc1, t1.waiting, 0x00, t1.ifsc, 0x00));
}

async function setParameters(exchange: Exchange, command: CcidCommand): Promise<Result<void, ReaderError>> {
  const doing = 'set parameters';
  const answer = await exchange(command, { doing, limit: limits.escape });
  if (!answer.ok) return answer;
  const status = readStatus(answer.value);
  if (status?.outcome !== 'done')
    return { ok: false, error: errorOfAnswer(answer.value, status?.card ?? 'absent', doing, true) };
  if (sameBytes(answer.value.data, command.data)) return done(undefined);
  return failed(
    'refused-by-reader',
    `set parameters: asked for ${toHex(command.data, ' ')}, got ${toHex(answer.value.data, ' ')}`,
  );
}

/** S(IFS request): the card may send blocks as long as any can be. */
async function agreeOnSize(exchange: Exchange, { t1 }: Atr): Promise<Result<T1Link, ReaderError>> {
  const begun = negotiateSize(freshT1(t1.check, t1.ifsc), MAX_INFORMATION);
  const talked = await talkT1(exchange, begun, 'block size');
  if (talked.at === 'answered') return done(talked.link);
  return { ok: false, error: talked.error };
}
