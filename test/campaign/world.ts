// Everything that is in a run, put together from one seed: center, network, hospitals, the people's memory, the auditor. It
// steps the world and has the invariants looked at after every step.

import { join } from 'node:path';
import type { Timestamp } from '../../src/domain/date.ts';
import { type Agenda, createAgenda } from './agenda.ts';
import { type Auditor, openAuditor } from './auditor.ts';
import { day } from './brought-back.ts';
import { type CenterHost, hostCenter } from './center-host.ts';
import { type CampaignCity, foundingDay } from './city.ts';
import type { Sabotage } from './counter.ts';
import { drawFaults, type Faults } from './faults.ts';
import { createHospital } from './hospital.ts';
import type { HospitalInRun } from './hospital-in-run.ts';
import { createLine, type HospitalLine } from './network.ts';
import { type Random, randomFrom } from './random.ts';
import { createScreenMemory } from './screen-memory.ts';

export interface WorldHospital {
  readonly hospital: HospitalInRun;
  readonly line: HospitalLine;
  /** Sets its clock wrong by so many milliseconds; 0: right. */
  setClock(wrongBy: number): void;
}

export interface World {
  readonly city: CampaignCity;
  readonly agenda: Agenda;
  readonly faults: Faults;
  readonly random: Random;
  readonly center: CenterHost;
  readonly hospitals: readonly WorldHospital[];
  readonly auditor: Auditor;
  readonly steps: () => number;
  /** What broke so far, with the time. */
  readonly broken: readonly string[];
  /** Every PIN that was typed at a window. */
  readonly typed: ReadonlySet<string>;
  tell(laws: readonly string[]): void;
  /** Runs until so many milliseconds of the run have passed. Where something broke, it stands still: nothing more happens. */
  until(time: number): Promise<void>;
  close(): void;
}

export type WorldSize = 'small' | 'full';

export interface WorldOptions {
  readonly seed: number;
  readonly size: WorldSize;
  readonly folder: string;
  readonly sabotage: Sabotage;
  /** The days on which the windows are open, counted from the first. */
  readonly days: readonly number[];
}

const mostBroken = 10;
/** Hospitals, and windows a hospital: from, to. */
const sizes: Readonly<Record<WorldSize, Record<'hospitals' | 'windows', readonly [number, number]>>> = {
  small: { hospitals: [2, 2], windows: [1, 2] },
  full: { hospitals: [2, 3], windows: [2, 4] },
};
/** The laws over all of the center's tables are read after so many steps, and whenever all is at rest. */
const stepsBetweenAudits = 500;

export function buildWorld(city: CampaignCity, { seed, folder, size, sabotage, days }: WorldOptions): World {
  const random = randomFrom(seed);
  const faults = drawFaults(random.fork('faults'));
  const agenda = createAgenda(`${foundingDay} 00:00:00` as Timestamp);
  const clock = agenda.clock();
  const center = hostCenter(join(folder, 'center.db'), clock, city, faults.counts);
  const memory = createScreenMemory();
  const typed = new Set<string>();
  const broken: string[] = [];
  const tell = (laws: readonly string[]) => {
    for (const law of laws) if (broken.length < mostBroken) broken.push(`${clock.now()} ${law}`);
  };
  let auditor: Auditor | undefined;
  const openDays = { all: days, today: () => Math.floor(agenda.now() / day) };
  const atWindows = new Map<string, number>();
  const cards = city.cards();
  const open = city.hospitals.slice(0, random.between(...sizes[size].hospitals));
  const hospitals = open.map(({ data, lookup }): WorldHospital => {
    let wrongBy = 0;
    const own = random.fork(data.hospital.code);
    const line = createLine({ agenda, center, faults, random: own.fork('line'), broken: (law) => tell([law]) });
    const hospital = createHospital({
      ...{ data, lookup, folder, line, cards, agenda, faults, sabotage, atWindows, openDays },
      windows: own.between(...sizes[size].windows),
      clock: agenda.clock(() => wrongBy),
      random: own,
      seen: (code, visit) => tell(memory.look(code, visit)),
      waiting: (code, queue) => tell(memory.lookAtQueue(code, queue)),
      typed: (pin) => void typed.add(pin),
      killed: (code) => tell(auditor?.atHospital(code) ?? []),
    });
    for (const counter of hospital.counters) counter.open();
    return {
      hospital,
      line,
      setClock: (milliseconds) => {
        wrongBy = milliseconds;
      },
    };
  });
  const codes = hospitals.map(({ hospital }) => hospital.code);
  const audits = openAuditor(folder, codes, memory);
  auditor = audits;
  let steps = 0;

  function lookAround(): void {
    for (const { hospital } of hospitals) hospital.look();
    const people = center.touched();
    if (people.size > 0) tell(audits.afterStep(people));
    if (steps % stepsBetweenAudits === 0 && center.life() > 0) tell(laws(center));
  }

  return {
    ...{ city, agenda, faults, random, center, hospitals, broken, tell, typed, auditor: audits },
    steps: () => steps,
    async until(time) {
      let isThen = false;
      agenda.after(time - agenda.now(), () => {
        isThen = true;
      });
      while (!isThen && broken.length === 0 && (await agenda.step())) {
        steps += 1;
        lookAround();
      }
    },
    close() {
      audits.close();
      for (const { hospital } of hospitals) for (const counter of hospital.counters) counter.abandon();
      center.stop();
    },
  };
}

/** The laws of the center's own tables, over all of them. */
export function laws(center: CenterHost): readonly string[] {
  return center.inspection.contradictions().map(({ law, row }) => `${law}: ${row}`);
}
