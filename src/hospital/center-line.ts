// A line to the center that can be cut, as a real one is: before a message arrives, after it arrived, in the middle of the
// answer, or by letting it wait too long. This is how prompts 3 and 5 arise; nothing is pretended. What carries the
// messages, a call in process or HTTP, is handed in.

import type { Transport, TransportFailure } from '../domain/protocol/envelope.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import type { Schedule } from './schedule.ts';

/** What befalls a message. `late`: it arrives only when it is let go, after the sender gave up. */
export type LineFault = 'cut-before-arrival' | 'cut-after-arrival' | 'garbled' | 'late';

export interface FaultPlan {
  readonly fault: LineFault;
  /** How many messages it befalls; until `clear` without it. */
  readonly times?: number;
  /** Only messages of this transaction, or of these; any without it. */
  readonly infno?: string | readonly string[];
}

/** The hand on the line: a trainer, a scenario, a test. */
export interface LineHand {
  state(): 'up' | 'down';
  up(): void;
  /** Nothing arrives, and the sender knows it: the connection is refused. */
  down(): void;
  befall(plan: FaultPlan): void;
  clear(): void;
  /** Lets the late messages arrive now, in order; their answers go nowhere. */
  letGo(): Promise<void>;
}

export interface Line {
  readonly transport: Transport;
  readonly hand: LineHand;
}

export interface LineParts {
  /** The center's door: one encoded request, one encoded answer. */
  readonly handle: (request: string) => string | Promise<string>;
  readonly schedule: Schedule;
  /** Milliseconds after which an answer is not waited for any more. */
  readonly deadline: number;
}

export interface CarriedLineParts {
  /** What brings a request to the center and its answer back, and may fail by itself. */
  readonly carrier: Transport;
  readonly schedule: Schedule;
  /** Milliseconds after which an answer is not waited for any more. */
  readonly deadline: number;
}

interface Armed {
  readonly plan: FaultPlan;
  left: number;
}

type Exchanged = Result<string, TransportFailure>;

function failed(kind: TransportFailure['kind'], sent: TransportFailure['sent'], cause: string): Exchanged {
  return failure({ kind, sent, cause });
}

function infnoOf(request: string): string | undefined {
  return /"infno":"([^"]*)"/.exec(request)?.[1];
}

/** A turn of the event loop: what is asked is never answered within the asking. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A line to a center in this process. */
export function createLine({ handle, schedule, deadline }: LineParts): Line {
  return createCarriedLine({ carrier: { exchange: async (request) => ok(await handle(request)) }, schedule, deadline });
}

/** A line over something that carries messages. It hands the carrier's own failures on as they are. */
export function createCarriedLine({ carrier, schedule, deadline }: CarriedLineParts): Line {
  let state: 'up' | 'down' = 'up';
  let armed: Armed[] = [];
  let late: string[] = [];

  function strike(request: string): LineFault | undefined {
    const infno = infnoOf(request);
    const hit = armed.find(
      ({ plan }) => plan.infno === undefined || [plan.infno].flat().some((each) => each === infno),
    );
    if (!hit) return undefined;
    hit.left -= 1;
    armed = armed.filter(({ left }) => left > 0);
    return hit.plan.fault;
  }

  async function carry(request: string): Promise<Exchanged> {
    await nextTurn();
    if (state === 'down') return failed('refused-connection', 'no', 'the line to the center is down');
    switch (strike(request)) {
      case 'cut-before-arrival':
        return failed('cut', 'maybe', 'the line was cut while the message was under way');
      case 'cut-after-arrival': {
        const carried = await carrier.exchange(request);
        return carried.ok ? failed('cut', 'maybe', 'the line was cut before the answer came') : carried;
      }
      case 'garbled': {
        const carried = await carrier.exchange(request);
        return carried.ok ? ok(carried.value.slice(0, Math.floor(carried.value.length / 2))) : carried;
      }
      case 'late':
        late.push(request);
        return failed('timed-out', 'maybe', `no answer within ${deadline} ms`);
      case undefined:
        return carrier.exchange(request);
    }
  }

  function timeout(): { readonly passed: Promise<Exchanged>; cancel(): void } {
    let cancel = () => {};
    const passed = new Promise<Exchanged>((resolve) => {
      cancel = schedule.after(deadline, () => resolve(failed('timed-out', 'maybe', `no answer within ${deadline} ms`)));
    });
    return { passed, cancel: () => cancel() };
  }

  return {
    transport: {
      async exchange(request) {
        const limit = timeout();
        try {
          return await Promise.race([carry(request), limit.passed]);
        } finally {
          limit.cancel();
        }
      },
    },
    hand: {
      state: () => state,
      up: () => {
        state = 'up';
      },
      down: () => {
        state = 'down';
      },
      befall: (plan) => {
        armed.push({ plan, left: plan.times ?? Number.POSITIVE_INFINITY });
      },
      clear: () => {
        armed = [];
      },
      async letGo() {
        const requests = late;
        late = [];
        for (const request of requests) await carrier.exchange(request);
      },
    },
  };
}
