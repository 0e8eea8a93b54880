// One hospital of a run: its windows with a cashier each, its doctor, the people who queue, and its line and clock. People
// look at a screen a moment after it changed, and act; nobody acts twice on one look.

import { refundReasonIn } from '../../src/domain/refund-reasons.ts';
import type { Desk, DeskSnapshot } from '../../src/hospital/desk.ts';
import type { VisitState } from '../../src/hospital/visit/state.ts';
import { day, drugsBroughtBack } from './brought-back.ts';
import { type Deed, type Errand, isBusy, nextDeed } from './cashier.ts';
import { type Counter, createCounter, oneHospitalsMachines } from './counter.ts';
import { nextOrder } from './doctor.ts';
import type { FaultKind } from './faults.ts';
import { goingAway } from './gone-away.ts';
import type { HospitalInRun, HospitalParts, Window } from './hospital-in-run.ts';
import { createSlot } from './virtual-slot.ts';

const prompts: Readonly<Record<string, FaultKind>> = {
  'wrong-pin': 'wrong-pin',
  'month-unpaid': 'month-unpaid',
  inpatient: 'open-admission',
  'special-illness-lapsed': 'illness-lapsed',
};

/** At most so often does somebody come back for what did not work. */
const mostReturns = 3;
const minute = 60_000;
const doctorsWindow = 90;
const onDuty = { code: '9999', name: '值班', role: 'cashier' } as const;

