// A practice: a city of its own in which somebody works a window. The window's desk and hands are passed on to a screen, and
// whatever is done with them is put down in the words of a scenario; a script or a trainer acts through the same player.

import type { MockHand, VirtualCardData } from '../../../drivers/open.ts';
import type { Timestamp } from '../../domain/date.ts';
import type { Text } from '../../domain/language.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import type { LineHand } from '../../hospital/center-line.ts';
import type { Desk } from '../../hospital/desk.ts';
import type { City, CityProblem, Window } from '../city.ts';
import { Player, type Stage, type StepResult } from '../scenario/player.ts';
import { pinFor, pinKept } from '../scenario/practice-pin.ts';
import { proofKept } from '../scenario/prove.ts';
import type { Step } from '../scenario/steps.ts';
import { contentHash } from './content-hash.ts';
import type { Doer, Held, LogEntry } from './log.ts';
import { PracticeDesk } from './practice-desk.ts';
import { practiceHands } from './practice-hands.ts';
import type { SessionTime } from './session-time.ts';
import { isPassing, type Sight, sameSight, sightOf } from './sight.ts';
import { type AtWindow, isAfterWord, proofStep, stepOf } from './step-of-event.ts';
import { Turns } from './turns.ts';

export interface PracticeParts {
  readonly stage: Stage;
  /** Where the patient comes first. */
  readonly hospital: string;
  readonly time: SessionTime;
  /** Hears every entry at once. */
  readonly listen: (entry: LogEntry) => void;
}

export interface Practice {
  /** Where the patient stands; it may become another hospital's. */
  readonly desk: Desk;
  readonly mock: MockHand;
  readonly idMock: MockHand | undefined;
  readonly line: LineHand;
  /** The time of day in the practice, as it is seen. */
  now(): Timestamp;
  window(): Window;
  city(): City;
  /** The id of the card that was shown last at this window. */
  card(): string | undefined;
  /** The hospital's number or code, as it was asked for. */
  hospital(): string;
  /** Does a step from outside: the script's, or a trainer's; of two at once, one after the other. */
  play(step: Step, by: Doer): Promise<StepResult>;
  /** Resolves when neither a step from outside nor anything at the window is under way. */
  settled(): Promise<void>;
  /** Counts a key pressed at the window. */
  pressed(): void;
  /** Whose the window is from now on: what is done there while it is taken over is the trainer's doing. */
  hold(held: Held): void;
  tell(option: number): void;
  hint(step: number): void;
  /** Closes everything, and puts down how it ended with the hash of what the databases hold. */
  end(ended: 'done' | 'left' | 'out-of-time'): Promise<string>;
}

class OpenPractice implements Practice {
  readonly #player: Player;
  readonly #parts: PracticeParts;
  readonly #desk: PracticeDesk;
  readonly mock: MockHand;
  readonly idMock: MockHand | undefined;
  readonly line: LineHand;
  #hospital: string;
  #keys = 0;
  #held: Held = 'free';
  #seen: Sight | undefined;
  readonly #turns = new Turns();
  #playing: Promise<unknown> = Promise.resolve();

