// Plays a scenario in a city: every step is what a person does at a window, at the reader or outside; nothing is
// pretended. What a step asks for and the city does not have is a mistake in the scenario, answered with its line.

import type { VirtualCardData } from '../../../drivers/open.ts';
import { isFaultName } from '../../../drivers/open.ts';
import { parseYuan } from '../../domain/money.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import type { DeskSnapshot } from '../../hospital/desk.ts';
import type { RegistrationChoice } from '../../hospital/visit/charge.ts';
import type { CounterEvent } from '../../hospital/visit/events.ts';
import type { VisitState } from '../../hospital/visit/state.ts';
import type { City, CityProblem, Window } from '../city.ts';
import { nextEvent, pull } from './at-reader.ts';
import { type Discrepancy, discrepancies } from './expect.ts';
import type { OrdersStep, PlacedStep, RegistrationStep, Scenario, Step } from './format.ts';
import { mend } from './mend.ts';
import { layIdCard, scanVoucher } from './show.ts';

export interface PlayedStep {
  readonly line: number;
  readonly step: Step;
  /** The visit's state after it. */
  readonly at: VisitState['at'];
  readonly discrepancies: readonly Discrepancy[];
}

export interface Played {
  readonly scenario: Scenario;
  readonly steps: readonly PlayedStep[];
  readonly holds: boolean;
  readonly last: DeskSnapshot;
}

/** The scenario asks for something that is not there, or a window could not be opened. */
export type PlayProblem =
  | { readonly kind: 'step'; readonly line: number; readonly message: string }
  | { readonly kind: 'city'; readonly problem: CityProblem };

/** How the player opens and closes what it plays in; each play has data of its own. */
export interface Stage {
  readonly open: () => Result<City, CityProblem>;
  readonly readerUrl: string;
  readonly idReaderUrl?: string;
  /** The window of a hospital that the patient goes to. */
  readonly windowAt: (hospital: string) => number;
}

type StepResult = Result<readonly Discrepancy[], string>;
const done: StepResult = ok([]);

class Player {
  readonly #stage: Stage;
  #city: City;
  readonly #windows = new Map<string, Window>();
  #hospital: string;
  #card: string | undefined;

  constructor(stage: Stage, city: City, hospital: string) {
    this.#stage = stage;
    this.#city = city;
    this.#hospital = hospital;
  }

  get window(): Window {
    const window = this.#windows.get(this.#hospital);
    if (!window) throw new Error(`no window open at ${this.#hospital}`);
    return window;
  }

  /** Goes to a hospital's window; the card stays in the patient's hand. */
  async goTo(hospital: string): Promise<Result<void, CityProblem>> {
    const left = this.#windows.get(this.#hospital);
    if (left) await pull(left);
    await left?.desk.settled();
    this.#hospital = hospital;
    this.#card = undefined;
    if (this.#windows.has(hospital)) return ok(undefined);
    const { readerUrl, idReaderUrl, windowAt } = this.#stage;
    const readers = { readerUrl, ...(idReaderUrl === undefined ? {} : { idReaderUrl }) };
    const window = await this.#city.openWindow({ hospital, window: windowAt(hospital), ...readers });
    if (!window.ok) return window;
    this.#windows.set(hospital, window.value);
    await window.value.desk.settled();
    return ok(undefined);
  }

  async close(): Promise<void> {
    for (const window of this.#windows.values()) await window.close();
    this.#windows.clear();
    this.#city.close();
  }

  /** Everything ends and is opened anew on the same data; the card lies on the desk. */
  async restart(): Promise<Result<void, CityProblem>> {
    await this.close();
    const city = this.#stage.open();
    if (!city.ok) return city;
    this.#city = city.value;
    return this.goTo(this.#hospital);
  }

  async play({ name, value }: Step): Promise<StepResult> {
    switch (name) {
      case 'insert':
      case 'remove':
      case 'fault':
      case 'clear':
        return this.#atReader({ name, value } as Step);
      case 'id-card':
        return this.#show(await layIdCard(this.window, value));
      case 'remove-id-card':
        this.window.idReader?.mock?.remove();
        return done;
      case 'voucher':
        return this.#show(scanVoucher(this.window, this.#city, value));
      case 'line':
        return this.#setLine(value);
      case 'pin':
        return this.#dispatch({ kind: 'pin-entered', pin: value });
      case 'register':
        return this.#register(value);
      case 'consult':
        return this.#consult(value);
      case 'pay':
        return this.#openStation('pay');
      case 'confirm':
        return this.#dispatch({ kind: 'confirmed' });
      case 'tender':
        return this.#tender(value);
      case 'choose':
        return this.#dispatch({ kind: 'step-chosen', step: value });
      case 'reconcile':
        return this.#dispatch({ kind: 'reconcile-asked' });
      case 'back':
        return this.#dispatch({ kind: 'back' });
      case 'hospital':
        return this.#orProblem(await this.goTo(value));
      case 'restart':
        return this.#orProblem(await this.restart());
      case 'mend':
        return mend(this.#city, value);
      case 'expect':
        return ok(discrepancies(value, { window: this.window, city: this.#city, holder: this.#holder() }));
    }
  }

  #holder(): VirtualCardData | undefined {
    return this.#card === undefined ? undefined : this.#city.cards.get(this.#card);
  }

  #orProblem(result: Result<void, CityProblem>): StepResult {
    if (result.ok) return done;
    const { error } = result;
    return failure(error.kind === 'reader' ? error.error.cause : error.cause.en);
  }

  async #dispatch(...events: readonly CounterEvent[]): Promise<StepResult> {
    for (const event of events) {
      this.window.desk.dispatch(event);
      await this.window.desk.settled();
    }
    return done;
  }

  async #openStation(station: 'register' | 'pay'): Promise<StepResult> {
    this.window.desk.openStation(station);
    const { station: open } = await this.window.desk.settled();
    return open === station ? done : failure(`the visit cannot be left for the station ${station} now`);
  }

  async #atReader(step: Step): Promise<StepResult> {
    const { mock } = this.window.opened;
    if (!mock) return failure('only a mock reader takes cards by name');
    switch (step.name) {
      case 'insert': {
        const seen = nextEvent(this.window, 'card-in');
        const inserted = mock.insert(step.value);
        if (!inserted.ok) return failure(inserted.error.cause);
        this.#card = step.value;
        await seen;
        break;
      }
      case 'remove':
        await pull(this.window);
        break;
      case 'fault': {
        const { name, times, at } = step.value;
        const hand = at === 'reader' ? mock : this.window.idReader?.mock;
        if (!hand) return failure('there is no mock reader of identity cards');
        if (!isFaultName(name)) return failure(`no fault ${name}; there are ${hand.faultNames().join(', ')}`);
        const set = hand.fault(name, times);
        if (!set.ok) return failure(set.error.cause);
        break;
      }
      case 'clear':
        mock.clearFaults();
        this.window.idReader?.mock?.clearFaults();
        break;
      default:
        return done;
    }
    await this.window.desk.settled();
    return done;
  }

  async #show(shown: Result<string | undefined, string>): Promise<StepResult> {
    if (!shown.ok) return shown;
    this.#card = shown.value ?? this.#card;
    await this.window.desk.settled();
    return done;
  }

  #setLine(to: 'up' | 'down' | 'cut-after-arrival'): StepResult {
    const { hand } = this.window.line;
    hand.clear();
    if (to === 'down') hand.down();
    else hand.up();
    if (to === 'cut-after-arrival') hand.befall({ fault: to, times: 1, infno: '2207A' });
    return done;
  }

