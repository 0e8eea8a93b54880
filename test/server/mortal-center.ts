// A served center that is told to die at one of its commits, and is started again on its file as soon as it did; and the
// line of a counter to it, which waits for the center that is being started. For the tests of this folder.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Transport } from '../../src/domain/protocol/envelope.ts';
import { createCarriedLine, type Line } from '../../src/hospital/center-line.ts';
import { type HttpCarrier, httpCarrier } from '../../src/hospital/http-carrier.ts';
import { systemSchedule } from '../../src/hospital/schedule.ts';
import { bundled } from '../support/bundled.ts';
import type { Orders, Told } from './dying-center.ts';

/** Starting a center again takes its time where others start as well. */
const deadline = 60_000;
const afterRestart = '2011-08-15 13:00:00';

export interface MortalCenter {
  /** Serves another file, to die as told. */
  serve(orders: Orders): Promise<void>;
  /** A counter's line to whatever process serves at the moment. */
  line(): Line;
  /** What the commits were of since the file was opened. */
  commits(): Promise<readonly string[]>;
  /** Resolves once it has died since it was told to serve the file. */
  died(): Promise<void>;
  close(): void;
}

export function mortalCenter(): MortalCenter {
  let child: ChildProcess | undefined;
  let carrier: HttpCarrier | undefined;
  let up: Promise<HttpCarrier> = Promise.reject(new Error('it was not told what to serve'));
  up.catch(() => undefined);
  let death = Promise.withResolvers<void>();
  let isClosed = false;

  async function hear<Kind extends Told['kind']>(
    from: ChildProcess,
    kind: Kind,
  ): Promise<Extract<Told, { kind: Kind }>> {
    for (;;) {
      const [told] = (await once(from, 'message')) as [Told];
      if (told.kind === kind) return told as Extract<Told, { kind: Kind }>;
    }
  }

  async function running(): Promise<ChildProcess> {
    const program = await bundled(join(import.meta.dirname, 'dying-center.ts'));
    if (child) return child;
    const started = fork(program, { execArgv: [] });
    child = started;
    await hear(started, 'loaded');
    return started;
  }

  async function begin(orders: Orders): Promise<HttpCarrier> {
    const serving = await running();
    const died = (_code: number | null, signal: string | null) => {
      child = undefined;
      if (isClosed || signal !== 'SIGKILL') return;
      death.resolve();
      up = begin({ ...orders, clockFrom: afterRestart, death: undefined });
    };
    serving.removeAllListeners('exit').once('exit', died);
    const answer = hear(serving, 'serves');
    serving.send(orders);
    const { url } = await answer;
    carrier?.close();
    carrier = httpCarrier({ url: new URL(url), schedule: systemSchedule, deadline });
    return carrier;
  }

  const transport: Transport = { exchange: async (request) => (await up).exchange(request) };
  return {
    async serve(orders) {
      death = Promise.withResolvers();
      up = begin(orders);
      await up;
    },
    line: () => createCarriedLine({ carrier: transport, schedule: systemSchedule, deadline }),
    async commits() {
      await up;
      const serving = await running();
      const answer = hear(serving, 'commits');
      serving.send('commits');
      return (await answer).of;
    },
    died: () => death.promise,
    close() {
      isClosed = true;
      carrier?.close();
      child?.kill('SIGKILL');
    },
  };
}
