// What a class sees of a stage and may do there: the same for a drill, an examination and a counter at which somebody simply
// practises. Each says itself what it allows.

import type { Text } from '../domain/language.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import type { ClassCommand } from '../training/class/command.ts';
import type { Points } from '../training/class/report.ts';
import type { Drill } from '../training/drill/drill.ts';
import type { Shelved } from '../training/scenario/shelf.ts';
import { type HolderNames, stepWords } from '../training/scenario/step-words.ts';
import type { Held } from '../training/session/log.ts';
import type { Practice } from '../training/session/practice.ts';
import type { CounterClock } from '../ui/clock.ts';
import type { DrillStage } from '../ui/drill/drill-stage.ts';
import type { ExamStage } from '../ui/exam/exam-stage.ts';
import type { Key } from '../ui/keys/key.ts';
import type { PracticeStage } from '../ui/practice/practice-stage.ts';
import type { Sheet } from '../ui/stage/sheet.ts';
import type { Show, StageStore } from '../ui/stage/stage.ts';

/** What is being worked at a counter. */
export interface Work {
  readonly title: Text;
  readonly practice: Practice;
  /** Undefined: all is done, or nobody says what is to be done. */
  readonly next: Text | undefined;
  readonly seconds: number;
  /** A key of the trainer's; absent where the window cannot be taken over. */
  readonly press?: (key: Key) => void;
}

export interface ClassStage extends StageStore {
  readonly held: () => Held;
  readonly work: () => Work | undefined;
  /** What was worked last, and is over. */
  readonly scored: () => Points | undefined;
  /** Why a command is not carried out here; undefined: it is. */
  readonly refuses: (command: ClassCommand) => Text | undefined;
  hold(held: Held): void;
  /** The patient of a scenario comes, by the name of its file. */
  send(name: string): Promise<Result<void, Text>> | Result<void, Text>;
  /** Something about the class changed that is shown here. */
  touch(): void;
}

const causes = {
  noScenario: { zh: '没有这个情景', en: 'there is no such scenario' },
  onlyPractice: {
    zh: '这是练习窗口，不接情景；学员用 drill 加入才行',
    en: 'this counter takes no scenarios: its trainee has to join with drill',
  },
  examination: {
    zh: '正在考试，讲师不能干预（学员开考时没有允许）',
    en: 'an examination: nobody acts on it, as was said when it began',
  },
  examinationHolds: {
    zh: '正在考试，不能冻结、接管或换患者',
    en: 'an examination is neither frozen nor taken over, and gets no other patients',
  },
} satisfies Record<string, Text>;

const nextStep = (drill: Drill, names: HolderNames) => {
  const next = drill.next();
  return next && stepWords(next.step, names);
};

function storeOf(stage: StageStore): StageStore {
  return { subscribe: stage.subscribe, view: stage.view, press: (key) => stage.press(key) };
}

export function drillInClass(stage: DrillStage, shelf: readonly Shelved[], names: HolderNames): ClassStage {
  return {
    ...storeOf(stage),
    held: () => stage.held,
    work() {
      const working = stage.working();
      if (!working) return undefined;
      const { shelved, drill, run } = working;
      const press = (key: Key) => run.pressForTrainer(key);
      const { title } = shelved.scenario;
      return { title, practice: drill.practice, next: nextStep(drill, names), seconds: run.elapsed(), press };
    },
    scored: () => stage.scored(),
    refuses: () => undefined,
    hold: (held) => stage.hold(held),
    send(name) {
      const shelved = shelf.find((each) => each.name === name);
      return shelved ? stage.send(shelved) : failure(causes.noScenario);
    },
    touch: () => stage.touch(),
  };
}

export function practiceInClass(stage: PracticeStage, practice: Practice): ClassStage {
  return {
    ...storeOf(stage),
    held: () => stage.held,
    work: () => ({
      title: { zh: '练习窗口', en: 'practice counter' },
      practice,
      next: undefined,
      seconds: stage.elapsed(),
      press: (key) => stage.pressForTrainer(key),
    }),
    scored: () => undefined,
    refuses: () => undefined,
    hold: (held) => stage.hold(held),
    send: () => failure(causes.onlyPractice),
    touch: () => stage.touch(),
  };
}

const examinationNotices = {
  looks: {
    text: { zh: '在班级里考：讲师看得到每一步，看不到得分', en: 'In a class: the trainer sees each step, no points' },
    meaning: 'quiet',
  },
  acts: {
    text: {
      zh: '在班级里考：讲师看得到每一步，也可以制造故障',
      en: 'In a class: the trainer sees each step, and may set faults',
    },
    meaning: 'attention',
  },
} satisfies Record<string, Sheet['notice']>;

/** What a stage shows, with a sentence at the foot of a sheet that says nothing else there. */
function told(stage: StageStore, notice: NonNullable<Sheet['notice']>): () => Show {
  let seen: Show | undefined;
  let shown: Show | undefined;
  return () => {
    const show = stage.view();
    if (show !== seen || !shown) shown = show.sheet.notice ? show : { ...show, sheet: { ...show.sheet, notice } };
    seen = show;
    return shown;
  };
}

/** An examination as its class sees it: each step, and no points before its end. */
export interface ExamInClass {
  begins(shelved: Shelved, drill: Drill): void;
  ends(): void;
  /** The whole is over. */
  over(points: Points): void;
  on(stage: ExamStage): ClassStage;
}

/** `allowed`: what may happen from outside was agreed on before it began. */
export function examInClass(allowed: boolean, clock: CounterClock, names: HolderNames): ExamInClass {
  let now: { readonly shelved: Shelved; readonly drill: Drill; readonly since: number } | undefined;
  let points: Points | undefined;
  return {
    begins(shelved, drill) {
      now = { shelved, drill, since: clock.monotonic() };
    },
    ends() {
      now = undefined;
    },
    over(whole) {
      points = whole;
    },
    on: (stage) => ({
      ...storeOf(stage),
      view: told(stage, allowed ? examinationNotices.acts : examinationNotices.looks),
      held: () => 'free',
      work() {
        if (!now) return undefined;
        const { shelved, drill, since } = now;
        const seconds = Math.floor((clock.monotonic() - since) / 1000);
        const title = { zh: `考试：${shelved.scenario.title.zh}`, en: `examination: ${shelved.scenario.title.en}` };
        return { title, practice: drill.practice, next: nextStep(drill, names), seconds };
      },
      scored: () => points,
      refuses(command) {
        if (command.do === 'step') return allowed ? undefined : causes.examination;
        return causes.examinationHolds;
      },
      hold: () => {},
      send: () => failure(causes.examinationHolds),
      touch: () => {},
    }),
  };
}

export const done: Result<void, Text> = ok(undefined);