  async #register(wanted: RegistrationStep): Promise<StepResult> {
    const { desk } = this.window;
    const { visit } = desk.snapshot();
    if (visit.at !== 'choosing') return failure(`nobody can be registered while the visit is ${visit.at}`);
    const department = desk.lookup.departments(wanted.department)[0];
    const doctor = department && desk.lookup.doctors(department)[0];
    if (!department || !doctor) return failure(`no department ${wanted.department}`);
    const illness = wanted.illness === undefined ? undefined : { code: wanted.illness, name: wanted.illness };
    const choice: RegistrationChoice = { kind: wanted.kind, illness, department, doctor };
    return this.#dispatch({ kind: 'choice-made', choice });
  }

  async #consult(orders: OrdersStep): Promise<StepResult> {
    const { desk } = this.window;
    desk.openStation('consult');
    const { queue } = await desk.settled();
    const ticket = queue.consult.at(-1);
    if (!ticket) return failure('nobody waits for the doctor');
    const diagnosis = desk.lookup.diagnoses(orders.diagnosis)[0];
    if (!diagnosis) return failure(`no diagnosis ${orders.diagnosis}`);
    const events: CounterEvent[] = [
      { kind: 'ticket-opened', ticket, to: 'consult' },
      { kind: 'diagnosis-set', diagnosis },
    ];
    for (const { item: code, quantity, days } of orders.lines) {
      const item = desk.lookup.items(code)[0];
      if (!item) return failure(`no item ${code}`);
      events.push({ kind: 'line-added', item, quantity, days });
    }
    return this.#dispatch(...events, { kind: 'orders-sent' });
  }

  async #tender(amount: string): Promise<StepResult> {
    const { visit } = this.window.desk.snapshot();
    if (visit.at !== 'cash-due') return failure(`no cash is due while the visit is ${visit.at}`);
    const tendered = amount === 'exact' ? ok(visit.due) : parseYuan(amount);
    return tendered.ok ? this.#dispatch({ kind: 'cash-tendered', tendered: tendered.value }) : failure(amount);
  }
}

async function playSteps(player: Player, steps: readonly PlacedStep[]): Promise<Result<PlayedStep[], PlayProblem>> {
  const played: PlayedStep[] = [];
  for (const { step, line } of steps) {
    const result = await player.play(step);
    if (!result.ok) return failure({ kind: 'step', line, message: result.error });
    played.push({ line, step, at: player.window.desk.snapshot().visit.at, discrepancies: result.value });
  }
  return ok(played);
}

/** Plays a scenario from its first step to its last; expectations that do not hold are collected, not fatal. */
export async function playScenario(scenario: Scenario, stage: Stage): Promise<Result<Played, PlayProblem>> {
  const city = stage.open();
  if (!city.ok) return failure({ kind: 'city', problem: city.error });
  const player = new Player(stage, city.value, scenario.hospital);
  try {
    const there = await player.goTo(scenario.hospital);
    if (!there.ok) return failure({ kind: 'city', problem: there.error });
    const played = await playSteps(player, scenario.steps);
    if (!played.ok) return played;
    const holds = played.value.every((step) => step.discrepancies.length === 0);
    return ok({ scenario, steps: played.value, holds, last: player.window.desk.snapshot() });
  } finally {
    await player.close();
  }
}
