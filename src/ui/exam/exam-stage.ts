// Directs an examination: the terms, one scenario after another without hints, the theory questions, the result. There is no
// way back, what is under way when the whole time is over ends there, and whoever wants to leave is asked first.

import type { Text } from '../../domain/language.ts';
import { lossesIn } from '../../training/drill/finding.ts';
import { type ExamPart, theoryPart, unreachedPart } from '../../training/exam/answers.ts';
import type { Shelved } from '../../training/scenario/shelf.ts';
import { Turns } from '../../training/session/turns.ts';
import { DrillRun, type Ended } from '../drill/drill-run.ts';
import { answerOf, giveUpKey, introSheet, keysOf } from '../drill/drill-sheets.ts';
import type { OpenedDrill } from '../drill/drill-stage.ts';
import { type Key, keyName } from '../keys/key.ts';
import { scrollable, scrolledBy } from '../stage/scrolling.ts';
import type { Sheet } from '../stage/sheet.ts';
import type { Show, StageStore } from '../stage/stage.ts';
import type { ExamParts } from './exam-parts.ts';
import {
  type ExamEnd,
  giveUpSheet,
  notOpenedSheet,
  questionSheet,
  resultSheet,
  termsSheet,
  theoryName,
} from './exam-sheets.ts';

interface Place {
  readonly item: Shelved;
  /** From 0. */
  readonly place: number;
}

type At =
  /** `why`: it could not be begun. */
  | { readonly at: 'terms'; readonly why?: Text }
  | ({ readonly at: 'intro' } & Place)
  | { readonly at: 'waiting'; readonly text: Text }
  | ({ readonly at: 'not-opened'; readonly why: Text } & Place)
  | ({ readonly at: 'running'; readonly opened: OpenedDrill; readonly run: DrillRun } & Place)
  | { readonly at: 'question'; readonly place: number }
  | { readonly at: 'result'; readonly end: ExamEnd; readonly scroll: number };

type Running = Extract<At, { at: 'running' }>;

const texts = {
  scenario: { zh: '实操', en: 'Scenario' },
  opening: { zh: '患者正走过来…', en: 'the patient is coming…' },
  closing: { zh: '正在记录…', en: 'being put down…' },
  begin: { zh: '开始', en: 'begin' },
} satisfies Record<string, Text>;

const leaving = ['ctrl+q', 'ctrl+c'];

export class ExamStage implements StageStore {
  readonly #parts: ExamParts;
  readonly #listeners = new Set<() => void>();
  readonly #scored: ExamPart[] = [];
  readonly #chosen: number[] = [];
  readonly #turns = new Turns();
  #at: At = { at: 'terms' };
  #askedToGiveUp = false;
  #attempt: number;
  #began = 0;
  #show: Show | undefined;
  #stopAlarm = () => {};

  constructor(parts: ExamParts) {
    this.#parts = parts;
    this.#attempt = parts.terms.attempt;
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly view = (): Show => {
    this.#show ??= this.#askedToGiveUp ? this.#page(giveUpSheet(this.#left())) : this.#look();
    return this.#show;
  };

  press(key: Key): void {
    const at = this.#at;
    const name = keyName(key) ?? '';
    if (at.at === 'terms' || at.at === 'result') this.#atEnds(at, name);
    else if (this.#askedToGiveUp) this.#answerGivingUp(name);
    else if (leaving.includes(name)) this.#askedToGiveUp = true;
    else if (at.at === 'running') at.run.press(key);
    else if ((at.at === 'intro' || at.at === 'not-opened') && name === 'enter') this.#begin(at);
    else if (at.at === 'question') this.#answer(at.place, name);
    this.#changed();
  }

  /** Whoever leaves before the end has the result of what was done until then. */
  close(): Promise<void> {
    this.#stopAlarm();
    return this.#turns.take(async () => {
      if (this.#at.at !== 'terms') await this.#conclude('left');
    });
  }

  #page(sheet: Sheet): Show {
    return { at: 'page', sheet };
  }

