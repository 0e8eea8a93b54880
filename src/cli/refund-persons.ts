// The two persons of a refund on the command line: who asks, and somebody else who approves. Each gives a number and a
// password of their own; whether they count is not decided here.

import { readFileSync } from 'node:fs';
import { inLanguage, type Language, type Text } from '../domain/language.ts';
import { numberQuestion, passwordQuestion } from './approval.ts';
import { WrongUsage } from './exit.ts';
import { openQuestions, type Questions } from './questions.ts';

/** What somebody says of themselves; nobody has looked at it yet. */
export interface Claim {
  readonly code: string;
  readonly password: string;
}

/** Each is asked when it is wanted: first before anything is done, second when the trial is shown. */
export interface Persons {
  first(): Promise<Claim>;
  second(): Promise<Claim>;
  close(): void;
}

export interface GivenPersons {
  readonly operator?: string;
  readonly approver?: string;
  readonly passwordFd?: number;
}

const operatorQuestion: Text = { zh: '经办人', en: 'Who asks: ' };
const approverQuestion: Text = { zh: '退费需要第二人批准，', en: 'A second person approves a refund. ' };

const noOperator: Text = {
  zh: '没有给出经办人工号\n  → 请用 --operator，或在标准输入的第一行给出',
  en: 'nobody was named who asks\n  → give --operator, or the number as the first line of standard input',
};
const noApprover: Text = {
  zh: '没有给出批准人工号\n  → 请用 --approver，或在标准输入中给出',
  en: 'nobody was named who approves\n  → give --approver, or the number on standard input',
};

/** The lines of an open file descriptor. */
function linesFrom(descriptor: number): readonly string[] {
  try {
    return readFileSync(descriptor, 'utf8').split(/\r?\n/);
  } catch (error) {
    throw new WrongUsage(`--password-fd ${descriptor}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Asks for whatever the command line does not give. A line that is missing is an empty password. */
export function personsBy({ operator, approver, passwordFd }: GivenPersons, language: Language): Persons {
  const say = (text: Text) => inLanguage(text, language);
  // Before standard input is opened for questions, which would be at the descriptor's lines where it is the same.
  const passwords = passwordFd === undefined ? undefined : linesFrom(passwordFd);
  let opened: Questions | undefined;
  const questions = () => {
    opened ??= openQuestions();
    return opened;
  };
  async function claim(given: string | undefined, question: Text, place: 0 | 1): Promise<Claim> {
    const code = (given ?? (await questions().ask(say(question) + say(numberQuestion)))).trim();
    if (code === '') throw new WrongUsage(say(place === 0 ? noOperator : noApprover));
    const password = passwords?.[place] ?? (passwords ? '' : undefined);
    return { code, password: password ?? (await questions().askSecret(`${code} ${say(passwordQuestion)}`)) };
  }
  return {
    first: () => claim(operator, operatorQuestion, 0),
    second: () => claim(approver, approverQuestion, 1),
    close: () => opened?.close(),
  };
}
