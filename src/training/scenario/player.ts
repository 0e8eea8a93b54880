// Plays single steps in a city: each is what a person does at a window, at the reader or outside; nothing is pretended.
// What a step asks for and the city does not have is answered with its reason. The order of the steps is play.ts's business.

import { isFaultName, type VirtualCardData } from '../../../drivers/open.ts';
import type { Text } from '../../domain/language.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import type { Station } from '../../hospital/desk.ts';
import type { CounterEvent } from '../../hospital/visit/events.ts';
import type { City, CityProblem, Window } from '../city.ts';
import { type DeskStep, eventOf } from './at-desk.ts';
import { nextEvent, pull } from './at-reader.ts';
import { type Discrepancy, discrepancies } from './expect.ts';
import { change } from './mend.ts';
import { type ProvingStep, prove } from './prove.ts';
import { layIdCard, scanVoucher } from './show.ts';
import { stepProblems } from './step-problems.ts';
import type { OrdersStep, Step } from './steps.ts';

/** How the player opens and closes what it plays in; each play has data of its own. */
export interface Stage {
  readonly open: () => Result<City, CityProblem>;
  readonly readerUrl: string;
  readonly idReaderUrl?: string;
  /** The window of a hospital that the patient goes to. */
  readonly windowAt: (hospital: string) => number;
  /** The city's clock goes on by so many days. */
  readonly passDays: (days: number) => void;
}

export type StepResult = Result<readonly Discrepancy[], Text>;
const done: StepResult = ok([]);

export class Player {
  readonly #stage: Stage;
  #city: City;
  readonly #windows = new Map<string, Window>();
  #hospital: string;
  #window: Window | undefined;
  #card: string | undefined;

  constructor(stage: Stage, city: City, hospital: string) {
    this.#stage = stage;
    this.#city = city;
    this.#hospital = hospital;
  }

  get city(): City {
    return this.#city;
  }

