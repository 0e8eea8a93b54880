// Directs a demonstration: gallery, the counter that plays itself, hand-over and back. One thing at a time: while something
// is being played, keys wait for nothing and do nothing but pause.

import type { Text } from '../../domain/language.ts';
import type { Result } from '../../domain/result.ts';
import type { Demonstration } from '../../training/demo/demonstration.ts';
import type { HolderNames } from '../../training/scenario/step-words.ts';
import type { Practice } from '../../training/session/practice.ts';
import type { CounterClock } from '../clock.ts';
import { type Key, keyName } from '../keys/key.ts';
import type { OutsideKey } from '../model/moment.ts';
import type { StageSurroundings } from '../run-stage.tsx';
import type { Sheet } from '../stage/sheet.ts';
import type { Show, StageStore } from '../stage/stage.ts';
import type { CounterStore } from '../store.ts';
import { type DemoCommand, demoCommands, footKeys, galleryKeys, handedOverKeys } from './demo-commands.ts';
import { type GalleryRow, gallerySheet } from './gallery.ts';
import { glassParts } from './glass-sheet.ts';

export interface DemoParts {
  readonly surroundings: StageSurroundings;
  readonly clock: CounterClock;
  readonly rows: readonly GalleryRow[];
  readonly names: HolderNames;
  readonly open: (row: GalleryRow) => Promise<Result<Demonstration, Text>>;
  /** Keeps the demonstration as it stands as a scenario, and says where. */
  readonly save: (row: GalleryRow) => NonNullable<Sheet['notice']>;
  readonly counter: (practice: Practice, onQuit: () => void, outside: readonly OutsideKey[]) => CounterStore;
  /** The row to begin with at once. */
  readonly first?: GalleryRow;
}

/** Milliseconds between two steps that play by themselves, from the slowest. */
const paces = [4000, 2000, 1000, 400] as const;
const usualPace = 2;

const titles = {
  gallery: { zh: '演示：十种提示和普通门诊', en: 'Demonstrations: the ten prompts and the ordinary visit' },
  opening: { zh: '正在准备演示…', en: 'preparing the demonstration…' },
} satisfies Record<string, Text>;

interface Running {
  readonly row: GalleryRow;
  readonly demo: Demonstration;
  counter: CounterStore;
  playing: 'paused' | 'on' | 'to-prompt';
  handedOver: boolean;
  front: 'counter' | 'sheet';
}

type At =
  | { readonly at: 'gallery'; readonly notice?: Sheet['notice'] }
  | { readonly at: 'opening'; readonly row: GalleryRow }
  | ({ readonly at: 'running' } & Running);

/** The prompt that the row is for; any prompt where it is for none, or for one that has been shown before. */
function isThere({ row, demo }: Running): boolean {
  const { refusal } = demo.glass();
  return refusal !== undefined && (row.prompt === undefined || refusal.prompt === row.prompt);
}

export class DemoStage implements StageStore {
  readonly #parts: DemoParts;
  readonly #listeners = new Set<() => void>();
  #at: At = { at: 'gallery' };
  #index = 0;
  #pace: number = usualPace;
  #busy: Promise<void> = Promise.resolve();
  #notice: Sheet['notice'];
  #show: Show | undefined;
  #stopAlarm = () => {};

  constructor(parts: DemoParts) {
    this.#parts = parts;
    if (parts.first) this.#busy = this.#begin(parts.first);
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
    const name = keyName(key) ?? '';
    const at = this.#at;
    this.#notice = undefined;
    if (at.at === 'gallery') this.#inGallery(name);
    else if (at.at === 'opening') {
      if (name === 'ctrl+q' || name === 'ctrl+c') this.#parts.surroundings.quit();
    } else if (at.handedOver && name === 'ctrl+k') this.#notice = this.#parts.save(at.row);
    else if (at.handedOver && name !== 'ctrl+g') at.counter.press(key);
    else this.#command(at, name);
    this.#changed();
  }

  /** Resolves when nothing is being played at this moment. */
  async idle(): Promise<void> {
    let busy: Promise<void> | undefined;
    while (busy !== this.#busy) {
      busy = this.#busy;
      await busy;
    }
  }

  /** For whoever closes the stage: nothing is played any more. */
  async close(): Promise<void> {
    this.#stopAlarm();
    await this.#busy;
    const at = this.#at;
    if (at.at !== 'running') return;
    at.counter.close();
    await at.demo.close();
    this.#at = { at: 'gallery' };
  }

