// Plays single steps in a city: each is what a person does at a window, at the reader or outside; nothing is pretended.
// What a step asks for and the city does not have is answered with its reason. The order of the steps is play.ts's business.

import type { VirtualCardData } from '../../../drivers/open.ts';
import type { Text } from '../../domain/language.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import type { DeskEvent, Station } from '../../hospital/desk.ts';
import type { City, CityProblem, Window } from '../city.ts';
import { type DeskStep, eventOf } from './at-desk.ts';
import { atReader, pull, type ReaderStep, setLine } from './at-reader.ts';
import { type CardsOfPersons, type DayStep, dayEventOf } from './day-end.ts';
import { type Discrepancy, discrepancies } from './expect.ts';
import { change } from './mend.ts';
import { cardsOfPersons } from './persons.ts';
import { type ProvingStep, practicePassword, prove } from './prove.ts';
import { restoreNewest } from './restore-copy.ts';
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

  /** Whose window the patient stands at. */
  get hospital(): string {
    return this.#hospital;
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

  /** Whose card is whose at the center of this city. */
  get persons(): CardsOfPersons {
    return cardsOfPersons(this.#city);
  }

  /**
   * Everything ends and is opened anew on the same data, the windows that were left too; the card lies on the desk.
   * `between`: what is done to the data while nobody has it open.
   */
  async restart(between: () => Result<void, Text> = () => ok(undefined)): Promise<StepResult> {
    const here = this.#hospital;
    const elsewhere = [...this.#windows.keys()].filter((hospital) => hospital !== here);
    await this.close();
    const changed = between();
    const city = this.#stage.open();
    if (!city.ok) return this.#orProblem(city);
    this.#city = city.value;
    for (const hospital of [...elsewhere, here]) {
      const opened = await this.goTo(hospital);
      if (!opened.ok) return this.#orProblem(opened);
    }
    return changed.ok ? done : changed;
  }

  async play({ name, value }: Step): Promise<StepResult> {
    switch (name) {
      case 'insert':
      case 'remove':
      case 'fault':
      case 'clear':
        return this.#show(await atReader(this.window, { name, value } as ReaderStep));
      case 'id-card':
        return this.#show(await layIdCard(this.window, value));
      case 'remove-id-card':
        this.window.idReader?.mock?.remove();
        return done;
      case 'voucher':
        return this.#show(scanVoucher(this.window, this.#city, value));
      case 'line':
        setLine(this.window, value);
        return done;
      case 'consult':
        return this.#consult(value);
      case 'pay':
        return this.#openStation('pay');
      case 'station':
        return this.#openStation(value);
      case 'hospital':
        return this.#orProblem(await this.goTo(value));
      case 'restart':
        return this.restart();
      case 'restore':
        return this.restart(restoreNewest(this.window, this.#city, value));
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
      case 'state-day':
      case 'close-day':
      case 'mend-row':
        return this.#atDayEnd({ name, value } as DayStep);
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

  #orProblem(result: Result<unknown, CityProblem>): StepResult {
    if (result.ok) return done;
    const { error } = result;
    return failure(error.kind === 'reader' ? stepProblems.same(error.error.cause) : error.cause);
  }

  async #dispatch(event: DeskEvent): Promise<StepResult> {
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

  async #atDayEnd(step: DayStep): Promise<StepResult> {
    const { window } = this;
    await window.desk.settled();
    const event = dayEventOf(step, window.desk, this.persons, (code) => practicePassword(window, code));
    return event.ok ? this.#dispatch(event.value) : event;
  }

  async #openStation(station: Station): Promise<StepResult> {
    this.window.desk.openStation(station);
    const { station: open } = await this.window.desk.settled();
    return open === station ? done : failure(stepProblems.stationClosed(station));
  }

  async #show(shown: Result<string | undefined, Text>): Promise<StepResult> {
    if (!shown.ok) return shown;
    this.#card = shown.value ?? this.#card;
    await this.window.desk.settled();
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
