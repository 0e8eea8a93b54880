// The card's side of T=1 (ISO/IEC 7816-3, 11.6), for virtual cards: one block in, one block out. Pure; what a command
// answers is handed in. It never speaks first, so a silent card is the slot's affair.

import { concatBytes } from '../bytes.ts';
import { type Block, type Check, decodeBlock, encodeBlock } from './block.ts';

export interface T1CardState {
  readonly check: Check;
  /** IFSD: the longest information field that the host takes; 32 until it says otherwise. */
  readonly ifsd: number;
  /** The number of our block under way or next, and of the host's next. */
  readonly ns: 0 | 1;
  readonly nr: 0 | 1;
  /** Command bytes so far. */
  readonly command: Uint8Array;
  /** Answer bytes from the block under way on; empty when none is. */
  readonly answer: Uint8Array;
  /** The block sent last; undefined after a reset. */
  readonly last: Block | undefined;
}

const nothing = new Uint8Array(0);
const DEFAULT_IFSD = 32;
const other = (number: 0 | 1): 0 | 1 => (number === 0 ? 1 : 0);

export function freshT1Card(check: Check): T1CardState {
  return { check, ifsd: DEFAULT_IFSD, ns: 0, nr: 0, command: nothing, answer: nothing, last: undefined };
}

export interface T1CardHooks {
  /** What the card does with a whole command. Called once for each that arrived. */
  execute(command: Uint8Array): Uint8Array;
  /** Whether the card asks for more time instead of answering. */
  stalls(): boolean;
}

/** One block from the host; the new state and the card's block. */
export function stepT1Card(
  state: T1CardState,
  bytes: Uint8Array,
  hooks: T1CardHooks,
): readonly [T1CardState, Uint8Array<ArrayBuffer>] {
  const next = respond(state, bytes, hooks);
  return [next.state, encodeBlock(next.block, state.check)];
}

interface Said {
  readonly state: T1CardState;
  readonly block: Block;
}

function respond(state: T1CardState, bytes: Uint8Array, hooks: T1CardHooks): Said {
  const decoded = decodeBlock(bytes, state.check);
  if (!decoded.ok) return say(state, { kind: 'R', nr: state.nr, error: decoded.error });
  const { block } = decoded;
  switch (block.kind) {
    case 'I':
      return informed(state, block, hooks);
    case 'R':
      return acknowledged(state, block);
    case 'S':
      return block.response ? responded(state, block, hooks) : requested(state, block);
  }
}

function say(state: T1CardState, block: Block): Said {
  return { state: { ...state, last: block }, block };
}

function puzzled(state: T1CardState): Said {
  return say(state, { kind: 'R', nr: state.nr, error: 2 });
}

function informed(state: T1CardState, block: Block & { kind: 'I' }, hooks: T1CardHooks): Said {
  if (block.ns !== state.nr) return puzzled(state);
  // A new block from the host says that our last one arrived.
  const ns = state.answer.length > 0 ? other(state.ns) : state.ns;
  const command = concatBytes(state.command, block.data);
  const heard = { ...state, ns, nr: other(state.nr), answer: nothing };
  if (block.more) return say({ ...heard, command }, { kind: 'R', nr: heard.nr, error: 0 });
  return answer({ ...heard, command: nothing, answer: hooks.execute(command) }, hooks);
}

function answer(state: T1CardState, hooks: T1CardHooks): Said {
  if (hooks.stalls()) return say(state, { kind: 'S', about: 'wtx', response: false, value: 1 });
  return chunk(state);
}

function chunk(state: T1CardState): Said {
  const { answer: rest, ns, ifsd } = state;
  return say(state, { kind: 'I', ns, more: rest.length > ifsd, data: rest.slice(0, ifsd) });
}

function acknowledged(state: T1CardState, block: Block & { kind: 'R' }): Said {
  const { last, ns, answer: rest } = state;
  if (last === undefined) return puzzled(state);
  if (last.kind === 'I' && last.more && block.nr !== ns)
    return chunk({ ...state, ns: other(ns), answer: rest.subarray(last.data.length) });
  return say(state, last);
}

function requested(state: T1CardState, block: Block & { kind: 'S' }): Said {
  const response = { ...block, response: true };
  switch (block.about) {
    case 'resynch':
      return say(freshT1Card(state.check), response);
    case 'ifs':
      return say({ ...state, ifsd: block.value ?? state.ifsd }, response);
    case 'abort':
      return say({ ...state, command: nothing, answer: nothing }, response);
    case 'wtx':
      return puzzled(state);
  }
}

function responded(state: T1CardState, block: Block & { kind: 'S' }, hooks: T1CardHooks): Said {
  const { last } = state;
  const asked = last?.kind === 'S' && !last.response && last.about === block.about && last.value === block.value;
  return asked ? answer(state, hooks) : puzzled(state);
}