  #look(): Show {
    const at = this.#at;
    if (at.at === 'gallery') {
      const sheet = gallerySheet(this.#parts.rows, this.#index, titles.gallery, galleryKeys);
      return { at: 'page', sheet: at.notice ? { ...sheet, notice: at.notice } : sheet };
    }
    if (at.at === 'opening') {
      return { at: 'page', sheet: { title: at.row.text, parts: [{ is: 'text', text: titles.opening }], keys: [] } };
    }
    const keys = at.handedOver ? handedOverKeys : demoCommands.map(({ keys: [key = ''], label }) => ({ key, label }));
    const sheet: Sheet = {
      title: at.demo.scenario.title,
      parts: glassParts(at.demo, this.#parts.names),
      keys,
      ...(this.#notice ? { notice: this.#notice } : {}),
    };
    const own = at.handedOver ? {} : { keys: footKeys };
    return { at: 'counter', counter: at.counter, sheet, front: at.front, ...own };
  }

  #changed(): void {
    this.#show = undefined;
    for (const listener of this.#listeners) listener();
  }

  #inGallery(name: string): void {
    const { rows, surroundings } = this.#parts;
    const last = rows.length - 1;
    if (name === 'ctrl+q' || name === 'ctrl+c' || name === 'escape') surroundings.quit();
    else if (name === 'down') this.#index = Math.min(last, this.#index + 1);
    else if (name === 'up') this.#index = Math.max(0, this.#index - 1);
    else {
      const chosen = name === 'enter' ? this.#index : rows.findIndex(({ key }) => key !== ' ' && key === name);
      const row = rows[chosen];
      if (!row) return;
      this.#index = chosen;
      this.#busy = this.#begin(row);
    }
  }

  async #begin(row: GalleryRow): Promise<void> {
    this.#at = { at: 'opening', row };
    this.#changed();
    const opened = await this.#parts.open(row);
    if (!opened.ok) {
      this.#at = { at: 'gallery', notice: { text: opened.error, meaning: 'refused' } };
      this.#changed();
      return;
    }
    const demo = opened.value;
    const playing = row.prompt === undefined ? 'paused' : 'to-prompt';
    const counter = this.#openCounter(demo.practice());
    this.#at = { at: 'running', row, demo, counter, playing, handedOver: false, front: 'counter' };
    this.#changed();
    this.#playOn();
  }

  #openCounter(practice: Practice): CounterStore {
    return this.#parts.counter(practice, () => void this.#toGallery(), handedOverKeys);
  }

  #command(at: Running, name: string): void {
    const command = demoCommands.find(({ keys }) => keys.includes(name));
    if (command) this.#do(at, command.does);
  }

  #do(at: Running, does: DemoCommand['does']): void {
    switch (does) {
      case 'next':
        at.playing = 'paused';
        this.#run(() => at.demo.forward());
        break;
      case 'back':
        at.playing = 'paused';
        this.#run(async () => {
          at.counter.close();
          const back = await at.demo.back();
          at.counter = this.#openCounter(at.demo.practice());
          return back;
        });
        break;
      case 'play':
        at.playing = at.playing === 'paused' ? 'on' : 'paused';
        this.#playOn();
        break;
      case 'to-prompt':
        at.playing = 'to-prompt';
        this.#playOn();
        break;
      case 'faster':
        this.#pace = Math.min(paces.length - 1, this.#pace + 1);
        break;
      case 'slower':
        this.#pace = Math.max(0, this.#pace - 1);
        break;
      case 'mend':
        at.playing = 'paused';
        this.#run(() => at.demo.mend());
        break;
      case 'hand-over':
        at.playing = 'paused';
        at.handedOver = !at.handedOver;
        at.front = 'counter';
        break;
      case 'turn':
        at.front = at.front === 'counter' ? 'sheet' : 'counter';
        break;
      case 'gallery':
        void this.#toGallery();
        break;
      case 'quit':
        this.#parts.surroundings.quit();
    }
  }

  /** One after another; what cannot be done is said. */
  #run(work: () => Promise<Result<void, Text>>): void {
    this.#busy = this.#busy.then(async () => {
      const done = await work();
      if (!done.ok) this.#notice = { text: done.error, meaning: 'attention' };
      this.#changed();
    });
  }

  /** The next step after its pause, as long as it plays. */
  #playOn(): void {
    this.#stopAlarm();
    const at = this.#at;
    if (at.at !== 'running' || at.playing === 'paused') return;
    this.#stopAlarm = this.#parts.clock.after(paces[this.#pace] ?? paces[usualPace], () => {
      this.#run(async () => {
        if (at.playing === 'paused' || this.#at !== at) return { ok: true, value: undefined };
        const played = await at.demo.forward();
        const there = at.playing === 'to-prompt' && isThere(at);
        if (!played.ok || there || !at.demo.next()) at.playing = 'paused';
        return played;
      });
      void this.#busy.then(() => this.#playOn());
    });
  }

  async #toGallery(): Promise<void> {
    await this.close();
    this.#changed();
  }
}
