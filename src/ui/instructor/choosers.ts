// What an instructor chooses from: faults, cards, scenarios, what befalls a patient and what mends it. Typing narrows a list.

import type { Text } from '../../domain/language.ts';
import type { ClassCommand } from '../../training/class/command.ts';
import type { Shelved } from '../../training/scenario/shelf.ts';
import type { HolderNames } from '../../training/scenario/step-words.ts';
import { stepWords } from '../../training/scenario/step-words.ts';
import type { Step } from '../../training/scenario/steps.ts';
import type { Pen } from '../language/pen.ts';
import type { TrayCard, TrayFault } from '../model/moment.ts';
import type { Sheet } from '../stage/sheet.ts';
import { type Choosing, chooserKeys } from './instructor-keys.ts';

export interface Choice {
  readonly text: Text;
  readonly command: ClassCommand;
  /** What typing is looked for in, beside the text. */
  readonly also: string;
}

export interface Chooser {
  readonly title: Text;
  readonly choices: readonly Choice[];
  readonly typed: string;
  readonly index: number;
}

export interface ChoosersParts {
  readonly shelf: readonly Shelved[];
  readonly cards: readonly TrayCard[];
  readonly faults: readonly TrayFault[];
  /** Special illnesses by code. */
  readonly illnesses: readonly { readonly code: string; readonly name: string }[];
  readonly names: HolderNames;
}

/** The counter that is chosen for. */
export interface ChosenFor {
  /** The card that was shown last there. */
  readonly card: string | null;
  readonly hospital: string;
}

const titles: Readonly<Record<Choosing, Text>> = {
  fault: { zh: '读卡器故障', en: 'A fault of the reader' },
  befall: { zh: '患者发生变故', en: 'What befalls the patient' },
  mend: { zh: '消除原因', en: 'What is mended' },
  card: { zh: '插入一张卡', en: 'A card is inserted' },
  scenario: { zh: '派一位患者到窗口（正在办的会结束）', en: 'A patient comes (what is being worked ends)' },
};

function played(step: Step, { names }: ChoosersParts, more = ''): Choice {
  const { zh, en } = stepWords(step, names);
  return { text: { zh: zh + more, en: en + more }, command: { do: 'step', step }, also: '' };
}

function mishaps(card: string, hospital: string, parts: ChoosersParts): readonly Choice[] {
  return [
    played({ name: 'befall', value: { unpay: card } }, parts),
    played({ name: 'befall', value: { admit: card, at: hospital } }, parts),
    ...parts.illnesses.map(({ code, name }) =>
      played({ name: 'befall', value: { lapse: card, illness: code } }, parts, ` (${name})`),
    ),
  ];
}

function mendings(card: string, hospital: string, parts: ChoosersParts): readonly Choice[] {
  return [
    played({ name: 'mend', value: { pay: card } }, parts),
    played({ name: 'mend', value: { discharge: card } }, parts),
    played({ name: 'mend', value: { card, state: 'normal' } }, parts),
    played({ name: 'mend', value: { card, state: 'lost' } }, parts),
    played({ name: 'mend', value: { 'end-waiting': card } }, parts),
    played({ name: 'mend', value: { grant: card } }, parts),
    played({ name: 'mend', value: { enrol: card } }, parts),
    played({ name: 'mend', value: { issue: card } }, parts),
    ...parts.illnesses.map(({ code, name }) =>
      played({ name: 'mend', value: { renew: card, illness: code, at: hospital } }, parts, ` (${name})`),
    ),
  ];
}

function choicesOf(what: Choosing, at: ChosenFor, parts: ChoosersParts): readonly Choice[] {
  switch (what) {
    case 'fault':
      return parts.faults.map(({ name, label }) => ({
        text: label,
        command: { do: 'step', step: { name: 'fault', value: { name, at: 'reader' } } },
        also: name,
      }));
    case 'card':
      return parts.cards.map(({ id, holder, about }) => ({
        text: { zh: `${holder}  ${about.zh}`, en: `${holder}  ${about.en}` },
        command: { do: 'step', step: { name: 'insert', value: id } },
        also: id,
      }));
    case 'scenario':
      return parts.shelf.map(({ name, scenario }) => ({
        text: scenario.title,
        command: { do: 'scenario', name },
        also: name,
      }));
    case 'befall':
      return at.card === null ? [] : mishaps(at.card, at.hospital, parts);
    case 'mend':
      return at.card === null ? [] : mendings(at.card, at.hospital, parts);
  }
}

/** Undefined where there is nothing to choose from: nobody has shown a card. */
export function chooserOf(what: Choosing, at: ChosenFor, parts: ChoosersParts): Chooser | undefined {
  const choices = choicesOf(what, at, parts);
  return choices.length === 0 ? undefined : { title: titles[what], choices, typed: '', index: 0 };
}

/** Those in which everything typed occurs. */
export function inSight({ choices, typed }: Chooser): readonly Choice[] {
  const wanted = typed.toLowerCase();
  return choices.filter(({ text, also }) => `${text.zh}\n${text.en}\n${also}`.toLowerCase().includes(wanted));
}

export function chosenOf(chooser: Chooser): Choice | undefined {
  return inSight(chooser)[chooser.index];
}

/** The chooser after a key that walks or types; the same where the key does neither. */
export function afterKey(chooser: Chooser, name: string): Chooser {
  const last = inSight(chooser).length - 1;
  const { index, typed } = chooser;
  if (name === 'down') return { ...chooser, index: Math.max(0, Math.min(last, index + 1)) };
  if (name === 'up') return { ...chooser, index: Math.max(0, index - 1) };
  if (name === 'backspace') return { ...chooser, typed: [...typed].slice(0, -1).join(''), index: 0 };
  if ([...name].length === 1) return { ...chooser, typed: typed + name, index: 0 };
  return chooser;
}

export function chooserSheet(chooser: Chooser, forCounter: string, pen: Pen): Sheet {
  const typed = chooser.typed === '' ? '' : `  «${chooser.typed}»`;
  const title = `${forCounter}  ${pen.say(chooser.title)}${typed}`;
  const parts = inSight(chooser).map(({ text }, index) => ({
    is: 'choice' as const,
    key: ' ',
    text,
    chosen: index === chooser.index,
  }));
  return { title: { zh: title, en: title }, parts, keys: chooserKeys };
}
