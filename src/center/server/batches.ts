// Gathers the requests that have arrived into batches: while one batch is being committed the next ones pile up in the
// sockets, and are then read and answered together. It knows neither HTTP nor databases.

/** Above this the others wait for the next commit, so that none waits long. */
const largestBatch = 256;

interface Waiting<Answer> {
  readonly request: string;
  readonly answered: (answer: Answer) => void;
  readonly failed: (error: unknown) => void;
}

export interface BatchParts<Answer> {
  /** One answer a request, in order, after what they did is durable. */
  readonly handleTogether: (requests: readonly string[]) => readonly Answer[];
  /** Runs once all requests that have arrived were read (setImmediate). */
  readonly soon: (run: () => void) => void;
  /** Told of each batch, before its answers go out. */
  readonly onBatch?: (answers: readonly Answer[]) => void;
}

/** Answers one request; whoever calls it in the same turn shares the commit. */
export function gatherInBatches<Answer>({ handleTogether, soon, onBatch }: BatchParts<Answer>) {
  let waiting: Waiting<Answer>[] = [];

  function answerAll(batch: readonly Waiting<Answer>[]): void {
    try {
      const answers = handleTogether(batch.map(({ request }) => request));
      onBatch?.(answers);
      for (const [place, each] of batch.entries()) {
        const answer = answers[place];
        if (answer === undefined) each.failed(new Error('a request without an answer'));
        else each.answered(answer);
      }
    } catch (error) {
      for (const each of batch) each.failed(error);
    }
  }

  function next(): void {
    const batch = waiting.slice(0, largestBatch);
    waiting = waiting.slice(largestBatch);
    if (waiting.length > 0) soon(next);
    answerAll(batch);
  }

  return (request: string): Promise<Answer> =>
    new Promise((answered, failed) => {
      if (waiting.length === 0) soon(next);
      waiting.push({ request, answered, failed });
    });
}
