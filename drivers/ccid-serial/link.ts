// The link: one command out, its echo and its answer back, and what to do when the line does anything else.
// A pure state machine (state, event) → (state, actions): it writes nothing and waits for nothing itself (channel.ts does).

import { sameBytes, toHex } from '../bytes.ts';
import type { ReaderError } from '../reader.ts';
import { readerError } from '../reader-error.ts';
import { type CcidMessage, encodeFrame, type Item } from './codec.ts';
import { answerTypes, type CcidCommand, getSlotStatus, readStatus } from './messages.ts';

/** Milliseconds. Each exchange has its own deadline; time requests push it back, never beyond the cap. */
export const limits = {
  probe: 2_000,
  escape: 2_000,
  powerOn: 10_000,
  apdu: 5_000,
  cap: 30_000,
  /** After a failure the line must be silent so long before we speak again … */
  quiet: 60,
  /** … but we wait no longer than this for silence. */
  drain: 500,
  /** And then one GetSlotStatus may take so long: a call that failed comes back within a second of its deadline. */
  recheck: 450,
} as const;

const MAX_RESENDS = 3;
/** Answers to this many commands before the present one are late, not wrong. */
const REMEMBERED = 32;

interface Memory {
  readonly nextSeq: number;
  /** Whether this reader repeats every command (GemPC Twin) or not (SEC1210): seen in the first exchange. */
  readonly echo: 'unknown' | 'on' | 'off';
}

interface Exchange {
  readonly command: CcidCommand;
  readonly doing: string;
  readonly seq: number;
  readonly bytes: Uint8Array;
  readonly limit: number;
  readonly startedAt: number;
  /** No extension goes beyond this time. */
  readonly latest: number;
  readonly echoed: boolean;
  /** A NAK came: as soon as the line is quiet the command is sent again. */
  readonly refused: boolean;
  readonly resends: number;
}

export type LinkState = { readonly memory: Memory } & (
  | { readonly at: 'idle' }
  | { readonly at: 'waiting'; readonly exchange: Exchange }
  /** An exchange failed: what is still coming belongs to nobody. */
  | { readonly at: 'draining'; readonly error: ReaderError; readonly latest: number }
  /** One GetSlotStatus decides whether the reader is still there. */
  | { readonly at: 'probing'; readonly error: ReaderError; readonly exchange: Exchange }
  | { readonly at: 'down'; readonly error: ReaderError }
);

export type LinkEvent =
  | {
      readonly kind: 'send';
      readonly command: CcidCommand;
      readonly doing: string;
      readonly limit: number;
      /** Whether the reader may ask for more time. */
      readonly extendable: boolean;
      readonly now: number;
    }
  | { readonly kind: 'item'; readonly item: Item; readonly now: number }
  | { readonly kind: 'deadline'; readonly now: number }
  | { readonly kind: 'line-lost'; readonly error: ReaderError };

export type LinkAction =
  | { readonly do: 'write'; readonly bytes: Uint8Array }
  /** Replaces the deadline before it; undefined: none. */
  | { readonly do: 'deadline'; readonly at: number | undefined }
  | { readonly do: 'reset-decoder' }
  | { readonly do: 'hint'; readonly card: boolean }
  | { readonly do: 'answer'; readonly message: CcidMessage }
  | { readonly do: 'fail'; readonly error: ReaderError }
  | { readonly do: 'down'; readonly error: ReaderError };

export type LinkStep = readonly [LinkState, readonly LinkAction[]];

export const freshLink: LinkState = { at: 'idle', memory: { nextSeq: 0, echo: 'unknown' } };

/** `send` is only for an idle link (a link that is down fails it at once); the channel sees to that. */
export function stepLink(state: LinkState, event: LinkEvent): LinkStep {
  if (event.kind === 'line-lost') return lost(state, event.error);
  if (event.kind === 'item' && event.item.kind === 'slot-change' && state.at !== 'down')
    return [state, [{ do: 'hint', card: event.item.card }]];
  switch (state.at) {
    case 'idle':
      return event.kind === 'send' ? send(state, event) : [state, []];
    case 'waiting':
      return event.kind === 'item' ? received(state, event.item, event.now) : unanswered(state, event);
    case 'draining':
      return draining(state, event);
    case 'probing':
      return event.kind === 'item' ? probed(state, event.item) : probeUnanswered(state, event);
    case 'down':
      return event.kind === 'send' ? [state, [{ do: 'fail', error: state.error }]] : [state, []];
  }
}

