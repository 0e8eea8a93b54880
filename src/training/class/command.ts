// What an instructor can have done at a counter: steps in the words of a scenario, and a few of the class itself. Written the
// same everywhere, on the line to a counter and on an instructor's standard input.

import type { Text } from '../../domain/language.ts';
import { type HolderNames, stepWords } from '../scenario/step-words.ts';
import type { Step, StepName } from '../scenario/steps.ts';
import { stepIn } from '../session/log.ts';

/** Steps from outside. What only the hands at the window can do is done there, by taking it over. */
const fromOutside: readonly StepName[] = [
  'line',
  'fault',
  'clear',
  'befall',
  'mend',
  'insert',
  'remove',
  'id-card',
  'remove-id-card',
  'voucher',
];

const words = ['freeze', 'thaw', 'take-over', 'hand-back'] as const;
type Word = (typeof words)[number];

export type ClassCommand =
  | { readonly do: Word }
  | { readonly do: 'step'; readonly step: Step }
  /** The patient of a scenario comes to the window; by the name of its file. */
  | { readonly do: 'scenario'; readonly name: string }
  /** A key at a window that was taken over, by its name in the command table: enter, ctrl+r, 5. */
  | { readonly do: 'key'; readonly key: string };

/** As it is written: a word, or a mapping with one key. */
export function commandData(command: ClassCommand): unknown {
  switch (command.do) {
    case 'step':
      return { [command.step.name]: command.step.value };
    case 'scenario':
      return { scenario: command.name };
    case 'key':
      return { key: command.key };
    default:
      return command.do;
  }
}

/** The command that somebody wrote; undefined where it is none. */
export function commandFrom(data: unknown): ClassCommand | undefined {
  if (typeof data === 'string') {
    const word = words.find((each) => each === data);
    return word && { do: word };
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
  const entries = Object.entries(data);
  const [name, value] = entries[0] ?? [];
  if (entries.length !== 1 || name === undefined) return undefined;
  if (name === 'scenario') return typeof value === 'string' ? { do: 'scenario', name: value } : undefined;
  if (name === 'key') return typeof value === 'string' ? { do: 'key', key: value } : undefined;
  const step = stepIn({ [name]: value });
  return step && fromOutside.includes(step.name) ? { do: 'step', step } : undefined;
}

const wordTexts: Readonly<Record<Word, Text>> = {
  freeze: { zh: '冻结', en: 'freeze' },
  thaw: { zh: '解冻', en: 'thaw' },
  'take-over': { zh: '接管', en: 'take over' },
  'hand-back': { zh: '交还', en: 'hand back' },
};

/** What a command is, in both languages; never which key was pressed, which may be a digit of a PIN. */
export function commandWords(command: ClassCommand, names: HolderNames): Text {
  switch (command.do) {
    case 'step':
      return stepWords(command.step, names);
    case 'scenario':
      return { zh: `患者来：${command.name}`, en: `a patient comes: ${command.name}` };
    case 'key':
      return { zh: '按键', en: 'a key' };
    default:
      return wordTexts[command.do];
  }
}
