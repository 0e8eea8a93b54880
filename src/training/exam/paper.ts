// An examination paper: scenarios to be worked and theory questions, drawn by a seed. The same seed gives the same paper.

import type { CalendarDate } from '../../domain/date.ts';
import type { Pack } from '../../policy/pack.ts';
import type { Shelved } from '../scenario/shelf.ts';
import type { BankedQuestion } from './bank.ts';
import { drawnApart, randomFrom } from './draw.ts';
import { promptQuestions } from './prompt-questions.ts';
import { cited, type Question, question } from './question.ts';
import { ruleQuestions } from './rule-questions.ts';

export interface PaperSources {
  readonly shelf: readonly Shelved[];
  readonly bank: readonly BankedQuestion[];
  /** The pack in force, and the day of the examination. */
  readonly pack: Pack;
  readonly day: CalendarDate;
}

export interface PaperSize {
  readonly seed: number;
  readonly scenarios: number;
  readonly questions: number;
}

export interface Paper {
  readonly seed: number;
  readonly items: readonly Shelved[];
  readonly questions: readonly Question[];
}

/** What a scenario is about: its first prompt, or none. */
function aboutOf({ prompts }: Shelved): string {
  return prompts[0] ?? 'no prompt';
}

export function paperOf({ shelf, bank, pack, day }: PaperSources, { seed, scenarios, questions }: PaperSize): Paper {
  const random = randomFrom(seed);
  // What nobody can be told, or that goes on by itself, is no task for an examination.
  const suited = shelf.filter(({ scenario }) => scenario.tell.length > 0);
  const items = drawnApart(suited.length >= scenarios ? suited : shelf, scenarios, aboutOf, random);
  const banked = bank.map(({ ask, answers: [right, ...wrong], source }) => ({
    of: 'bank',
    question: right && question(ask, right, wrong, cited(source), random),
  }));
  const all = [
    ...promptQuestions(random).map((each) => ({ of: 'prompts', question: each })),
    ...ruleQuestions(pack, day, random).map((each) => ({ of: 'rules', question: each })),
    ...banked,
  ].flatMap(({ of, question: each }) => (each ? [{ of, question: each }] : []));
  const drawn = drawnApart(all, questions, ({ of }) => of, random);
  return { seed, items, questions: drawn.map(({ question: each }) => each) };
}