export function createHospital(parts: HospitalParts): HospitalInRun {
  const { data, lookup, agenda, faults, random, atWindows } = parts;
  const { code } = data.hospital;
  const machines = oneHospitalsMachines();
  const changed = new Set<Counter>();
  const looking = new Set<Counter>();
  const shownBefore = new Map<Counter, VisitState>();
  let open = true;
  let visits = 0;
  let refunds = 0;
  let takenBack = 0;

  function counterAt(window: number, station: 'register' | 'consult'): Counter {
    const operator = data.windows[(window - 1) % data.windows.length]?.operator ?? onDuty;
    const { name, level, area } = data.hospital;
    const counter: Counter = createCounter(
      {
        place: { hospital: { code, name, level }, window, operator },
        area,
        roster: data.roster,
        station,
        lookup,
        slot: createSlot(parts.cards),
        transport: parts.line.transport,
        folder: parts.folder,
        clock: parts.clock,
        agenda,
        faults,
        random: random.fork(`counter ${window}`),
        sabotage: parts.sabotage,
        changed: () => void changed.add(counter),
        killed: () => {
          parts.killed(code);
          agenda.after(random.between(5_000, 5 * minute), () => counter.open('its-head'));
        },
      },
      machines,
    );
    return counter;
  }

  const windows: Window[] = Array.from({ length: parts.windows }, (_, place) => ({
    counter: counterAt(place + 1, 'register'),
    errand: undefined,
    queue: [],
    attended: new Set(),
  }));
  const doctor = counterAt(doctorsWindow, 'consult');
  const dice = {
    random: random.fork('cashiers'),
    lookup,
    wrongPin: () => dice.random.chance(faults.rate('wrong-pin')),
  };
  const comeBack = drugsBroughtBack(random.fork('drugs brought back'), parts.openDays, (wait, next) =>
    agenda.after(wait, () => {
      open ||= wait >= day;
      queueUp(next);
    }),
  );

  const goAway = goingAway(random.fork('gone away'), (wait, next) => agenda.after(wait, () => queueUp(next)));

  function queueUp(errand: Errand): void {
    if (!open) return;
    const before = ({ queue, errand: now }: Window) => queue.length + (now ? 1 : 0);
    const [shortest] = [...windows].sort((a, b) => before(a) - before(b) || a.attended.size - b.attended.size);
    if (!shortest) return;
    shortest.queue.push(errand);
    if (!shortest.errand) lookSoon(shortest.counter);
  }

  function leaveWindow({ patient }: Errand): void {
    atWindows.set(patient.idNumber, (atWindows.get(patient.idNumber) ?? 1) - 1);
  }

  function dismiss(window: Window, errand: Errand, as: Extract<Deed, { do: 'dismiss' }>['as']): void {
    const screen = window.counter.desk()?.snapshot().visit;
    window.counter.parts.slot.remove();
    window.errand = undefined;
    window.attended.add(errand.patient.idNumber);
    leaveWindow(errand);
    if (as === 'later' && errand.returns < mostReturns) {
      const again = { ...errand, deeds: 0, returns: errand.returns + 1 };
      agenda.after(random.between(5, 40) * minute, () => queueUp(again));
    } else if (as === 'served' && errand.to === 'register') {
      // To the doctor first, who sees them in the queue before long.
      lookSoon(doctor);
      if (!goAway.registered(errand, screen)) {
        agenda.after(random.between(3, 40) * minute, () => queueUp({ ...errand, to: 'pay', deeds: 0, returns: 0 }));
      }
    } else if (errand.brings?.of === 'registration') {
      if (as === 'served') takenBack += 1;
      if (as === 'served') goAway.takenBack(errand);
      else if (as === 'gone') goAway.refused(errand);
    } else if (as === 'served') {
      if (errand.to === 'pay') visits += 1;
      else refunds += 1;
      comeBack(errand, screen);
    }
    lookSoon(window.counter);
  }

  function carryOut(window: Window, errand: Errand, desk: Desk, deed: Deed): void {
    const { slot } = window.counter.parts;
    const { shows } = errand.patient;
    switch (deed.do) {
      case 'dispatch':
        if (deed.event.kind === 'pin-entered') parts.typed(deed.event.pin);
        desk.dispatch(deed.event);
        break;
      case 'insert-card':
        if (shows.by === 'card') slot.insert(shows.card);
        break;
      case 'take-card':
        slot.remove();
        break;
      case 'open-station':
        desk.openStation(deed.station);
        break;
      case 'dismiss':
        dismiss(window, errand, deed.as);
        break;
      case 'wait':
        break;
    }
    if (deed.do !== 'wait' && deed.do !== 'dismiss') lookSoon(window.counter);
  }

  function callNext(window: Window): void {
    if (window.errand || window.queue.length === 0) return;
    window.errand = window.queue.shift();
    if (!window.errand) return;
    const { idNumber } = window.errand.patient;
    const here = (atWindows.get(idNumber) ?? 0) + 1;
    atWindows.set(idNumber, here);
    if (here > 1) faults.befell('two-hospitals-at-once');
  }

  function workAt(window: Window, desk: Desk): void {
    const shown = desk.snapshot();
    if (!isBusy(shown.visit)) callNext(window);
    const { errand } = window;
    if (!errand) return;
    const { slot } = window.counter.parts;
    if (slot.content() !== undefined && random.chance(faults.rate('card-pulled') / 4)) {
      faults.befell('card-pulled');
      slot.remove();
      lookSoon(window.counter);
      return;
    }
    errand.deeds += 1;
    carryOut(
      window,
      errand,
      desk,
      nextDeed(shown, errand, slot.content() !== undefined, { ...dice, operator: desk.place.operator }),
    );
  }

  function consultAt(desk: Desk): void {
    const shown = desk.snapshot();
    parts.waiting(code, shown.queue.consult);
    const event = nextOrder(shown, dice.random, lookup);
    if (!event) return;
    desk.dispatch(event);
    lookSoon(doctor);
  }

  /** People look at a screen within some seconds of its change, and act on what they see then. */
  function lookSoon(counter: Counter): void {
    if (looking.has(counter) || !open) return;
    looking.add(counter);
    agenda.after(random.between(400, 6_000), () => {
      looking.delete(counter);
      if (!open) return;
      const window = windows.find((each) => each.counter === counter);
      counter.act((desk) => {
        // Other windows write to the queues as well; a screen reads them anew now and then.
        desk.refresh();
        desk.tidy();
        if (window) workAt(window, desk);
        else consultAt(desk);
      });
    });
  }

  /** Whether there is another visit, or another stage of it, than at the last look. */
  function see(counter: Counter, { visit }: DeskSnapshot): boolean {
    if (shownBefore.get(counter) === visit) return false;
    shownBefore.set(counter, visit);
    parts.seen(code, visit);
    const kind = visit.at === 'refused' ? prompts[visit.refusal.prompt] : undefined;
    if (kind) faults.befell(kind);
    if (visit.at === 'problem' && refundReasonIn(visit.problem.message) === 'too-late') faults.befell('too-late');
    return true;
  }

  return {
    code,
    windows,
    counters: [...windows.map(({ counter }) => counter), doctor],
    arrive(patient) {
      open = true;
      queueUp({ patient, to: 'register', deeds: 0, returns: 0 });
    },
    look() {
      for (const counter of changed) {
        const desk = counter.desk();
        if (desk && see(counter, desk.snapshot())) lookSoon(counter);
      }
      changed.clear();
    },
    sendHome() {
      open = false;
      for (const window of windows) {
        window.queue.length = 0;
        if (window.errand) leaveWindow(window.errand);
        window.errand = undefined;
        window.counter.parts.slot.remove();
      }
    },
    visits: () => visits,
    refunds: () => refunds,
    takenBack: () => takenBack,
  };
}
