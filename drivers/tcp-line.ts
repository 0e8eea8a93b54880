// A line over a TCP socket: a reader behind a serial device server, or an emulated one (`reader emulate --tcp`).

import { connect, type Socket } from 'node:net';
import type { Line } from './line.ts';
import type { ReaderError, Result } from './reader.ts';
import { done, failed, readerError } from './reader-error.ts';

/** Milliseconds for the connection to be made. */
const CONNECT_LIMIT = 3_000;

/** Opens a socket. Error: port-not-found (nobody listens, or nobody answers in time). */
export async function openTcpLine(host: string, port: number): Promise<Result<Line, ReaderError>> {
  const socket = connect({ host, port, noDelay: true, timeout: CONNECT_LIMIT });
  const problem = await new Promise<string | undefined>((resolve) => {
    socket.once('connect', () => resolve(undefined));
    socket.once('timeout', () => resolve(`no connection within ${CONNECT_LIMIT} ms`));
    socket.once('error', (error) => resolve(error.message));
  });
  if (problem !== undefined) {
    socket.destroy();
    return failed('port-not-found', `${host}:${port}: ${problem}`);
  }
  socket.setTimeout(0);
  return done(lineOn(socket, `${host}:${port}`));
}

function lineOn(socket: Socket, name: string): Line {
  let lost: ((error: ReaderError) => void) | undefined;
  const lose = (cause: string) => {
    const listener = lost;
    lost = undefined;
    listener?.(readerError('port-not-found', `${name}: ${cause}`));
  };
  socket.on('error', (error) => lose(error.message));
  socket.on('close', () => lose('the connection was closed'));
  return {
    write: (bytes) => void socket.write(bytes),
    onBytes: (listener) => void socket.on('data', listener),
    onLost(listener) {
      lost = listener;
    },
    isThere: async () => !socket.destroyed,
    async close() {
      lost = undefined;
      if (socket.destroyed) return;
      await new Promise<void>((resolve) => {
        socket.once('close', () => resolve());
        socket.destroy();
      });
    },
  };
}