  constructor(player: Player, parts: PracticeParts) {
    this.#player = player;
    this.#parts = parts;
    this.#hospital = parts.hospital;
    this.#desk = new PracticeDesk(() => this.#player.window.desk, {
      dispatching: (event) => {
        const step = stepOf(event, this.#seenNow());
        // The word was judged a moment ago; what was written then bears that moment.
        if (step && isAfterWord(event)) this.#did(step, this.#atWindow(), parts.time.last());
        else if (step) this.#did(step, this.#atWindow());
      },
      opening: (station) => this.#did({ name: 'station', value: station }, this.#atWindow()),
      proving: () => void parts.time.happens(),
      proved: (as, code, password) => {
        const value = proofKept(this.window(), code, password);
        if (value) this.#did(proofStep(as, value), this.#atWindow(), parts.time.last());
      },
      locking: () => this.#did({ name: 'lock', value: null }, this.#atWindow()),
      changed: () => this.#look(),
    });
    const hands = practiceHands(
      () => this.#player.window,
      (step) => {
        this.#player.shown(step);
        this.#did(step, this.#atWindow());
      },
    );
    this.mock = hands.mock;
    this.idMock = this.window().idReader?.mock ? hands.idMock : undefined;
    this.line = hands.line;
    this.#look();
  }

  get desk(): Desk {
    return this.#desk;
  }

  now(): Timestamp {
    return this.#parts.time.seen();
  }

  window(): Window {
    return this.#player.window;
  }

  city(): City {
    return this.#player.city;
  }

  card(): string | undefined {
    return this.#player.holder?.id;
  }

  hospital(): string {
    return this.#hospital;
  }

  play(step: Step, by: Doer): Promise<StepResult> {
    const played = this.#turns.take(() => this.#play(step, by));
    this.#playing = played;
    return played;
  }

  async settled(): Promise<void> {
    let playing: Promise<unknown> | undefined;
    while (playing !== this.#playing) {
      playing = this.#playing;
      await playing;
      await this.#desk.settled();
    }
  }

  async #play(step: Step, by: Doer): Promise<StepResult> {
    if (step.name === 'hospital') this.#hospital = step.value;
    // An expectation looks; it does nothing that a replay would have to do again.
    if (step.name !== 'expect') this.#did(this.#withoutDigits(step), by);
    if (step.name === 'restart' || step.name === 'restore') this.#desk.pause();
    const played = await this.#player.play(step);
    this.#desk.follow();
    this.#look();
    return played;
  }

  pressed(): void {
    this.#keys += 1;
  }

  hold(held: Held): void {
    if (held === this.#held) return;
    this.#held = held;
    this.#put({ t: this.#parts.time.happens(), held });
  }

  tell(option: number): void {
    this.#put({ t: this.#parts.time.happens(), told: option });
  }

  hint(step: number): void {
    this.#put({ t: this.#parts.time.happens(), hint: step });
  }

  async end(ended: 'done' | 'left' | 'out-of-time'): Promise<string> {
    const t = this.#parts.time.happens();
    const hash = await this.#player.close((windows, city) => contentHash(city, windows));
    this.#put({ t, ended, hash });
    return hash;
  }

  #atWindow(): Doer {
    return this.#held === 'taken' ? 'trainer' : 'window';
  }

  /** What tells a step from an event. */
  #seenNow(): AtWindow {
    const { holder, persons, window } = this.#player;
    return {
      holder,
      persons,
      desk: window.desk,
      ownerOfVoucher: (digits) => this.#ownerOf(digits),
      cardOf: (idNumber) => this.#cardWhere((card) => card.socialSecurityNumber === idNumber),
    };
  }

  #cardWhere(is: (card: VirtualCardData) => boolean): string | undefined {
    return [...this.#player.city.cards.values()].find(is)?.id;
  }

  #ownerOf(digits: string): string | undefined {
    const { inspection } = this.#player.city.center;
    return this.#cardWhere(({ socialSecurityNumber }) => inspection.eVoucher(socialSecurityNumber) === digits);
  }

  /** A scenario may give the digits of a PIN; a log never does. */
  #withoutDigits(step: Step): Step {
    if (step.name !== 'pin') return step;
    const { holder } = this.#player;
    return { name: 'pin', value: pinKept(pinFor(step.value, holder), holder) };
  }

  #did(step: Step, by: Doer, t = this.#parts.time.happens()): void {
    const keys = this.#keys;
    this.#keys = 0;
    this.#put({ t, did: step, by, ...(keys > 0 ? { keys } : {}) });
  }

  #look(): void {
    const saw = sightOf(this.#desk.snapshot(), this.#hospital);
    if (isPassing(saw) || (this.#seen && sameSight(this.#seen, saw))) return;
    this.#seen = saw;
    this.#put({ t: this.#parts.time.last(), saw });
  }

  #put(entry: LogEntry): void {
    this.#parts.listen(entry);
  }
}

const needsMock: Text = { zh: '练习需要模拟读卡器', en: 'practice needs the mock reader' };

/** Opens the city and the window that the patient comes to. The stage's reader must be a mock one. */
export async function openPractice(parts: PracticeParts): Promise<Result<Practice, CityProblem>> {
  const city = parts.stage.open();
  if (!city.ok) return city;
  const player = new Player(parts.stage, city.value, parts.hospital);
  const there = await player.goTo(parts.hospital);
  if (!there.ok) {
    city.value.close();
    return there;
  }
  if (player.window.opened.mock) return ok(new OpenPractice(player, parts));
  await player.close();
  return failure({ kind: 'input', cause: needsMock, remedy: { zh: '请用 mock:', en: 'use mock:' } });
}
