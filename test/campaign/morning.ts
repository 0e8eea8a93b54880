// What a day brings: who comes when and for what, and which of the great faults befall it at which hour.

import type { Patient } from './cashier.ts';
import type { Resident } from './city.ts';
import type { FaultKind } from './faults.ts';
import { isUnderWay } from './hospital-in-run.ts';
import type { Random } from './random.ts';
import type { World, WorldHospital } from './world.ts';

export const hour = 3_600_000;
export const day = 24 * hour;
const minute = 60_000;
const opens = 8 * hour;
/** Most come in the first hours. */
const lastComes = 10.5 * hour;
/** Who come to register, on the quietest day and on the busiest; they pay at another window, and some come back. */
const visitsAWindow = [1, 3] as const;

/** Which prompt a resident meets is a fault that a run has, or has not. */
const stateOf: Readonly<Record<string, FaultKind>> = {
  'month-unpaid': 'month-unpaid',
  inpatient: 'open-admission',
  'special-illness-lapsed': 'illness-lapsed',
};

function comes(resident: Resident, world: World): boolean {
  const { shows } = resident;
  if (shows === undefined) return true;
  const state = stateOf[shows];
  return state ? world.faults.rate(state) > 0 : world.random.chance(0.1);
}

function patientOf(resident: Resident, random: Random, withVoucher: boolean): Patient {
  const { card, idNumber, pin, voucher, illnesses, shows } = resident;
  const isIll = illnesses.length > 0 && (shows === 'special-illness-lapsed' || random.chance(0.4));
  return {
    idNumber,
    pin,
    shows: withVoucher && voucher !== undefined ? { by: 'voucher', code: voucher } : { by: 'card', card },
    kind: isIll ? 'special-illness' : random.chance(0.1) ? 'emergency' : 'ordinary',
    illness: isIll ? random.pick(illnesses) : undefined,
    hasCash: random.chance(0.5),
  };
}

function planPeople(world: World, midnight: number): void {
  const { random, city, agenda, faults } = world;
  const at = (time: number, deed: () => void) => agenda.after(midnight + time - agenda.now(), deed);
  const residents = city.residents.filter((resident) => comes(resident, world));
  const soon = () => random.between(opens, lastComes);
  for (const { hospital } of world.hospitals) {
    const pool = [...residents];
    const visits = hospital.windows.length * random.between(...visitsAWindow);
    for (let visit = 0; visit < visits && pool.length > 0; visit += 1) {
      const [resident] = pool.splice(random.int(pool.length), 1);
      if (!resident) break;
      const time = soon();
      const patient = patientOf(resident, random, random.chance(0.15));
      at(time, () => hospital.arrive(patient));
    }
    // In the night somebody comes just before midnight.
    if (random.chance(faults.rate('day-change'))) {
      const patient = patientOf(random.pick(residents), random, false);
      at(day - random.between(5_000, 60_000), () => hospital.arrive(patient));
    }
  }
  planDoubles(world, residents, at);
  at(day, () => {
    for (const { hospital } of world.hospitals) if (isUnderWay(hospital)) faults.befell('day-change');
  });
}

/** The card goes to one hospital, the voucher on the telephone to another, within a minute. */
function planDoubles(world: World, residents: readonly Resident[], at: (time: number, deed: () => void) => void): void {
  const { random, faults, hospitals } = world;
  for (const resident of residents) {
    if (resident.voucher === undefined || !random.chance(faults.rate('two-hospitals-at-once'))) continue;
    const time = random.between(opens, lastComes);
    for (const [place, { hospital }] of hospitals.slice(0, 2).entries()) {
      const patient = patientOf(resident, random, place === 1);
      at(time + random.between(0, minute), () => hospital.arrive(patient));
    }
  }
}

interface Spell {
  readonly kind: FaultKind;
  /** Milliseconds that it lasts. */
  readonly lasts: readonly [number, number];
  begin(where: WorldHospital, world: World): void;
  end(where: WorldHospital, world: World): void;
}

/** What begins at some moment and ends at another. */
const spells: readonly Spell[] = [
  {
    kind: 'center-down',
    lasts: [20_000, 10 * minute],
    begin: (_, { center, faults }) => {
      center.stop();
      faults.befell('center-down');
    },
    end: (_, { center }) => center.start(),
  },
  {
    kind: 'center-restarted',
    lasts: [0, 3_000],
    begin: (_, { center, faults }) => {
      center.stop();
      faults.befell('center-restarted');
    },
    end: (_, { center }) => center.start(),
  },
  {
    kind: 'center-disk-full',
    lasts: [10_000, 5 * minute],
    begin: (_, { center }) => center.fillDisk(true),
    end: (_, { center }) => center.fillDisk(false),
  },
  {
    kind: 'network-back-later',
    lasts: [10_000, 15 * minute],
    begin: ({ line }, { faults }) => {
      line.set('down');
      faults.befell('network-back-later');
    },
    end: ({ line }) => line.set('up'),
  },
  {
    kind: 'disk-full',
    lasts: [10_000, 10 * minute],
    begin: ({ hospital }) => {
      for (const counter of hospital.counters) counter.fillDisk(true);
    },
    end: ({ hospital }) => {
      for (const counter of hospital.counters) counter.fillDisk(false);
    },
  },
  {
    kind: 'clock-back',
    lasts: [10 * minute, 2 * hour],
    begin: (where, { agenda, random, faults }) => {
      // Not before this day's midnight: a hospital whose date is wrong does not find its own tickets, and says so.
      where.setClock(-Math.min(random.between(30_000, 5 * hour), (agenda.now() % day) - minute));
      faults.befell('clock-back');
    },
    end: (where) => where.setClock(0),
  },
];

const hoursOfWork = 4;

function planSpells(world: World, midnight: number): void {
  const { random, agenda, faults } = world;
  for (const [place, where] of world.hospitals.entries()) {
    for (const { kind, lasts, begin, end } of spells) {
      if (kind.startsWith('center') && place > 0) continue;
      for (let each = 0; each < hoursOfWork; each += 1) {
        if (!random.chance(faults.rate(kind))) continue;
        const from = opens + each * hour + random.int(hour);
        const [least, most] = lasts;
        agenda.after(midnight + from - agenda.now(), () => begin(where, world));
        agenda.after(midnight + from + random.between(least, most) - agenda.now(), () => end(where, world));
      }
    }
  }
}

/** @param midnight when the day begins, in milliseconds of the run */
export function planDay(world: World, midnight: number): void {
  planPeople(world, midnight);
  planSpells(world, midnight);
}