function send(state: LinkState, event: LinkEvent & { kind: 'send' }): LinkStep {
  const latest = event.now + (event.extendable ? Math.max(limits.cap, event.limit) : event.limit);
  const [memory, exchange] = begin(state.memory, event, latest);
  return [
    { at: 'waiting', memory, exchange },
    [
      { do: 'deadline', at: event.now + event.limit },
      { do: 'write', bytes: exchange.bytes },
    ],
  ];
}

type Sending = Omit<LinkEvent & { kind: 'send' }, 'kind' | 'extendable'>;

function begin(memory: Memory, sending: Sending, latest: number): readonly [Memory, Exchange] {
  const { command, doing, limit, now } = sending;
  const seq = memory.nextSeq;
  const bytes = encodeFrame({ ...command, slot: 0, seq });
  const exchange = {
    command,
    doing,
    seq,
    bytes,
    limit,
    startedAt: now,
    latest,
    echoed: false,
    refused: false,
    resends: 0,
  };
  return [{ ...memory, nextSeq: (seq + 1) & 0xff }, exchange];
}

type Waiting = LinkState & { at: 'waiting' };

function received(state: Waiting, item: Item, now: number): LinkStep {
  const { exchange } = state;
  switch (item.kind) {
    case 'frame':
      return item.message.type < 0x80 ? echoCame(state, item, now) : answerCame(state, item.message, now);
    case 'bad-lrc':
      return broken(state, 'bad-frame', 'a frame came with a wrong checksum', now);
    case 'nak':
      if (!exchange.refused && exchange.resends === MAX_RESENDS)
        return broken(state, 'bad-frame', `the reader refused the checksum ${MAX_RESENDS + 1} times`, now);
      // One garbled command may bring several NAKs: answered one by one, a PIN would be tried twice.
      return [
        { ...state, exchange: { ...exchange, refused: true } },
        [{ do: 'deadline', at: Math.min(now + limits.quiet, exchange.latest) }],
      ];
    case 'time-request':
      return [state, exchange.refused ? [] : [pushedBack(exchange, now)]];
    // Between frames noise does no harm: a frame proves itself by its checksum.
    case 'noise':
    case 'slot-change':
      return [state, []];
  }
}

function pushedBack(exchange: Exchange, now: number): LinkAction {
  return { do: 'deadline', at: Math.min(now + exchange.limit, exchange.latest) };
}

function echoCame(state: Waiting, item: Item & { kind: 'frame' }, now: number): LinkStep {
  const { exchange, memory } = state;
  if (!exchange.echoed && sameBytes(item.bytes, exchange.bytes))
    return [{ ...state, memory: { ...memory, echo: 'on' }, exchange: { ...exchange, echoed: true } }, []];
  if (isStale(item.message.seq, exchange.seq)) return [state, []];
  return broken(state, 'bad-frame', 'the echo is not the command that was sent', now);
}

function answerCame(state: Waiting, message: CcidMessage, now: number): LinkStep {
  const { exchange, memory } = state;
  if (isStale(message.seq, exchange.seq)) return [state, []];
  const fault = faultOf(message, exchange);
  if (fault) return broken(state, 'bad-frame', fault, now);
  if (!exchange.echoed && memory.echo === 'on')
    return broken(state, 'bad-frame', 'the answer came without the echo of its command', now);
  if (readStatus(message)?.outcome === 'time-extension')
    return [{ ...state, exchange: { ...exchange, refused: false } }, [pushedBack(exchange, now)]];
  const echo = exchange.echoed ? 'on' : 'off';
  return [
    { at: 'idle', memory: { ...memory, echo } },
    [
      { do: 'deadline', at: undefined },
      { do: 'answer', message },
    ],
  ];
}

/** What is wrong with an answer whose checksum is right. */
function faultOf(message: CcidMessage, exchange: Exchange): string | undefined {
  const expected = answerTypes.get(exchange.command.type);
  if (message.seq !== exchange.seq) return `the answer is numbered ${message.seq}, expected ${exchange.seq}`;
  if (message.slot !== 0) return `the answer is from slot ${message.slot}, expected 0`;
  if (message.type !== expected)
    return `the answer is of type ${toHex(Uint8Array.of(message.type))}, expected ${toHex(Uint8Array.of(expected ?? 0))}`;
  if (!readStatus(message)) return `the answer has the reserved status ${toHex(Uint8Array.of(message.header[0]))}`;
  return undefined;
}

