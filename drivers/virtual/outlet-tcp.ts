// An emulated reader on a socket of this machine only: one host at a time, as a serial line has only one.

import { createServer, type Server, type Socket } from 'node:net';
import type { ReaderError, Result } from '../reader.ts';
import { done, failed } from '../reader-error.ts';
import type { Outlet, OutletListener } from './outlet.ts';

const HOST = '127.0.0.1';

/** `port` 0: any free one. Errors: port-busy, port-not-found. */
export async function hangOnTcp(port: number, listener: OutletListener): Promise<Result<Outlet, ReaderError>> {
  let client: Socket | undefined;
  let plugged = true;
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    if (client || !plugged) {
      socket.destroy();
      return;
    }
    client = socket;
    socket.on('close', () => {
      client = undefined;
    });
    socket.on('data', (bytes) => listener.bytes(bytes));
    listener.connected();
  });
  const problem = await listening(server, port);
  if (problem) return failed(problem.code === 'EADDRINUSE' ? 'port-busy' : 'port-not-found', problem.message);
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return done({
    address: `TCP ${HOST}:${bound}`,
    send: (bytes) => void client?.write(bytes),
    unplug() {
      plugged = false;
      client?.destroy();
    },
    plug() {
      plugged = true;
    },
    close: () =>
      new Promise<void>((resolve) => {
        client?.destroy();
        server.close(() => resolve());
      }),
  });
}

function listening(server: Server, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    server.once('error', resolve);
    server.listen(port, HOST, () => resolve(undefined));
  });
}
