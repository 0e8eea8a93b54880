// Several answers from standard input, one after the other: typed at a terminal, secrets without echo; of anything else a
// line each, in the order of the questions.

import { createInterface } from 'node:readline';
import { typedAnswer } from './secret.ts';

export interface Questions {
  ask(question: string): Promise<string>;
  /** Without echo. */
  askSecret(question: string): Promise<string>;
  close(): void;
}

/** Empty answers where the input has ended. */
export function openQuestions(): Questions {
  const { stdin } = process;
  stdin.setEncoding('utf8');
  if (stdin.isTTY) {
    return {
      ask: (question) => typedAnswer(stdin, question, 'echoed'),
      askSecret: (question) => typedAnswer(stdin, question, 'unseen'),
      close: () => {},
    };
  }
  const reader = createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY });
  const lines = reader[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    return done ? '' : value;
  };
  return { ask: next, askSecret: next, close: () => reader.close() };
}
