// The time of a session, handed to center and windows: it stands still between two things that happen, so that a replay of
// the same things has the same times. Live it takes its steps from a real clock, in a replay from the log. Days that pass
// change the date and nothing else: the milliseconds of a session are those in which somebody sat there.

import type { Clock, Timestamp } from '../../domain/date.ts';
import type { Schedule } from '../../hospital/schedule.ts';
import { type CityCalendar, cityCalendar } from './city-calendar.ts';

export interface SessionTime {
  /** The city's clock: the moment of whatever happened last. */
  readonly clock: Clock;
  readonly schedule: Schedule;
  /** Something happens now; answers when, in whole milliseconds since the start. */
  happens(): number;
  /** Milliseconds since the start of whatever happened last. */
  last(): number;
  /** The time of day as people see it go on: never put into any record. */
  seen(): Timestamp;
  /** The date goes on by so many days; the time of day and `last` stay. */
  passDays(days: number): void;
}

function clockFrom(calendar: CityCalendar, last: () => number): Clock {
  return { now: () => calendar.at(last()) };
}

/** `real` runs on by itself. An alarm happens when it was due, however late it is called. */
export function liveTime(start: Timestamp, real: Schedule): SessionTime {
  const origin = real.now();
  const calendar = cityCalendar(start);
  let last = 0;
  const elapsed = () => Math.floor(real.now() - origin);
  const at = (moment: number) => {
    last = Math.max(last, moment);
    return last;
  };
  return {
    clock: clockFrom(calendar, () => last),
    passDays: (days) => calendar.passDays(days),
    last: () => last,
    seen: () => calendar.at(elapsed()),
    happens: () => at(elapsed()),
    schedule: {
      now: () => real.now(),
      after(milliseconds, run) {
        const due = elapsed() + milliseconds;
        return real.after(milliseconds, () => {
          at(due);
          run();
        });
      },
    },
  };
}

export interface ReplayTime extends SessionTime {
  /** The next alarm that is due until then; undefined where there is none. It is called, and time is at it. */
  ring(until: number): boolean;
  /** Time goes on to a moment of the log. */
  goTo(moment: number): void;
}

export function replayTime(start: Timestamp): ReplayTime {
  const calendar = cityCalendar(start);
  let last = 0;
  let serial = 0;
  let alarms: { readonly due: number; readonly order: number; readonly run: () => void }[] = [];
  return {
    clock: clockFrom(calendar, () => last),
    passDays: (days) => calendar.passDays(days),
    last: () => last,
    seen: () => calendar.at(last),
    happens: () => last,
    schedule: {
      now: () => last,
      after(milliseconds, run) {
        serial += 1;
        const alarm = { due: last + milliseconds, order: serial, run };
        alarms.push(alarm);
        return () => {
          alarms = alarms.filter((each) => each !== alarm);
        };
      },
    },
    ring(until) {
      const [next] = alarms.filter(({ due }) => due <= until).sort((a, b) => a.due - b.due || a.order - b.order);
      if (!next) return false;
      alarms = alarms.filter((each) => each !== next);
      last = Math.max(last, next.due);
      next.run();
      return true;
    },
    goTo(moment) {
      last = Math.max(last, moment);
    },
  };
}
