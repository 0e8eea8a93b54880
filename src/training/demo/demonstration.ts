// A demonstration: a scenario played step by step at the trainer's pace, forth and back, with what happens behind the glass.
// It can be handed over to whoever watches, in exactly that state, and its cause can be mended before everyone's eyes.

import type { Text } from '../../domain/language.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import type { CityProblem } from '../city.ts';
import type { PlacedStep, Scenario } from '../scenario/format.ts';
import type { Stage } from '../scenario/player.ts';
import type { LogEntry } from '../session/log.ts';
import { openPractice, type Practice } from '../session/practice.ts';
import type { SessionTime } from '../session/session-time.ts';
import { type BehindTheGlass, behindTheGlass } from './behind-the-glass.ts';

export interface DemonstrationParts {
  readonly scenario: Scenario;
  /** Each time the play begins anew it is in a city of its own. */
  readonly newStage: () => { readonly stage: Stage; readonly time: SessionTime };
  readonly listen: (entry: LogEntry) => void;
}

export interface Demonstration {
  readonly scenario: Scenario;
  /** Another one after `back`. */
  practice(): Practice;
  /** How many steps have been played. */
  place(): number;
  /** The steps that people see; what is only expected is checked on the way. */
  readonly steps: readonly PlacedStep[];
  last(): PlacedStep | undefined;
  next(): PlacedStep | undefined;
  /** Plays one step. The problem says why the scenario cannot go on. */
  forward(): Promise<Result<void, Text>>;
  /** One step back: everything before it is played anew. */
  back(): Promise<Result<void, Text>>;
  /** Plays until a prompt is on the screen, or to the end. */
  toPrompt(): Promise<Result<void, Text>>;
  glass(): BehindTheGlass;
  /** Removes what caused the prompt on the screen and tries again; the problem says why that cannot be done here. */
  mend(): Promise<Result<void, Text>>;
  close(): Promise<void>;
}

function problemText(problem: CityProblem): Text {
  return problem.kind === 'reader' ? { zh: problem.error.cause, en: problem.error.cause } : problem.cause;
}

class RunningDemonstration implements Demonstration {
  readonly scenario: Scenario;
  readonly steps: readonly PlacedStep[];
  readonly #parts: DemonstrationParts;
  #practice: Practice;
  #place = 0;

  constructor(parts: DemonstrationParts, practice: Practice) {
    this.#parts = parts;
    this.scenario = parts.scenario;
    this.steps = parts.scenario.steps.filter(({ step }) => step.name !== 'expect');
    this.#practice = practice;
  }

  practice(): Practice {
    return this.#practice;
  }

  place(): number {
    return this.#place;
  }

  last(): PlacedStep | undefined {
    return this.steps[this.#place - 1];
  }

  next(): PlacedStep | undefined {
    return this.steps[this.#place];
  }

  async forward(): Promise<Result<void, Text>> {
    const next = this.next();
    if (!next) return failure({ zh: '演示到此结束', en: 'the demonstration ends here' });
    const played = await this.#practice.play(next.step, 'script');
    if (!played.ok) return played;
    this.#place += 1;
    return ok(undefined);
  }

  async back(): Promise<Result<void, Text>> {
    if (this.#place === 0) return failure({ zh: '已在开头', en: 'this is the beginning' });
    const to = this.#place - 1;
    await this.#practice.end('left');
    const opened = await openAnew(this.#parts);
    if (!opened.ok) return failure(problemText(opened.error));
    this.#practice = opened.value;
    this.#place = 0;
    while (this.#place < to) {
      const played = await this.forward();
      if (!played.ok) return played;
    }
    return ok(undefined);
  }

  async toPrompt(): Promise<Result<void, Text>> {
    while (this.next()) {
      const played = await this.forward();
      if (!played.ok) return played;
      if (this.glass().refusal) break;
    }
    return ok(undefined);
  }

  glass(): BehindTheGlass {
    return behindTheGlass(this.#practice);
  }

  async mend(): Promise<Result<void, Text>> {
    const { cure } = this.glass();
    if (!cure) return failure({ zh: '这里没有可消除的原因', en: 'there is nothing here to mend' });
    for (const step of cure.steps) {
      const played = await this.#practice.play(step, 'trainer');
      if (!played.ok) return played;
    }
    return ok(undefined);
  }

  async close(): Promise<void> {
    await this.#practice.end('left');
  }
}

function openAnew({ scenario, newStage, listen }: DemonstrationParts): Promise<Result<Practice, CityProblem>> {
  const { stage, time } = newStage();
  return openPractice({ stage, hospital: scenario.hospital, time, listen });
}

export async function openDemonstration(parts: DemonstrationParts): Promise<Result<Demonstration, CityProblem>> {
  const practice = await openAnew(parts);
  return practice.ok ? ok(new RunningDemonstration(parts, practice.value)) : practice;
}
