// Messages that came together share one commit, and none is answered before it. Each is answered as if it had come alone.
// It never throws: what cannot be done is refused, and changes nothing; where a commit fails, nobody says that.

import type { Result } from '../domain/result.ts';
import type { Exchange, Handled } from './exchange.ts';
import { inDoubt, type ReadMessage, readMessage, unableTo } from './read-message.ts';
import type { Database } from './store/database.ts';
import { savepointsIn, withoutSavepoints } from './store/savepoint.ts';
import { CommitInDoubt, transactionsIn } from './store/transaction.ts';
import type { Refused } from './transactions/transaction.ts';

export interface GroupCommitParts {
  readonly database: Database;
  /** Rows written by this connection so far. */
  readonly changes: () => number;
  readonly exchange: Exchange;
}

type Read = Result<ReadMessage, Refused>;

/** One answer a message, in order. A commit that fails answers every one of them that it is in doubt. */
export function groupCommitOver({ database, changes, exchange }: GroupCommitParts) {
  const inTransaction = transactionsIn(database);
  const inSavepoint = savepointsIn(database);
  const inNoSavepoint = withoutSavepoints(changes);

  function refuse({ envelope }: ReadMessage, error: unknown): Handled {
    return exchange.reject(error instanceof CommitInDoubt ? inDoubt(error) : unableTo(error), envelope.infno);
  }

  /** What goes wrong with one message is rolled back alone, unless the whole transaction is gone. */
  function answerAmongOthers(message: ReadMessage): Handled {
    try {
      return inSavepoint(
        () => exchange.answer(message, inSavepoint),
        () => true,
      );
    } catch (error) {
      if (!database.inTransaction) throw error;
      return refuse(message, error);
    }
  }

  const eachOf = (messages: readonly Read[], answer: (message: ReadMessage) => Handled) =>
    messages.map((message) => (message.ok ? answer(message.value) : exchange.reject(message.error)));

  /** Undefined where something went wrong with one of them: then nothing of any of them was kept. */
  function answerPlainly(messages: readonly Read[]): readonly Handled[] | undefined {
    let isAnswering = false;
    try {
      return inTransaction(() => {
        isAnswering = true;
        const answers = eachOf(messages, (message) => exchange.answer(message, inNoSavepoint));
        isAnswering = false;
        return answers;
      });
    } catch (error) {
      if (isAnswering) return undefined;
      throw error;
    }
  }

  return (texts: readonly string[]): readonly Handled[] => {
    const messages = texts.map(readMessage);
    try {
      // What nobody can read needs no lock and no commit.
      if (messages.every((message) => !message.ok)) return eachOf(messages, answerAmongOthers);
      return answerPlainly(messages) ?? inTransaction(() => eachOf(messages, answerAmongOthers));
    } catch (error) {
      return eachOf(messages, (message) => refuse(message, error));
    }
  };
}
