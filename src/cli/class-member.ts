// A counter that belongs to a class: tells it what happens on its stage, and carries out what the instructor commands.

import type { Text } from '../domain/language.ts';
import { maskName } from '../domain/person.ts';
import { failure, type Result } from '../domain/result.ts';
import { systemSchedule } from '../hospital/schedule.ts';
import { type ClassAddress, longestName, parseClassAddress } from '../training/class/class-address.ts';
import { type ClassLine, type LineState, openClassLine } from '../training/class/class-line.ts';
import type { ClassCommand } from '../training/class/command.ts';
import type { Now, TapeItem } from '../training/class/report.ts';
import type { Score } from '../training/drill/score.ts';
import type { TrainingResult } from '../training/records/result.ts';
import type { Step } from '../training/scenario/steps.ts';
import type { Held, LogEntry, LogHead } from '../training/session/log.ts';
import { keyNamed } from '../ui/keys/key-named.ts';
import type { Pen } from '../ui/language/pen.ts';
import { personOf } from '../ui/model/visit-facts.ts';
import type { Sheet } from '../ui/stage/sheet.ts';
import { showWords } from '../ui/stage/show-words.ts';
import type { CounterStore } from '../ui/store.ts';
import { type ClassStage, done } from './class-stage.ts';
import { WrongUsage } from './exit.ts';
import { newIdentity } from './globals.ts';

export interface MemberParts {
  readonly address: ClassAddress;
  readonly trainee: string;
}

/** One session of the counter, as its class hears of it. */
export interface ClassSession {
  heard(entry: LogEntry): void;
  /** How the score so far is found; undefined as long as it cannot be. */
  scoring(score: () => Score | undefined): void;
  scored(score: Score): void;
  /** What was put down as its result. */
  kept(result: TrainingResult): void;
}

export interface ClassMember {
  /** The stage is there: from now on the class is looked for. */
  attend(stage: ClassStage, pen: Pen): void;
  /** A counter on the stage whose every change the instructor sees. */
  watch(counter: CounterStore): CounterStore;
  /** Of an examination no points are told, before it is over. */
  begins(head: LogHead): ClassSession;
  /** An examination is over: its class gets its result, and those of its scenarios. */
  examined(result: TrainingResult): void;
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
  #heldBack: TrainingResult[] = [];
  /** What happened before the class was looked for. */
  #early: TapeItem[] = [];

  constructor(parts: MemberParts) {
    this.#parts = parts;
  }

  attend(stage: ClassStage, pen: Pen): void {
    this.#line = openClassLine({
      address: this.#parts.address,
      id: newIdentity(),
      trainee: this.#parts.trainee,
      schedule: systemSchedule,
      now: () => this.#now(stage, pen),
      obey: (id, command) => void this.#obey(stage, id, command),
      onState: (state) => this.#became(stage, state),
    });
    for (const item of this.#early.splice(0)) this.#line.put(item);
    stage.subscribe(() => this.#line?.touch());
  }

  watch(counter: CounterStore): CounterStore {
    counter.subscribe(() => this.#line?.touch());
    return counter;
  }

  begins(head: LogHead): ClassSession {
    this.#t = 0;
    this.#score = () => undefined;
    this.#put({ head });
    const open = head.mode !== 'exam';
    return {
      heard: (entry) => {
        this.#t = entry.t;
        this.#put({ entry });
      },
      scoring: (score) => {
        if (open) this.#score = score;
        this.#line?.touch();
      },
      scored: ({ points, of }) => {
        this.#t = null;
        this.#score = () => undefined;
        if (open) this.#put({ scored: { points, of } });
        else this.#line?.touch();
      },
      kept: (result) => {
        if (open) this.#put({ result });
        else this.#heldBack.push(result);
      },
    };
  }

  examined(result: TrainingResult): void {
    const { points, of } = result;
    for (const each of [...this.#heldBack.splice(0), result]) this.#put({ result: each });
    this.#put({ scored: { points, of } });
  }

  about(): Sheet['notice'] {
    return notices[this.#line?.state() ?? 'away'];
  }

  async close(): Promise<void> {
    await this.#line?.close();
  }

  #put(item: TapeItem): void {
    if (this.#line) this.#line.put(item);
    else this.#early.push(item);
  }

  /** Nobody is left frozen by an instructor who has gone. */
  #became(stage: ClassStage, state: LineState): void {
    if (state !== 'connected' && stage.held() !== 'free') stage.hold('free');
    else stage.touch();
  }

  #now(stage: ClassStage, pen: Pen): Now {
    const work = stage.work();
    const scored = stage.scored();
    const score = work ? this.#score() : scored;
    const screen = [...showWords(stage.view(), pen)];
    const seen = { held: stage.held(), score: score ? { points: score.points, of: score.of } : null, screen };
    if (!work) {
      return {
        at: scored ? 'scored' : 'choosing',
        title: null,
        patient: null,
        card: null,
        next: null,
        seconds: 0,
        ...seen,
      };
    }
    const { title, practice, next, seconds } = work;
    const person = personOf(practice.desk.snapshot().visit);
    return {
      at: 'working',
      title: { ...title },
      patient: person ? maskName(person.holder.name) : null,
      card: practice.card() ?? null,
      next: next ?? null,
      seconds,
      ...seen,
    };
  }

  async #obey(stage: ClassStage, id: string, command: ClassCommand): Promise<void> {
    const refused = stage.refuses(command);
    const obeyed = refused ? failure(refused) : await this.#carryOut(stage, command);
    this.#put(obeyed.ok ? { done: id, t: this.#t } : { refused: id, cause: obeyed.error });
  }

  #carryOut(stage: ClassStage, command: ClassCommand): Promise<Result<void, Text>> | Result<void, Text> {
    switch (command.do) {
      case 'step':
        return this.#play(stage, command.step);
      case 'key':
        return this.#press(stage, command.key);
      case 'scenario':
        return stage.send(command.name);
      default:
        stage.hold(held[command.do]);
        return done;
    }
  }

  async #play(stage: ClassStage, step: Step): Promise<Result<void, Text>> {
    const work = stage.work();
    if (!work) return failure(causes.noPatient);
    const played = await work.practice.play(step, 'trainer');
    return played.ok ? done : played;
  }

  #press(stage: ClassStage, name: string): Result<void, Text> {
    const key = keyNamed(name);
    const press = stage.work()?.press;
    if (!key) return failure(causes.noKey);
    if (!press) return failure(causes.noPatient);
    if (stage.held() !== 'taken') return failure(causes.notTaken);
    press(key);
    return done;
  }
}

export function classMember(parts: MemberParts): ClassMember {
  return new Member(parts);
}
