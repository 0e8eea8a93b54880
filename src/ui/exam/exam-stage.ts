// Directs an examination: the terms, one scenario after another without hints, the theory questions, the result. There is no
// way back, and what is under way when the whole time is over ends there.

import type { Text } from '../../domain/language.ts';
import type { Result } from '../../domain/result.ts';
import type { Paper } from '../../training/exam/paper.ts';
import type { Shelved } from '../../training/scenario/shelf.ts';
import type { HolderNames } from '../../training/scenario/step-words.ts';
import type { Practice } from '../../training/session/practice.ts';
import type { CounterClock } from '../clock.ts';
import { DrillRun, type Ended } from '../drill/drill-run.ts';
import { introSheet } from '../drill/drill-sheets.ts';
import type { OpenedDrill } from '../drill/drill-stage.ts';
import { type Key, keyName } from '../keys/key.ts';
import type { StageSurroundings } from '../run-stage.tsx';
import type { Show, StageStore } from '../stage/stage.ts';
import type { CounterStore } from '../store.ts';
import { type ExamPart, type ExamTerms, questionSheet, resultSheet, termsSheet, theoryName } from './exam-sheets.ts';

export interface ExamParts {
  readonly surroundings: StageSurroundings;
  readonly clock: CounterClock;
  readonly paper: Paper;
  readonly terms: ExamTerms;
  readonly names: HolderNames;
  readonly hospitalName: (hospital: string) => string;
  readonly open: (shelved: Shelved) => Promise<Result<OpenedDrill, Text>>;
  readonly counter: (practice: Practice, onQuit: () => void) => CounterStore;
  /** Keeps the signed result; whether it was passed. */
  readonly finish: (parts: readonly ExamPart[], seconds: number) => boolean;
}

/** Points for a right answer. */
const answerPoints = 10;

type At =
  | { readonly at: 'terms' }
  | { readonly at: 'intro'; readonly item: Shelved; readonly place: number }
  | { readonly at: 'waiting'; readonly title: Text; readonly text: Text }
  | {
      readonly at: 'running';
      readonly item: Shelved;
      readonly place: number;
      readonly opened: OpenedDrill;
      readonly run: DrillRun;
    }
  | { readonly at: 'question'; readonly place: number; readonly right: number }
  | { readonly at: 'result'; readonly passed: boolean };

const texts = {
  opening: { zh: '患者正走过来…', en: 'the patient is coming…' },
  closing: { zh: '正在记录…', en: 'being put down…' },
} satisfies Record<string, Text>;

export class ExamStage implements StageStore {
  readonly #parts: ExamParts;
  readonly #listeners = new Set<() => void>();
  readonly #scored: ExamPart[] = [];
  #at: At = { at: 'terms' };
  #began = 0;
  #show: Show | undefined;
  #busy: Promise<void> = Promise.resolve();
  #stopAlarm = () => {};

