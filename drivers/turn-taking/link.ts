// The link of the protocols whose frames carry no number (gwi, sam): one command out, one answer back, in turn.
// A pure state machine. An answer cannot say which command it belongs to, so a command is only written on a line that has
// been silent, and after a failure nothing is believed until the probe, whose answer no other command can have, is answered.

import type { ReaderError } from '../reader.ts';
import { readerError } from '../reader-error.ts';

/** Milliseconds. */
export const limits = {
  /** As in serial CCID: a call that failed comes back within a second of its deadline. */
  probe: 450,
  /** Between an answer and the next command: an answer that comes twice comes within it. */
  guard: 3,
  /** After a failure, or bytes that nobody asked for, the line must be silent so long … */
  quiet: 60,
  /** … but we wait no longer than this for silence. */
  drain: 500,
} as const;

/** What a decoder finds on the line, in order. Every byte received belongs to exactly one of them. */
export type TurnItem =
  /** `data`: what the frame carries, its checksum verified. */
  | { readonly kind: 'frame'; readonly data: Uint8Array; readonly bytes: Uint8Array }
  /** `why`: what is wrong with a frame, in an English phrase. */
  | { readonly kind: 'broken'; readonly why: string; readonly bytes: Uint8Array }
  | { readonly kind: 'line-reset' | 'noise'; readonly bytes: Uint8Array };

/** What a protocol brings along. */
export interface TurnRules {
  /** Raw bytes that clear the far end after a failure and at the start, where the protocol has them. */
  readonly reset: Uint8Array | undefined;
  /** The frame that asks whether the reader is still there. It disturbs nothing. */
  readonly probe: Uint8Array;
  /** Only the probe's own answer: never that of another command which came late. */
  isProbeAnswer(data: Uint8Array): boolean;
}

interface Sending {
  readonly bytes: Uint8Array;
  /** What the exchange is for, in an error's cause: "power on". */
  readonly doing: string;
  /** Milliseconds for the answer, from the moment the command is written. */
  readonly limit: number;
}

export type TurnState =
  | { readonly at: 'silent' }
  /** Waits for the line to be silent; `next` is written then. */
  | { readonly at: 'settling'; readonly next: (Sending & { readonly latest: number }) | undefined }
  | { readonly at: 'waiting'; readonly sending: Sending; readonly startedAt: number }
  /** An exchange failed: what is still coming belongs to nobody. */
  | { readonly at: 'draining'; readonly error: ReaderError; readonly latest: number }
  | { readonly at: 'probing'; readonly error: ReaderError }
  | { readonly at: 'down'; readonly error: ReaderError };

export type TurnEvent =
  | { readonly kind: 'opened'; readonly now: number }
  | (Sending & { readonly kind: 'send'; readonly now: number })
  | { readonly kind: 'item'; readonly item: TurnItem; readonly now: number }
  | { readonly kind: 'deadline'; readonly now: number }
  | { readonly kind: 'line-lost'; readonly error: ReaderError };

export type TurnAction =
  | { readonly do: 'write'; readonly bytes: Uint8Array }
  /** Replaces the deadline before it; undefined: none. */
  | { readonly do: 'deadline'; readonly at: number | undefined }
  | { readonly do: 'reset-decoder' }
  | { readonly do: 'answer'; readonly data: Uint8Array }
  | { readonly do: 'fail'; readonly error: ReaderError }
  | { readonly do: 'down'; readonly error: ReaderError };

export type TurnStep = readonly [TurnState, readonly TurnAction[]];

/** Before `opened` nothing is written. */
export const freshTurn: TurnState = { at: 'settling', next: undefined };

/** `send` is only for a link without an exchange under way; the channel sees to that. */
export function stepTurn(rules: TurnRules, state: TurnState, event: TurnEvent): TurnStep {
  if (event.kind === 'line-lost') return lost(state, event.error);
  if (event.kind === 'opened') return opened(rules, state, event.now);
  switch (state.at) {
    case 'silent':
      return onSilence(state, event);
    case 'settling':
      return settling(state, event);
    case 'waiting':
      return event.kind === 'item' ? received(rules, state, event.item, event.now) : unanswered(rules, state, event);
    case 'draining':
      return draining(rules, state, event);
    case 'probing':
      return probing(rules, state, event);
    case 'down':
      return event.kind === 'send' ? [state, [{ do: 'fail', error: state.error }]] : [state, []];
  }
}

function opened({ reset }: TurnRules, state: TurnState, now: number): TurnStep {
  const deadline: TurnAction = { do: 'deadline', at: now + limits.quiet };
  return [state, reset ? [{ do: 'write', bytes: reset }, deadline] : [deadline]];
}

