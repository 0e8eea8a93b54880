// What one hospital of a run is made of, and what a run sees of it: shapes only. What happens there is hospital.ts.

import type { Clock } from '../../src/domain/date.ts';
import type { DeskSnapshot, Lookup } from '../../src/hospital/desk.ts';
import type { HospitalData } from '../../src/hospital/hospital-fixtures.ts';
import type { VisitState } from '../../src/hospital/visit/state.ts';
import type { Agenda } from './agenda.ts';
import type { OpenDays } from './brought-back.ts';
import type { Errand, Patient } from './cashier.ts';
import type { Counter, Sabotage } from './counter.ts';
import type { Faults } from './faults.ts';
import type { HospitalLine } from './network.ts';
import type { Random } from './random.ts';
import type { Cards } from './virtual-slot.ts';
import { whoseVisit } from './whose-visit.ts';

export interface HospitalParts {
  readonly data: HospitalData;
  readonly lookup: Lookup;
  readonly windows: number;
  readonly folder: string;
  readonly line: HospitalLine;
  readonly clock: Clock;
  readonly cards: Cards;
  readonly agenda: Agenda;
  readonly faults: Faults;
  readonly random: Random;
  readonly sabotage: Sabotage;
  readonly openDays: OpenDays;
  /** Whoever is at a window anywhere: to see that nobody's card is at two. */
  readonly atWindows: Map<string, number>;
  /** Told of every screen that changed, once a step. */
  readonly seen: (hospital: string, visit: VisitState) => void;
  /** Told of whoever waits for the doctor, as the doctor's screen has it at a look. */
  readonly waiting: (hospital: string, queue: DeskSnapshot['queue']['consult']) => void;
  /** Told of every PIN that is typed, rightly or wrongly. */
  readonly typed: (pin: string) => void;
  /** A program was killed: what it left behind is looked at. */
  readonly killed: (hospital: string) => void;
}

/** A window with the one who sits there. */
export interface Window {
  readonly counter: Counter;
  errand: Errand | undefined;
  readonly queue: Errand[];
  /** Who was attended to today: served, sent away, or given up. */
  readonly attended: Set<string>;
}

export interface HospitalInRun {
  readonly code: string;
  readonly windows: readonly Window[];
  readonly counters: readonly Counter[];
  /** Somebody comes to register, at the window with the shortest queue. */
  arrive(patient: Patient): void;
  /** Looks at every screen that changed in this step. */
  look(): void;
  /** Nobody is let in any more; who waits goes home. */
  sendHome(): void;
  visits(): number;
  refunds(): number;
  /** Registrations that were taken back. */
  takenBack(): number;
}

/** Whether somebody's visit is on one of the screens. */
export function isUnderWay({ counters }: HospitalInRun): boolean {
  return counters.some((counter) => {
    const visit = counter.desk()?.snapshot().visit;
    return visit !== undefined && visit.at !== 'paid' && visit.at !== 'registered' && whoseVisit(visit) !== undefined;
  });
}
