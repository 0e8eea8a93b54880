// A counter that belongs to a class: tells it what happens on its stage, and carries out what the instructor commands.

import type { Text } from '../domain/language.ts';
import { maskName } from '../domain/person.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import { systemSchedule } from '../hospital/schedule.ts';
import { type ClassAddress, longestName, parseClassAddress } from '../training/class/class-address.ts';
import { type ClassLine, type LineState, openClassLine } from '../training/class/class-line.ts';
import type { ClassCommand } from '../training/class/command.ts';
import type { Now } from '../training/class/report.ts';
import type { Score } from '../training/drill/score.ts';
import type { Shelved } from '../training/scenario/shelf.ts';
import { type HolderNames, stepWords } from '../training/scenario/step-words.ts';
import type { Step } from '../training/scenario/steps.ts';
import type { Held, LogEntry, LogHead } from '../training/session/log.ts';
import type { DrillStage } from '../ui/drill/drill-stage.ts';
import { keyNamed } from '../ui/keys/key-named.ts';
import type { Pen } from '../ui/language/pen.ts';
import { personOf } from '../ui/model/visit-facts.ts';
import type { Sheet } from '../ui/stage/sheet.ts';
import { showWords } from '../ui/stage/show-words.ts';
import type { CounterStore } from '../ui/store.ts';
import { WrongUsage } from './exit.ts';
import { newIdentity } from './globals.ts';

export interface MemberParts {
  readonly address: ClassAddress;
  readonly trainee: string;
  readonly shelf: readonly Shelved[];
  readonly names: HolderNames;
}

/** One session of the counter, as its class hears of it. */
export interface ClassSession {
  heard(entry: LogEntry): void;
  /** How the score so far is found; undefined as long as it cannot be. */
  scoring(score: () => Score | undefined): void;
  scored(score: Score): void;
}

export interface ClassMember {
  /** The stage is there: from now on the class is looked for. */
  attend(stage: DrillStage, pen: Pen): void;
  /** A counter on the stage whose every change the instructor sees. */
  watch(counter: CounterStore): CounterStore;
  begins(head: LogHead): ClassSession;
  about(): Sheet['notice'];
  close(): Promise<void>;
}

const notices = {
  away: { text: { zh: '班级：讲师不在线', en: 'Class: the instructor is away' }, meaning: 'quiet' },
  connected: { text: { zh: '班级：已连接', en: 'Class: connected' }, meaning: 'quiet' },
  'unknown-code': {
    text: { zh: '班级：口令不对，讲师看不到这里', en: 'Class: the code is wrong, the instructor does not see you' },
    meaning: 'attention',
  },
} satisfies Record<LineState, Sheet['notice']>;

const causes = {
  noPatient: { zh: '现在没有患者在窗口', en: 'no patient is at the window now' },
  noScenario: { zh: '没有这个情景', en: 'there is no such scenario' },
  noKey: { zh: '没有这个键', en: 'there is no such key' },
  notTaken: { zh: '先接管窗口', en: 'take the window over first' },
} satisfies Record<string, Text>;

const held: Readonly<Record<'freeze' | 'thaw' | 'take-over' | 'hand-back', Held>> = {
  freeze: 'frozen',
  thaw: 'free',
  'take-over': 'taken',
  'hand-back': 'free',
};

/** What was given as `--class-at` and `--trainee`; anything else is wrong usage. */
export function classAddressOf(text: string, trainee: string): ClassAddress {
  if (trainee.length < 1 || trainee.length > longestName) {
    throw new WrongUsage(`--trainee: a name of at most ${longestName} characters / 学员姓名太长`);
  }
  const address = parseClassAddress(text);
  if (address.ok) return address.value;
  throw new WrongUsage(`--class-at ${text}: expected ${address.error} / 需要讲师屏幕上的地址`);
}

class Member implements ClassMember {
  readonly #parts: MemberParts;
  #line: ClassLine | undefined;
  #t: number | null = null;
  #score: () => Score | undefined = () => undefined;