function onSilence(state: TurnState, event: TurnEvent): TurnStep {
  if (event.kind === 'send') return written(event, event.now);
  if (event.kind !== 'item') return [state, []];
  return [{ at: 'settling', next: undefined }, [{ do: 'deadline', at: event.now + limits.quiet }]];
}

function written({ bytes, doing, limit }: Sending, now: number): TurnStep {
  return [
    { at: 'waiting', sending: { bytes, doing, limit }, startedAt: now },
    [{ do: 'reset-decoder' }, { do: 'deadline', at: now + limit }, { do: 'write', bytes }],
  ];
}

function settling(state: TurnState & { at: 'settling' }, event: TurnEvent): TurnStep {
  const { next } = state;
  switch (event.kind) {
    case 'send': {
      const { bytes, doing, limit, now } = event;
      return [{ at: 'settling', next: { bytes, doing, limit, latest: now + limits.drain } }, []];
    }
    case 'item':
      if (next && event.now >= next.latest) {
        const error = readerError('bad-frame', `${next.doing}: the reader does not stop speaking unasked`);
        return [{ at: 'draining', error, latest: event.now }, [{ do: 'deadline', at: event.now }]];
      }
      return [state, [{ do: 'deadline', at: event.now + limits.quiet }]];
    case 'deadline':
      return next ? written(next, event.now) : [{ at: 'silent' }, [{ do: 'deadline', at: undefined }]];
    default:
      return [state, []];
  }
}

type Waiting = TurnState & { at: 'waiting' };

function received(rules: TurnRules, state: Waiting, item: TurnItem, now: number): TurnStep {
  switch (item.kind) {
    case 'frame':
      return [
        { at: 'settling', next: undefined },
        [
          { do: 'deadline', at: now + limits.guard },
          { do: 'answer', data: item.data },
        ],
      ];
    case 'broken':
      return broken(rules, state, 'bad-frame', `a frame came with ${item.why}`, now);
    // Between frames noise does no harm: a frame proves itself by its checksum.
    case 'line-reset':
    case 'noise':
      return [state, []];
  }
}

function unanswered(rules: TurnRules, state: Waiting, event: TurnEvent): TurnStep {
  if (event.kind !== 'deadline') return [state, []];
  const waited = Math.round(event.now - state.startedAt);
  return broken(rules, state, 'no-answer', `the reader did not answer within ${waited} ms`, event.now);
}

function broken(
  { reset }: TurnRules,
  state: Waiting,
  kind: 'bad-frame' | 'no-answer',
  what: string,
  now: number,
): TurnStep {
  const error = readerError(kind, `${state.sending.doing}: ${what}`);
  return [
    { at: 'draining', error, latest: now + limits.drain },
    [
      { do: 'reset-decoder' },
      { do: 'deadline', at: now + limits.quiet },
      ...(reset ? [{ do: 'write', bytes: reset } as const] : []),
    ],
  ];
}

function draining(rules: TurnRules, state: TurnState & { at: 'draining' }, event: TurnEvent): TurnStep {
  if (event.kind === 'item') return [state, [{ do: 'deadline', at: Math.min(event.now + limits.quiet, state.latest) }]];
  if (event.kind !== 'deadline') return [state, []];
  return [
    { at: 'probing', error: state.error },
    [{ do: 'reset-decoder' }, { do: 'deadline', at: event.now + limits.probe }, { do: 'write', bytes: rules.probe }],
  ];
}

function probing(rules: TurnRules, state: TurnState & { at: 'probing' }, event: TurnEvent): TurnStep {
  if (event.kind === 'item' && event.item.kind === 'frame' && rules.isProbeAnswer(event.item.data))
    return [
      { at: 'settling', next: undefined },
      [
        { do: 'deadline', at: event.now + limits.quiet },
        { do: 'fail', error: state.error },
      ],
    ];
  if (event.kind !== 'deadline') return [state, []];
  const error = readerError('no-answer', `${state.error.cause}; the reader does not answer the probe either`);
  return [
    { at: 'down', error },
    [
      { do: 'deadline', at: undefined },
      { do: 'fail', error: state.error },
      { do: 'down', error },
    ],
  ];
}

function lost(state: TurnState, error: ReaderError): TurnStep {
  if (state.at === 'down') return [state, []];
  const idle = state.at === 'silent' || (state.at === 'settling' && !state.next);
  const rest: TurnAction[] = [
    { do: 'deadline', at: undefined },
    { do: 'down', error },
  ];
  return [{ at: 'down', error }, idle ? rest : [{ do: 'fail', error }, ...rest]];
}
