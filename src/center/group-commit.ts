// Messages that came together share one commit, and none is answered before it. Each has a savepoint of its own, and is
// answered as if it had come alone. It never throws: what cannot be done is refused, and changes nothing.

import type { Result } from '../domain/result.ts';
import type { Exchange, Handled } from './exchange.ts';
import { type ReadMessage, readMessage, unableTo } from './read-message.ts';
import { type Database, immediately } from './store/database.ts';
import type { InSavepoint } from './store/savepoint.ts';
import type { Refused } from './transactions/transaction.ts';

export interface GroupCommitParts {
  readonly database: Database;
  readonly inSavepoint: InSavepoint;
  readonly exchange: Exchange;
}

/** One answer a message, in order. A commit that fails answers every one of them with "nothing was changed". */
export function groupCommitOver({ database, inSavepoint, exchange }: GroupCommitParts) {
  const refuse = ({ envelope }: ReadMessage, error: unknown) => exchange.reject(unableTo(error), envelope.infno);

  /** What goes wrong with one message is rolled back alone, unless the whole transaction is gone. */
  function answerAmongOthers(message: ReadMessage): Handled {
    try {
      return inSavepoint(
        () => exchange.answer(message),
        () => true,
      );
    } catch (error) {
      if (!database.inTransaction) throw error;
      return refuse(message, error);
    }
  }

  const eachOf = (messages: readonly Result<ReadMessage, Refused>[], answer: (message: ReadMessage) => Handled) =>
    messages.map((message) => (message.ok ? answer(message.value) : exchange.reject(message.error)));

  return (texts: readonly string[]): readonly Handled[] => {
    const messages = texts.map(readMessage);
    try {
      // What nobody can read needs no lock and no commit.
      if (messages.every((message) => !message.ok)) return eachOf(messages, answerAmongOthers);
      return immediately(database, () => eachOf(messages, answerAmongOthers));
    } catch (error) {
      return eachOf(messages, (message) => refuse(message, error));
    }
  };
}