  constructor(parts: MemberParts) {
    this.#parts = parts;
  }

  attend(stage: DrillStage, pen: Pen): void {
    this.#line = openClassLine({
      address: this.#parts.address,
      id: newIdentity(),
      trainee: this.#parts.trainee,
      schedule: systemSchedule,
      now: () => this.#now(stage, pen),
      obey: (id, command) => void this.#obey(stage, id, command),
      onState: (state) => this.#became(stage, state),
    });
    stage.subscribe(() => this.#line?.touch());
  }

  watch(counter: CounterStore): CounterStore {
    counter.subscribe(() => this.#line?.touch());
    return counter;
  }

  begins(head: LogHead): ClassSession {
    this.#t = 0;
    this.#score = () => undefined;
    this.#line?.put({ head });
    return {
      heard: (entry) => {
        this.#t = entry.t;
        this.#line?.put({ entry });
      },
      scoring: (score) => {
        this.#score = score;
        this.#line?.touch();
      },
      scored: ({ points, of }) => {
        this.#t = null;
        this.#score = () => undefined;
        this.#line?.put({ scored: { points, of } });
      },
    };
  }

  about(): Sheet['notice'] {
    return notices[this.#line?.state() ?? 'away'];
  }

  async close(): Promise<void> {
    await this.#line?.close();
  }

  /** Nobody is left frozen by an instructor who has gone. */
  #became(stage: DrillStage, state: LineState): void {
    if (state !== 'connected' && stage.held !== 'free') stage.hold('free');
    else stage.touch();
  }

  #now(stage: DrillStage, pen: Pen): Now {
    const working = stage.working();
    const screen = showWords(stage.view(), pen);
    const score = working ? this.#score() : stage.scored();
    const seen = { held: stage.held, score: score ? { points: score.points, of: score.of } : null, screen };
    if (!working) {
      const at = stage.scored() ? 'scored' : 'choosing';
      return { at, title: null, patient: null, card: null, next: null, seconds: 0, ...seen };
    }
    const { drill, run, shelved } = working;
    const person = personOf(drill.practice.desk.snapshot().visit);
    const next = drill.next();
    return {
      at: 'working',
      title: { ...shelved.scenario.title },
      patient: person ? maskName(person.holder.name) : null,
      card: drill.practice.card() ?? null,
      next: next ? stepWords(next.step, this.#parts.names) : null,
      seconds: run.elapsed(),
      ...seen,
    };
  }

  async #obey(stage: DrillStage, id: string, command: ClassCommand): Promise<void> {
    const obeyed = await this.#carryOut(stage, command);
    this.#line?.put(obeyed.ok ? { done: id, t: this.#t } : { refused: id, cause: obeyed.error });
  }

  #carryOut(stage: DrillStage, command: ClassCommand): Promise<Result<void, Text>> | Result<void, Text> {
    switch (command.do) {
      case 'step':
        return this.#play(stage, command.step);
      case 'key':
        return this.#press(stage, command.key);
      case 'scenario': {
        const shelved = this.#parts.shelf.find(({ name }) => name === command.name);
        return shelved ? stage.send(shelved) : failure(causes.noScenario);
      }
      default:
        stage.hold(held[command.do]);
        return ok(undefined);
    }
  }

  async #play(stage: DrillStage, step: Step): Promise<Result<void, Text>> {
    const working = stage.working();
    if (!working) return failure(causes.noPatient);
    const played = await working.drill.practice.play(step, 'trainer');
    return played.ok ? ok(undefined) : played;
  }

  #press(stage: DrillStage, name: string): Result<void, Text> {
    const key = keyNamed(name);
    const working = stage.working();
    if (!key) return failure(causes.noKey);
    if (!working) return failure(causes.noPatient);
    if (stage.held !== 'taken') return failure(causes.notTaken);
    working.run.pressForTrainer(key);
    return ok(undefined);
  }
}

export function classMember(parts: MemberParts): ClassMember {
  return new Member(parts);
}