/** Whether `seq` numbers one of the last commands before `current`. */
function isStale(seq: number, current: number): boolean {
  const behind = (current - seq) & 0xff;
  return behind >= 1 && behind <= REMEMBERED;
}

function unanswered(state: Waiting, event: LinkEvent): LinkStep {
  if (event.kind !== 'deadline') return [state, []];
  const { exchange } = state;
  const { echoed, startedAt } = exchange;
  if (exchange.refused && event.now < exchange.latest)
    return [
      { ...state, exchange: { ...exchange, refused: false, echoed: false, resends: exchange.resends + 1 } },
      [pushedBack(exchange, event.now), { do: 'write', bytes: exchange.bytes }],
    ];
  const what = echoed ? 'the reader repeated the command but did not answer it' : 'the reader did not answer';
  return broken(state, 'no-answer', `${what} within ${Math.round(event.now - startedAt)} ms`, event.now);
}

function broken(state: Waiting, kind: 'bad-frame' | 'no-answer', what: string, now: number): LinkStep {
  const error = readerError(kind, `${state.exchange.doing}: ${what}`);
  return [
    { at: 'draining', memory: { ...state.memory, echo: 'unknown' }, error, latest: now + limits.drain },
    [{ do: 'reset-decoder' }, { do: 'deadline', at: now + limits.quiet }],
  ];
}

function draining(state: LinkState & { at: 'draining' }, event: LinkEvent): LinkStep {
  if (event.kind === 'item') return [state, [{ do: 'deadline', at: Math.min(event.now + limits.quiet, state.latest) }]];
  if (event.kind !== 'deadline') return [state, []];
  const latest = event.now + limits.recheck;
  const sending = { command: getSlotStatus, doing: 'probe after a failure', limit: limits.recheck, now: event.now };
  const [memory, exchange] = begin(state.memory, sending, latest);
  return [
    { at: 'probing', memory, error: state.error, exchange },
    [{ do: 'reset-decoder' }, { do: 'deadline', at: latest }, { do: 'write', bytes: exchange.bytes }],
  ];
}

type Probing = LinkState & { at: 'probing' };

/** The probe takes only what is right in every respect; everything else is still the litter of the failure. */
function probed(state: Probing, item: Item): LinkStep {
  const { exchange, memory } = state;
  if (item.kind === 'nak') {
    if (exchange.resends === MAX_RESENDS) return down(state, 'the reader refuses every command');
    return [
      { ...state, exchange: { ...exchange, resends: exchange.resends + 1 } },
      [{ do: 'write', bytes: exchange.bytes }],
    ];
  }
  if (item.kind !== 'frame') return [state, []];
  if (sameBytes(item.bytes, exchange.bytes)) return [{ ...state, exchange: { ...exchange, echoed: true } }, []];
  if (faultOf(item.message, exchange) || readStatus(item.message)?.outcome === 'time-extension') return [state, []];
  return [
    { at: 'idle', memory: { ...memory, echo: exchange.echoed ? 'on' : 'off' } },
    [
      { do: 'deadline', at: undefined },
      { do: 'fail', error: state.error },
    ],
  ];
}

function probeUnanswered(state: Probing, event: LinkEvent): LinkStep {
  if (event.kind !== 'deadline') return [state, []];
  return down(state, 'the reader does not answer GetSlotStatus either');
}

function down(state: Probing, what: string): LinkStep {
  const error = readerError('no-answer', `${state.error.cause}; ${what}`);
  return [
    { at: 'down', memory: state.memory, error },
    [
      { do: 'deadline', at: undefined },
      { do: 'fail', error: state.error },
      { do: 'down', error },
    ],
  ];
}

function lost(state: LinkState, error: ReaderError): LinkStep {
  if (state.at === 'down') return [state, []];
  const after: LinkState = { at: 'down', memory: state.memory, error };
  const rest: LinkAction[] = [
    { do: 'deadline', at: undefined },
    { do: 'down', error },
  ];
  return [after, state.at === 'idle' ? rest : [{ do: 'fail', error }, ...rest]];
}
