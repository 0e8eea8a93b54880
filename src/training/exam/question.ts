// A theory question: a text and some answers, one of which is right. Generated from what is in force, or from the bank.

import type { Text } from '../../domain/language.ts';
import { shuffled } from './draw.ts';

export interface Question {
  readonly text: Text;
  /** In the order in which they are shown. */
  readonly answers: readonly Text[];
  /** The place of the right one, from 0. */
  readonly right: number;
  /** Why: the document and section, or the rule. */
  readonly source: Text;
}

/** Where it stands in a deck; the deck's own headings are Chinese, so in English the deck alone is named. */
export function cited(source: string): Text {
  return { zh: source, en: source.split(',')[0] ?? source };
}

/** Puts the right answer among some wrong ones, each once, in an order of chance. */
export function question(
  text: Text,
  right: Text,
  wrong: readonly Text[],
  source: Text,
  random: () => number,
): Question {
  const different = wrong.filter(({ zh }, index) => {
    return zh !== right.zh && wrong.findIndex((other) => other.zh === zh) === index;
  });
  const answers = shuffled([right, ...shuffled(different, random).slice(0, 3)], random);
  return { text, answers, right: answers.indexOf(right), source };
}
