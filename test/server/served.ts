// `center serve` as a process of its own, for the tests of this folder.

import { once } from 'node:events';
import { expect } from 'vitest';
import { openCity } from '../center/counter.ts';
import { worker } from '../center/small-city.ts';
import { centerFile } from '../hospital/town.ts';
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

export const fen = (yuan: string) => Math.round(Number(yuan) * 100);

/** What the worker of the small city was charged at two hospitals, 600.00 each: one ledger, whoever settled first. */
export function expectOneLedger(data: string, settled: readonly Readonly<Record<string, string>>[]): void {
  expect(settled.map(({ act_pay_dedc }) => act_pay_dedc).sort()).toEqual(['200.00', '600.00']);
  const center = openCity({ file: centerFile(data) });
  expect(center.inspection.ledger(worker.psnNo, 2011, 'outpatient')).toMatchObject({
    inScope: 120_000,
    deductible: 80_000,
    fund: settled.reduce((sum, { hifob_pay = '', hifp_pay = '' }) => sum + fen(hifob_pay) + fen(hifp_pay), 0),
  });
  expect(center.inspection.contradictions()).toEqual([]);
  center.close();
}
