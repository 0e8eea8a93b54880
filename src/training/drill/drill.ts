// A drill: somebody works the window of a practice, and the scenario's script does its part as soon as its turn comes. What
// is done goes into the log; what it was worth is said afterwards (score.ts).

import { ok, type Result } from '../../domain/result.ts';
import type { CityProblem } from '../city.ts';
import type { Scenario } from '../scenario/format.ts';
import type { Stage } from '../scenario/player.ts';
import type { LogEntry } from '../session/log.ts';
import { openPractice, type Practice } from '../session/practice.ts';
import type { SessionTime } from '../session/session-time.ts';
import { type DoneReader, doneReader } from './done.ts';
import { followed, nextAtWindow, type Place, scriptAt, toNextTurn } from './follow.ts';
import { type Names, type Plan, type Planned, planOf } from './plan.ts';

export interface DrillParts {
  readonly scenario: Scenario;
  readonly stage: Stage;
  readonly time: SessionTime;
  readonly names: Names;
  readonly listen: (entry: LogEntry) => void;
}

export interface Drill {
  readonly practice: Practice;
  readonly plan: Plan;
  /** The step that is to be done next; undefined when the plan is done. */
  next(): Extract<Planned, { by: 'window' }> | undefined;
  isDone(): boolean;
  /** Says the next step and puts down that it was asked for. */
  hint(): Extract<Planned, { by: 'window' }> | undefined;
  /** The patient has nothing more to do here: the script's next turn comes now. */
  goOn(): Promise<void>;
  /** Resolves when nothing is under way: neither at the window nor of the script. */
  settled(): Promise<void>;
  subscribe(listener: () => void): () => void;
}

class RunningDrill implements Drill {
  readonly practice: Practice;
  readonly plan: Plan;
  readonly #done: DoneReader;
  readonly #listeners = new Set<() => void>();
  #place: Place = 0;
  #turn: Promise<void> = Promise.resolve();

  constructor(practice: Practice, plan: Plan, names: Names) {
    this.practice = practice;
    this.plan = plan;
    this.#done = doneReader(plan, names, practice.hospital());
  }

  next() {
    return nextAtWindow(this.plan, scriptAt(this.plan, this.#place).place);
  }

  isDone(): boolean {
    return this.#place >= this.plan.length;
  }

  hint() {
    const next = this.next();
    if (next) this.practice.hint(this.plan.indexOf(next));
    return next;
  }

  /** Hears what was put down; what the script itself did leads nowhere. What a trainer does for the trainee leads on. */
  heard(entry: LogEntry): void {
    const key = this.#done(entry);
    if (key === undefined) return;
    const place = followed(this.plan, this.#place, key);
    if (place === this.#place) return;
    this.#place = place;
    this.takeTurn();
  }

  async goOn(): Promise<void> {
    this.#place = toNextTurn(this.plan, this.#place);
    this.takeTurn();
    await this.settled();
  }

  async settled(): Promise<void> {
    let turn: Promise<void> | undefined;
    while (turn !== this.#turn) {
      turn = this.#turn;
      await turn;
      await this.practice.settled();
    }
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The script's steps before the next one at the window, when what was done there has had its consequences. */
  takeTurn(): void {
    const { steps, place } = scriptAt(this.plan, this.#place);
    this.#place = place;
    this.#turn = this.#turn.then(async () => {
      for (const step of steps) {
        await this.practice.settled();
        await this.practice.play(step, 'script');
      }
      for (const listener of this.#listeners) listener();
    });
  }
}

/** Opens the city and the window, and lets the script begin. */
export async function openDrill(parts: DrillParts): Promise<Result<Drill, CityProblem>> {
  const { scenario, stage, time, names, listen } = parts;
  let drill: RunningDrill | undefined;
  const opened = await openPractice({
    stage,
    hospital: scenario.hospital,
    time,
    listen(entry) {
      listen(entry);
      drill?.heard(entry);
    },
  });
  if (!opened.ok) return opened;
  drill = new RunningDrill(opened.value, planOf(scenario, names), names);
  drill.takeTurn();
  await drill.settled();
  return ok(drill);
}