  constructor(parts: ExamParts) {
    this.#parts = parts;
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly view = (): Show => {
    this.#show ??= this.#look();
    return this.#show;
  };

  press(key: Key): void {
    const at = this.#at;
    const name = keyName(key) ?? '';
    if (at.at === 'running') {
      at.run.press(key);
      return;
    }
    if (at.at === 'terms' && name === 'enter') this.#start();
    else if (at.at === 'intro' && name === 'enter') this.#begin(at.item, at.place);
    else if (at.at === 'question') this.#answer(at, name);
    else if (at.at === 'result' && name === 'enter') this.#parts.surroundings.quit();
    else if (name === 'ctrl+q' || name === 'ctrl+c') this.#parts.surroundings.quit();
    this.#changed();
  }

  /** Whoever leaves before the end has the result of what was done until then. */
  async close(): Promise<void> {
    this.#stopAlarm();
    await this.#busy;
    const at = this.#at;
    if (at.at === 'running') await this.#scenarioEnded('left');
    if (at.at !== 'terms' && at.at !== 'result') this.#conclude(at.at === 'question' ? at.right : 0);
  }

  #look(): Show {
    const at = this.#at;
    switch (at.at) {
      case 'terms':
        return { at: 'page', sheet: termsSheet(this.#parts.terms) };
      case 'intro': {
        const { scenario } = at.item;
        const { hospitalName, names } = this.#parts;
        const keys = [{ key: 'enter', label: { zh: '开始', en: 'begin' } }];
        const sheet = introSheet({ scenario, hospitalName: hospitalName(scenario.hospital), names, keys });
        // The title names the prompt that will come: in an examination it stays unsaid.
        const count = this.#parts.paper.items.length;
        const title = { zh: `实操 ${at.place + 1} / ${count}`, en: `Scenario ${at.place + 1} of ${count}` };
        return { at: 'page', sheet: { ...sheet, title } };
      }
      case 'waiting':
        return { at: 'page', sheet: { title: at.title, parts: [{ is: 'text', text: at.text }], keys: [] } };
      case 'running':
        return at.run.show();
      case 'question': {
        const { questions } = this.#parts.paper;
        const asked = questions[at.place];
        if (!asked) return { at: 'page', sheet: resultSheet(this.#scored, false) };
        return { at: 'page', sheet: questionSheet(asked, at.place + 1, questions.length, this.#left()) };
      }
      case 'result':
        return { at: 'page', sheet: resultSheet(this.#scored, at.passed) };
    }
  }

  #changed(): void {
    this.#show = undefined;
    for (const listener of this.#listeners) listener();
  }

  #seconds(): number {
    return Math.floor((this.#parts.clock.monotonic() - this.#began) / 1000);
  }

  #left(): number {
    return Math.max(0, this.#parts.terms.limit - this.#seconds());
  }

  #start(): void {
    this.#began = this.#parts.clock.monotonic();
    this.#tick();
    this.#goTo(0);
  }

  #tick(): void {
    this.#stopAlarm = this.#parts.clock.after(1000, () => {
      if (this.#left() === 0) {
        this.#busy = this.#outOfTime();
        return;
      }
      if (this.#at.at === 'question') this.#changed();
      this.#tick();
    });
  }

  async #outOfTime(): Promise<void> {
    await this.#busy;
    const at = this.#at;
    if (at.at === 'running') await this.#scenarioEnded('out-of-time');
    const right = at.at === 'question' ? at.right : 0;
    if (this.#at.at !== 'result') this.#conclude(right);
    this.#changed();
  }

  #goTo(place: number): void {
    const item = this.#parts.paper.items[place];
    if (item) this.#at = { at: 'intro', item, place };
    else if (this.#parts.paper.questions.length > 0) this.#at = { at: 'question', place: 0, right: 0 };
    else this.#conclude(0);
  }

  #begin(item: Shelved, place: number): void {
    this.#at = { at: 'waiting', title: { zh: '实操', en: 'Scenario' }, text: texts.opening };
    this.#busy = this.#open(item, place);
  }

  async #open(item: Shelved, place: number): Promise<void> {
    const opened = await this.#parts.open(item);
    if (!opened.ok) {
      this.#at = { at: 'waiting', title: item.scenario.title, text: opened.error };
      this.#changed();
      return;
    }
    const { drill } = opened.value;
    const ended = (how: Ended) => {
      this.#busy = this.#scenarioEnded(how).then(() => {
        this.#goTo(place + 1);
        this.#changed();
      });
    };
    const run = new DrillRun({
      scenario: item.scenario,
      drill,
      counter: this.#parts.counter(drill.practice, () => ended(drill.isDone() ? 'done' : 'left')),
      clock: this.#parts.clock,
      names: this.#parts.names,
      examination: true,
      changed: () => this.#changed(),
      ended,
    });
    this.#at = { at: 'running', item, place, opened: opened.value, run };
    this.#changed();
  }

  async #scenarioEnded(how: Ended): Promise<void> {
    const at = this.#at;
    if (at.at !== 'running') return;
    at.run.close();
    this.#at = { at: 'waiting', title: { zh: '实操', en: 'Scenario' }, text: texts.closing };
    this.#changed();
    const { score } = await at.opened.finish(how);
    this.#scored.push({ title: at.item.scenario.title, points: score.points, of: score.of });
  }

  #answer({ place, right }: Extract<At, { at: 'question' }>, name: string): void {
    const { questions } = this.#parts.paper;
    const asked = questions[place];
    const chosen = Number(name);
    if (!asked || !Number.isInteger(chosen) || chosen < 1 || chosen > asked.answers.length) return;
    const rightNow = right + (chosen - 1 === asked.right ? 1 : 0);
    if (place + 1 < questions.length) this.#at = { at: 'question', place: place + 1, right: rightNow };
    else this.#conclude(rightNow);
  }

  /** What was not reached counts as nothing done. */
  #conclude(right: number): void {
    this.#stopAlarm();
    const { paper, terms, finish } = this.#parts;
    const unreached = paper.items.slice(this.#scored.length);
    for (const { scenario } of unreached) this.#scored.push({ title: scenario.title, points: 0, of: 100 });
    const { length } = paper.questions;
    if (length > 0) this.#scored.push({ title: theoryName, points: right * answerPoints, of: length * answerPoints });
    const passed = finish(this.#scored, Math.min(terms.limit, this.#seconds()));
    this.#at = { at: 'result', passed };
  }
}
