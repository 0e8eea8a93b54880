// A week of visits at one hospital, through real windows, on real files: what backups, restores and migrations are tried on.

import type { EmbeddedCenter } from '../../src/center/center.ts';
import { addDays, type CalendarDate, type Clock, type Timestamp } from '../../src/domain/date.ts';
import { consult, pay, register } from '../hospital/steps.ts';
import {
  businessDay,
  centerFile,
  openTownCenter,
  openWindow,
  people,
  pocketCard,
  type Window,
  type WindowOptions,
  walkingClock,
} from '../hospital/town.ts';

export const patients = ['wang-xiulan', 'li-jianguo', 'zhao-guilan'].map(pocketCard);

/** One clock for everybody; a test sets it to another day. Never back. */
export interface CityTime extends Clock {
  set(time: string): void;
}

export function cityTime(from = `${businessDay} 09:00:00`): CityTime {
  let clock = walkingClock(from);
  return {
    now: (): Timestamp => clock.now(),
    set(time) {
      clock = walkingClock(time);
    },
  };
}

export interface Town {
  readonly folder: string;
  readonly center: EmbeddedCenter;
  readonly clock: CityTime;
}

export function townIn(folder: string, clock: CityTime = cityTime()): Town {
  return { folder, clock, center: openTownCenter(centerFile(folder), clock) };
}

export function windowIn(
  { folder, center, clock }: Pick<Town, 'folder' | 'clock'> & Pick<WindowOptions, 'center'>,
  window = 1,
  hospital = people,
): Window {
  return openWindow({ folder, center, clock, window, hospital });
}

/** Registered, seen and paid for. */
export async function visit(window: Window, card: (typeof patients)[number]): Promise<void> {
  await register(window, card);
  await consult(window);
  const paid = await pay(window, card);
  if (paid.visit.at !== 'paid') throw new Error(`not paid: ${JSON.stringify(paid.visit)}`);
  await window.remove();
  await window.act({ kind: 'confirmed' });
}

/** Seven days, one visit each; the last day is answered. */
export async function aWeek(town: Town): Promise<CalendarDate> {
  let day = businessDay;
  for (let number = 0; number < 7; number += 1) {
    day = addDays(businessDay, number);
    town.clock.set(`${day} 09:00:00`);
    const window = windowIn(town, 1 + (number % 3));
    const card = patients[number % patients.length];
    if (card) await visit(window, card);
    await window.close();
  }
  return day;
}