  /** Where the patient stands; while everything is opened anew, where they stood. */
  get window(): Window {
    if (!this.#window) throw new Error(`no window was opened at ${this.#hospital}`);
    return this.#window;
  }

  /** Goes to a hospital's window; the card stays in the patient's hand. */
  async goTo(hospital: string): Promise<Result<void, CityProblem>> {
    const left = this.#windows.get(this.#hospital);
    if (left) await pull(left);
    await left?.desk.settled();
    this.#hospital = hospital;
    this.#card = undefined;
    const known = this.#windows.get(hospital);
    if (known) {
      this.#window = known;
      return ok(undefined);
    }
    const { readerUrl, idReaderUrl, windowAt } = this.#stage;
    const readers = { readerUrl, ...(idReaderUrl === undefined ? {} : { idReaderUrl }) };
    const window = await this.#city.openWindow({ hospital, window: windowAt(hospital), ...readers });
    if (!window.ok) return window;
    this.#windows.set(hospital, window.value);
    this.#window = window.value;
    await window.value.desk.settled();
    return ok(undefined);
  }

  close(): Promise<void>;
  /** `last`: looks at what is left behind, when nothing is under way any more. */
  close<Left>(last: (windows: readonly Window[], city: City) => Left): Promise<Left>;
  async close<Left>(last?: (windows: readonly Window[], city: City) => Left): Promise<Left | undefined> {
    const windows = [...this.#windows.values()];
    for (const { desk } of windows) await desk.close();
    const left = last?.(windows, this.#city);
    for (const window of windows) await window.close();
    this.#windows.clear();
    this.#city.close();
    return left;
  }

  /** Somebody else put a card in, or laid one on its reader: whose it is, is known from now on. */
  shown(step: Step): void {
    if (step.name === 'insert' || step.name === 'id-card') this.#card = step.value;
  }

  /** Everything ends and is opened anew on the same data, the windows that were left too; the card lies on the desk. */
  async restart(): Promise<Result<void, CityProblem>> {
    const here = this.#hospital;
    const elsewhere = [...this.#windows.keys()].filter((hospital) => hospital !== here);
    await this.close();
    const city = this.#stage.open();
    if (!city.ok) return city;
    this.#city = city.value;
    for (const hospital of elsewhere) {
      const opened = await this.goTo(hospital);
      if (!opened.ok) return opened;
    }
    return this.goTo(here);
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
      case 'consult':
        return this.#consult(value);
      case 'pay':
        return this.#openStation('pay');
      case 'station':
        return this.#openStation(value);
      case 'hospital':
        return this.#orProblem(await this.goTo(value));
      case 'restart':
        return this.#orProblem(await this.restart());
      case 'days-pass':
        return this.#passDays(value);
      case 'mend':
      case 'befall':
        return change(this.#city, value);
      case 'approve':
      case 'sign-in':
      case 'lock':
        return this.#prove({ name, value } as ProvingStep);
      case 'reconcile-at':
        return this.#reconcileAt(value);
      case 'expect':
        return ok(discrepancies(value, { window: this.window, city: this.#city, holder: this.holder }));
      default:
        return this.#atDesk({ name, value } as DeskStep);
    }
  }

  /** The holder of the card that was shown last. */
  get holder(): VirtualCardData | undefined {
    return this.#card === undefined ? undefined : this.#city.cards.get(this.#card);
  }

  #orProblem(result: Result<void, CityProblem>): StepResult {
    if (result.ok) return done;
    const { error } = result;
    return failure(error.kind === 'reader' ? stepProblems.same(error.error.cause) : error.cause);
  }

  async #dispatch(event: CounterEvent): Promise<StepResult> {
    this.window.desk.dispatch(event);
    await this.window.desk.settled();
    return done;
  }

  async #atDesk(step: DeskStep): Promise<StepResult> {
    const { desk } = this.window;
    // What somebody else wrote may be what is looked for.
    await desk.settled();
    const event = eventOf(step, { desk, cards: this.#city.cards, holder: this.holder });
    return event.ok ? this.#dispatch(event.value) : event;
  }

  async #prove(step: ProvingStep): Promise<StepResult> {
    await this.window.desk.settled();
    const proved = prove(this.window, step);
    if (!proved.ok) return proved;
    if (proved.value) return this.#dispatch(proved.value);
    await this.window.desk.settled();
    return done;
  }

  async #openStation(station: Station): Promise<StepResult> {
    this.window.desk.openStation(station);
    const { station: open } = await this.window.desk.settled();
    return open === station ? done : failure(stepProblems.stationClosed(station));
  }

  async #atReader(step: Step): Promise<StepResult> {
    const { mock } = this.window.opened;
    if (!mock) return failure(stepProblems.noMock);
    switch (step.name) {
      case 'insert': {
        const seen = nextEvent(this.window, 'card-in');
        const inserted = mock.insert(step.value);
        if (!inserted.ok) return failure(stepProblems.same(inserted.error.cause));
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
        if (!hand) return failure(stepProblems.noIdMock);
        if (!isFaultName(name)) return failure(stepProblems.noFault(name, hand.faultNames()));
        const set = hand.fault(name, times);
        if (!set.ok) return failure(stepProblems.same(set.error.cause));
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

  async #show(shown: Result<string | undefined, Text>): Promise<StepResult> {
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
    if (to === 'cut-after-arrival') hand.befall({ fault: to, times: 1, infno: ['2207A', '2208'] });
    return done;
  }

  /**
   * Whoever stands at a window goes home, whatever was begun there waits. The windows stay switched on over night, as counters
   * are; each signs in anew in the morning by itself.
   */
  async #passDays(days: number): Promise<StepResult> {
    const windows = [...this.#windows.values()];
    for (const window of windows) {
      await pull(window);
      window.idReader?.mock?.remove();
      window.desk.openStation('register');
      await window.desk.settled();
    }
    this.#stage.passDays(days);
    for (const { desk } of windows) desk.refresh();
    return done;
  }

  /** At a window that was left: its desk is where it was. */
  async #reconcileAt(hospital: string): Promise<StepResult> {
    const there = this.#windows.get(hospital);
    if (!there) return failure(stepProblems.noWindow(hospital));
    there.desk.dispatch({ kind: 'reconcile-asked' });
    await there.desk.settled();
    return done;
  }

  /** The newest ticket in the doctor's queue: opened, ordered, sent. */
  async #consult(orders: OrdersStep): Promise<StepResult> {
    const { desk } = this.window;
    desk.openStation('consult');
    const { queue } = await desk.settled();
    const ticket = queue.consult.at(-1);
    if (!ticket) return failure(stepProblems.nobodyWaits);
    await this.#dispatch({ kind: 'ticket-opened', ticket, to: 'consult' });
    const steps: Step[] = [
      { name: 'diagnose', value: orders.diagnosis },
      ...orders.lines.map((value): Step => ({ name: 'order', value })),
      { name: 'send', value: null },
    ];
    for (const step of steps) {
      const played = await this.play(step);
      if (!played.ok) return played;
    }
    return done;
  }
}
