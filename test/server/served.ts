// `center serve` as a process of its own, for the tests of this folder.

import { once } from 'node:events';
import { type RunningProgram, startProgram, temporaryFolder } from '../support/program.ts';

export const businessDay = '2011-08-15';

export interface Served {
  readonly url: string;
  readonly port: number;
  readonly data: string;
  readonly program: RunningProgram;
  /** Tells it to end and answers its exit code. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface ServedOptions {
  readonly data?: string;
  readonly port?: number;
  readonly args?: readonly string[];
  readonly nodeArgs?: readonly string[];
}

/** Starts it and waits for the line that says where it is. It is gone when the test ends. */
export async function serve(options: ServedOptions = {}): Promise<Served> {
  const { data = temporaryFolder(), port = 0, args = [], nodeArgs = [] } = options;
  const command = ['center', 'serve', '--date', businessDay, '--data', data, '--port', String(port), '--json', ...args];
  const program = startProgram(command, { nodeArgs });
  const ready = JSON.parse(await program.line()) as { readonly url: string; readonly port: number };
  return {
    ...ready,
    data,
    program,
    async end(signal = 'SIGTERM') {
      const closed = once(program.child, 'close');
      program.child.kill(signal);
      const [code] = (await closed) as [number | null];
      return code;
    },
  };
}

/** Posts a body as an ordinary client does. */
export async function post(url: string, body: string | Uint8Array<ArrayBuffer>, type = 'application/json') {
  const answer = await fetch(`${url}/fsi/api`, { method: 'POST', body, headers: { 'content-type': type } });
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
}
