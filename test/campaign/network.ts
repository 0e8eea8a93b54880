// The network between counters and center: it delays, loses, repeats, reorders and breaks messages, and it never invents
// one. What it says of a failure is what a real connection would know.

import type { Transport, TransportFailure } from '../../src/domain/protocol/envelope.ts';
import { failure, ok, type Result } from '../../src/domain/result.ts';
import type { Agenda } from './agenda.ts';
import type { CenterHost } from './center-host.ts';
import type { FaultKind, Faults } from './faults.ts';
import type { Random } from './random.ts';

type Exchanged = Result<string, TransportFailure>;

/** A hospital's line to the center, shared by its windows. */
export interface HospitalLine {
  readonly transport: Transport;
  /** Cuts it, or mends it. Whatever is on the way is lost. */
  set(state: 'up' | 'down'): void;
}

export interface NetworkParts {
  readonly agenda: Agenda;
  readonly center: CenterHost;
  readonly faults: Faults;
  readonly random: Random;
  /** Told where the center gave two answers to one message. */
  readonly broken: (law: string) => void;
}

/** Milliseconds after which an answer is not waited for any more. */
export const deadline = 8_000;

const ofMessages: readonly FaultKind[] = [
  'lost-before-send',
  'lost-before-arrival',
  'lost-after-commit',
  'duplicate',
  'late',
  'reordered',
  'garbled',
];

const refused = failure<TransportFailure>({ kind: 'refused-connection', sent: 'no', cause: 'nobody answers' });
const cut = failure<TransportFailure>({ kind: 'cut', sent: 'maybe', cause: 'the line was cut' });
const timedOut = failure<TransportFailure>({ kind: 'timed-out', sent: 'maybe', cause: `nothing in ${deadline} ms` });

/** An answer that the center keeps; one that it gives without keeping it may be another the next time. */
function isKept(answer: string): boolean {
  return !/"err_msg":"(sign_no|inf_time|center|message|msgid)/.test(answer);
}

export function createLine({ agenda, center, faults, random, broken }: NetworkParts): HospitalLine {
  let isUp = true;
  /** Another number whenever it is mended: what was on the way when it broke never arrives. */
  let mended = 0;
  let sent = 0;
  let arrivedLast = 0;

  function strike(): FaultKind | undefined {
    return ofMessages.find((kind) => random.chance(faults.rate(kind)));
  }

  function arrive(request: string, number: number): string | undefined {
    const answer = center.handle(request);
    if (answer === undefined) return undefined;
    if (number < arrivedLast) faults.befell('reordered');
    arrivedLast = Math.max(arrivedLast, number);
    return answer;
  }

  function deliverAgain(request: string, number: number, first: string): void {
    agenda.after(random.between(0, 90_000), () => {
      const second = arrive(request, number);
      if (second === undefined) return;
      faults.befell('duplicate');
      if (isKept(first) && isKept(second) && first !== second) broken(`one message, two answers: ${request}`);
    });
  }

  function delayOf(fault: FaultKind | undefined): number {
    if (fault === 'late') return deadline + random.between(1, 180_000);
    if (fault === 'reordered') return random.between(1_000, deadline - 1_000);
    return random.between(5, 60);
  }

  function carry(request: string, answer: (came: Exchanged) => void): void {
    const number = ++sent;
    const connection = { life: center.life(), mended };
    const holds = () => isUp && connection.mended === mended && connection.life === center.life();
    const fault = strike();
    if (fault === 'lost-before-send') faults.befell(fault);
    if (!isUp || center.life() === 0 || fault === 'lost-before-send') {
      agenda.after(random.between(1, 20), () => answer(refused));
      return;
    }
    agenda.after(delayOf(fault), () => {
      // Only what was lost on the way is given up: a late message has left its sender's hands.
      if (fault === 'lost-before-arrival' || (fault !== 'late' && !holds())) {
        if (fault === 'lost-before-arrival') faults.befell(fault);
        answer(cut);
        return;
      }
      const half = (text: string) => text.slice(0, Math.floor(text.length / 2));
      const breaksRequest = fault === 'garbled' && random.chance(0.3);
      const came = arrive(breaksRequest ? half(request) : request, number);
      if (fault === 'late' && came !== undefined) faults.befell('late');
      if (fault === 'garbled') faults.befell('garbled');
      if (came !== undefined && fault === 'duplicate') deliverAgain(request, number, came);
      if (came === undefined || fault === 'lost-after-commit') {
        if (came !== undefined) faults.befell('lost-after-commit');
        answer(cut);
        return;
      }
      const text = fault === 'garbled' && !breaksRequest ? half(came) : came;
      agenda.after(random.between(5, 60), () => answer(holds() ? ok(text) : cut));
    });
  }

  return {
    transport: {
      exchange: (request) =>
        new Promise((resolve) => {
          const callOff = agenda.after(deadline, () => resolve(timedOut));
          carry(request, (came) => {
            callOff();
            resolve(came);
          });
        }),
    },
    set(state) {
      if (state === 'down') mended += 1;
      isUp = state === 'up';
    },
  };
}
