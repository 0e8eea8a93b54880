// Directs the instructor's screen: the class as a table with one counter selected and its screen in words, what is chosen
// for it, and the counter that was taken over.

import type { Text } from '../../domain/language.ts';
import type { ClassBook, ClassEvent, KnownCounter } from '../../training/class/class-book.ts';
import { type ClassCommand, commandWords } from '../../training/class/command.ts';
import type { CounterClock } from '../clock.ts';
import { type Key, keyName } from '../keys/key.ts';
import type { StageSurroundings } from '../run-stage.tsx';
import type { Sheet, SheetPart } from '../stage/sheet.ts';
import type { Show, StageStore } from '../stage/stage.ts';
import { afterKey, type Chooser, type ChoosersParts, chooserOf, chooserSheet, chosenOf } from './choosers.ts';
import { tableHead, tableRow } from './class-table.ts';
import { handBackKey, type InstructorDoes, instructorKeys, tableKeys, takenKeys } from './instructor-keys.ts';

export interface InstructorParts extends ChoosersParts {
  readonly surroundings: StageSurroundings;
  readonly clock: CounterClock;
  readonly book: ClassBook;
  /** As trainees type it. */
  readonly address: string;
  readonly className: string;
}

type At =
  | { readonly at: 'table' }
  | { readonly at: 'choosing'; readonly counter: number; readonly chooser: Chooser }
  | { readonly at: 'taken'; readonly counter: number };

/** Milliseconds: the times of the counters go on. */
const tick = 1000;
/** A row of the table begins with its mark, its number and a blank; the page has a margin of one cell at each side. */
const besideRow = 7;

const texts = {
  nobody: {
    zh: '还没有窗口加入。学员在自己的终端上运行：',
    en: 'No counter has joined yet. On their terminals, trainees run:',
  },
  noCard: { zh: '这个窗口还没有出示过卡', en: 'no card was shown at this counter yet' },
  empty: { zh: '（空）', en: '(nothing)' },
} satisfies Record<string, Text>;

function same(text: string): Text {
  return { zh: text, en: text };
}

export class InstructorStage implements StageStore {
  readonly #parts: InstructorParts;
  readonly #listeners = new Set<() => void>();
  #at: At = { at: 'table' };
  #selected: number | undefined;
  #notice: Sheet['notice'];
  #show: Show | undefined;
  #stopAlarm = () => {};