  #look(): Show {
    const at = this.#at;
    switch (at.at) {
      case 'terms':
        return this.#page(termsSheet(this.#parts.terms, at.why));
      case 'intro':
        return this.#page(this.#introSheet(at));
      case 'waiting':
        return this.#page({ title: texts.scenario, parts: [{ is: 'text', text: at.text }], keys: [giveUpKey] });
      case 'not-opened':
        return this.#page(notOpenedSheet(at.why));
      case 'running':
        return at.run.show();
      case 'question':
        return this.#page(this.#questionSheet(at.place));
      case 'result':
        return this.#page(this.#resultSheet(at));
    }
  }

  #introSheet({ item: { scenario }, place }: Place): Sheet {
    const { hospitalName, names, paper } = this.#parts;
    const keys = [{ key: 'enter', label: texts.begin }, giveUpKey];
    const sheet = introSheet({ scenario, hospitalName: hospitalName(scenario.hospital), names, keys });
    // The title names the prompt that will come: in an examination it stays unsaid.
    const [number, count] = [place + 1, paper.items.length];
    return { ...sheet, title: { zh: `实操 ${number} / ${count}`, en: `Scenario ${number} of ${count}` } };
  }

  #questionSheet(place: number): Sheet {
    const { questions } = this.#parts.paper;
    const asked = questions[place];
    if (!asked) throw new Error(`no question ${place}`);
    return questionSheet(asked, place + 1, questions.length, this.#left());
  }

  #resultSheet({ end, scroll }: Extract<At, { at: 'result' }>): Sheet {
    return scrollable(resultSheet(this.#scored, end, this.#attempt), scroll, this.#parts.surroundings);
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

  /** Before it has begun, and when it is over: nothing is lost by leaving. */
  #atEnds(at: Extract<At, { at: 'terms' | 'result' }>, name: string): void {
    if (leaving.includes(name) || (at.at === 'result' && name === 'enter')) this.#parts.surroundings.quit();
    else if (at.at === 'terms') {
      if (name === 'enter') this.#start();
    } else {
      const scroll = scrolledBy(name, this.#resultSheet(at), this.#parts.surroundings);
      if (scroll !== undefined) this.#at = { ...at, scroll };
    }
  }

  #start(): void {
    const begun = this.#parts.begin();
    if (!begun.ok) {
      this.#at = { at: 'terms', why: begun.error };
      return;
    }
    this.#attempt = begun.value;
    this.#began = this.#parts.clock.monotonic();
    this.#tick();
    this.#goTo(0);
  }

  #tick(): void {
    this.#stopAlarm = this.#parts.clock.after(1000, () => {
      if (this.#left() === 0) {
        void this.#turns.take(() => this.#conclude('out-of-time'));
        return;
      }
      if (this.#askedToGiveUp || this.#at.at === 'question') this.#changed();
      this.#tick();
    });
  }

  /** What is waited for is not given up in its midst: it is over when its turn is. */
  #answerGivingUp(name: string): void {
    const answer = answerOf(name, leaving);
    if (!answer) return;
    this.#askedToGiveUp = false;
    if (answer === 'yes') void this.#turns.take(() => this.#conclude('left'));
  }

  #goTo(place: number): void {
    const item = this.#parts.paper.items[place];
    if (item) this.#at = { at: 'intro', item, place };
    else if (this.#parts.paper.questions.length > 0) this.#at = { at: 'question', place: 0 };
    else this.#allDone();
  }

  #begin({ item, place }: Place): void {
    this.#at = { at: 'waiting', text: texts.opening };
    void this.#turns.take(() => this.#open({ item, place }));
  }

  async #open({ item, place }: Place): Promise<void> {
    const opened = await this.#parts.open(item);
    if (!opened.ok) {
      this.#at = { at: 'not-opened', why: opened.error, item, place };
      this.#changed();
      return;
    }
    const { drill } = opened.value;
    const ended = (how: Ended) => {
      void this.#turns.take(async () => {
        if (this.#at !== running) return;
        await this.#close(running, how);
        this.#goTo(place + 1);
        this.#changed();
      });
    };
    const run = new DrillRun({
      scenario: item.scenario,
      drill,
      counter: this.#parts.counter(drill.practice, () => {}, keysOf(item.scenario, true, false)),
      clock: this.#parts.clock,
      names: this.#parts.names,
      examination: true,
      changed: () => this.#changed(),
      ended,
    });
    const running: Running = { at: 'running', item, place, opened: opened.value, run };
    this.#at = running;
    this.#changed();
  }

  async #close({ item, opened, run }: Running, how: Ended): Promise<void> {
    run.close();
    this.#at = { at: 'waiting', text: texts.closing };
    this.#changed();
    const { score } = await opened.finish(how);
    const lost = score.parts.flatMap(({ evidence }) => lossesIn(evidence));
    this.#scored.push({ title: item.scenario.title, points: score.points, of: score.of, lost });
  }

  #answer(place: number, name: string): void {
    const { questions } = this.#parts.paper;
    const answers = questions[place]?.answers.length ?? 0;
    const chosen = Number(name);
    if (!Number.isInteger(chosen) || chosen < 1 || chosen > answers) return;
    this.#chosen.push(chosen - 1);
    if (place + 1 < questions.length) this.#at = { at: 'question', place: place + 1 };
    else this.#allDone();
  }

  #allDone(): void {
    this.#at = { at: 'waiting', text: texts.closing };
    void this.#turns.take(() => this.#conclude('done'));
  }

  /** Once: what was not reached counts as nothing done. */
  async #conclude(how: Ended): Promise<void> {
    this.#stopAlarm();
    if (this.#at.at === 'result') return;
    if (this.#at.at === 'running') await this.#close(this.#at, how);
    const { paper, terms, finish } = this.#parts;
    const unreached = paper.items.slice(this.#scored.length);
    for (const { scenario } of unreached) this.#scored.push(unreachedPart(scenario));
    if (paper.questions.length > 0) this.#scored.push(theoryPart(theoryName, paper.questions, this.#chosen));
    const end = finish(this.#scored, Math.min(terms.limit, this.#seconds()));
    this.#askedToGiveUp = false;
    this.#at = { at: 'result', end, scroll: 0 };
    this.#changed();
  }
}