  constructor(parts: InstructorParts) {
    this.#parts = parts;
    this.#tick();
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly view = (): Show => {
    this.#show ??= { at: 'page', sheet: this.#sheet() };
    return this.#show;
  };

  close(): void {
    this.#stopAlarm();
  }

  /** Something happened in the class. */
  heard(event: ClassEvent): void {
    const { counter } = event;
    if (event.kind === 'left' && this.#at.at === 'taken' && this.#at.counter === counter) this.#at = { at: 'table' };
    if (event.kind === 'joined' || event.kind === 'left') {
      const { trainee } = event;
      const [zh, en] = event.kind === 'joined' ? ['到了', 'is here'] : ['离开了', 'has gone'];
      this.#notice = {
        text: { zh: `${counter} ${trainee} ${zh}`, en: `${counter} ${trainee} ${en}` },
        meaning: 'quiet',
      };
    } else if (event.kind === 'refused') {
      const { zh, en } = event.cause;
      this.#notice = {
        text: { zh: `${counter} 没有做：${zh}`, en: `${counter} did not: ${en}` },
        meaning: 'attention',
      };
    } else if (event.kind === 'done' && event.ms !== undefined && this.#at.at !== 'taken') {
      const ms = Math.round(event.ms);
      this.#notice = {
        text: { zh: `${counter} 已执行（${ms} 毫秒）`, en: `${counter} has done it (${ms} ms)` },
        meaning: 'fine',
      };
    }
    this.#changed();
  }

  press(key: Key): void {
    const name = keyName(key) ?? '';
    const at = this.#at;
    if (at.at === 'taken') this.#whileTaken(at.counter, name);
    else if (name === 'ctrl+q' || name === 'ctrl+c') this.#parts.surroundings.quit();
    else if (at.at === 'choosing') this.#whileChoosing(at.counter, at.chooser, name);
    else this.#inTable(name);
    this.#changed();
  }

  #tick(): void {
    this.#stopAlarm = this.#parts.clock.after(tick, () => {
      this.#changed();
      this.#tick();
    });
  }

  #changed(): void {
    this.#show = undefined;
    for (const listener of this.#listeners) listener();
  }

  /** The one that is selected; at first the first. */
  #counter(): KnownCounter | undefined {
    const counters = this.#parts.book.counters();
    return counters.find(({ number }) => number === this.#selected) ?? counters[0];
  }

  #sheet(): Sheet {
    const at = this.#at;
    const { pen } = this.#parts.surroundings;
    const notice = this.#notice ? { notice: this.#notice } : {};
    if (at.at === 'choosing') return { ...chooserSheet(at.chooser, this.#nameOf(at.counter), pen), ...notice };
    if (at.at === 'taken') {
      const counter = this.#parts.book.counters().find(({ number }) => number === at.counter);
      const title = { zh: `接管：${this.#nameOf(at.counter)}`, en: `Taken over: ${this.#nameOf(at.counter)}` };
      return { title, parts: screenParts(counter), keys: takenKeys, ...notice };
    }
    return { ...this.#tableSheet(), ...notice };
  }

  #tableSheet(): Sheet {
    const { book, surroundings, address, className, clock } = this.#parts;
    const { pen, size } = surroundings;
    const title = { zh: `班级 ${className}  ${address}`, en: `Class ${className}  ${address}` };
    const counters = book.counters();
    if (counters.length === 0) {
      const command = `yibao-pos drill --class-at ${address} --trainee ${pen.say({ zh: '姓名', en: 'NAME' })}`;
      return {
        title,
        parts: [
          { is: 'text', text: texts.nobody },
          { is: 'text', text: same(command) },
        ],
        keys: tableKeys,
      };
    }
    const width = size().columns - 2 - besideRow + 2;
    const selected = this.#counter();
    const rows = counters.map(
      (counter): SheetPart => ({
        is: 'choice',
        key: String(counter.number),
        text: same(tableRow(counter, pen, width, clock.monotonic())),
        chosen: counter === selected,
      }),
    );
    const head: SheetPart = { is: 'text', text: same(`    ${tableHead(pen, width)}`), meaning: 'quiet' };
    return { title, parts: [head, ...rows, { is: 'gap' }, ...screenParts(selected)], keys: tableKeys };
  }

  #nameOf(counter: number): string {
    const known = this.#parts.book.counters().find(({ number }) => number === counter);
    return `${counter} ${known?.trainee ?? ''}`;
  }

  #inTable(name: string): void {
    const counters = this.#parts.book.counters();
    const counter = this.#counter();
    if (!counter) return;
    const place = counters.indexOf(counter);
    if (name === 'down') this.#selected = (counters[place + 1] ?? counter).number;
    else if (name === 'up') this.#selected = (counters[place - 1] ?? counter).number;
    else if (/^[1-9]$/.test(name)) this.#selected = Number(name);
    else {
      const found = instructorKeys.find(({ key }) => key === name);
      if (found) this.#do(found.does, counter);
    }
  }

  #do(what: InstructorDoes, counter: KnownCounter): void {
    this.#notice = undefined;
    switch (what.does) {
      case 'command':
        this.#send(counter.number, what.command);
        break;
      case 'choose': {
        const at = { card: counter.now?.card ?? null, hospital: counter.saw?.hospital ?? '' };
        const chooser = chooserOf(what.what, at, this.#parts);
        if (chooser) this.#at = { at: 'choosing', counter: counter.number, chooser };
        else this.#notice = { text: texts.noCard, meaning: 'attention' };
        break;
      }
      case 'freeze':
        this.#send(counter.number, { do: counter.now?.held === 'frozen' ? 'thaw' : 'freeze' });
        break;
      case 'freeze-all': {
        const here = this.#parts.book.counters().filter(({ connected }) => connected);
        const allFrozen = here.every(({ now }) => now?.held === 'frozen');
        for (const { number } of here) this.#send(number, { do: allFrozen ? 'thaw' : 'freeze' });
        break;
      }
      case 'take-over':
        if (this.#send(counter.number, { do: 'take-over' })) this.#at = { at: 'taken', counter: counter.number };
    }
  }

  #whileChoosing(counter: number, chooser: Chooser, name: string): void {
    const chosen = chosenOf(chooser);
    if (name === 'escape') this.#at = { at: 'table' };
    else if (name === 'enter' && chosen) {
      this.#at = { at: 'table' };
      this.#send(counter, chosen.command);
    } else this.#at = { at: 'choosing', counter, chooser: afterKey(chooser, name) };
  }

  #whileTaken(counter: number, name: string): void {
    if (name === handBackKey) {
      this.#at = { at: 'table' };
      this.#send(counter, { do: 'hand-back' });
    } else if (name !== '') this.#send(counter, { do: 'key', key: name });
  }

  /** Whether it went out; what was sent, or why not, is said. */
  #send(counter: number, command: ClassCommand): boolean {
    const sent = this.#parts.book.send(counter, command);
    const { zh, en } = commandWords(command, this.#parts.names);
    if (!sent.ok) this.#notice = { text: sent.error, meaning: 'refused' };
    else if (command.do === 'key') this.#notice = undefined;
    else this.#notice = { text: { zh: `${counter} ← ${zh}`, en: `${counter} ← ${en}` }, meaning: 'quiet' };
    return sent.ok;
  }
}

/** The counter's screen in words. */
function screenParts(counter: KnownCounter | undefined): readonly SheetPart[] {
  const screen = counter?.now?.screen ?? [];
  if (screen.length === 0) return [{ is: 'text', text: texts.empty, meaning: 'quiet' }];
  return screen.map((text): SheetPart => ({ is: 'text', text: same(text) }));
}
