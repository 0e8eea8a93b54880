// An emulated reader on a pseudo-terminal, under a name that stays: a symbolic link to whatever the system gives.
// The inner end is held open in raw mode from the start, so that the host's opening and closing change nothing.

import { execFile } from 'node:child_process';
import {
  closeSync,
  constants,
  lstatSync,
  openSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs';
import { chmod } from 'node:fs/promises';
import type { ReadStream } from 'node:tty';
import { promisify } from 'node:util';
import type { ReaderError, Result } from '../reader.ts';
import { done, failed } from '../reader-error.ts';
import type { Outlet, OutletListener } from './outlet.ts';

/** What `@lydell/node-pty` has beyond its own declarations: a pair without a child process. */
interface PtyPair {
  readonly ptsName: string;
  readonly master: ReadStream & NodeJS.WritableStream;
  readonly slave: ReadStream;
}
type OpenPair = (options: { cols: number; rows: number; encoding: null }) => PtyPair;

interface Pty {
  readonly path: string;
  send(bytes: Uint8Array): void;
  close(): void;
}

/** Errors: port-not-found (no pseudo-terminals here), port-busy (the name belongs to something else). */
export async function hangOnPty(link: string, listener: OutletListener): Promise<Result<Outlet, ReaderError>> {
  const openPair = await loadOpenPair();
  if (!openPair) return failed('port-not-found', 'pseudo-terminals need the optional package @lydell/node-pty');
  if (!mayReplace(link)) return failed('port-busy', `${link} exists and is no link to a pseudo-terminal`);
  let pty: Pty | undefined;
  const plug = async () => {
    pty = await openPty(openPair, listener);
    pointLink(link, pty.path);
  };
  const unplug = () => {
    if (pty) removeLink(link, pty.path);
    pty?.close();
    pty = undefined;
  };
  try {
    await plug();
  } catch (error) {
    unplug();
    return failed('port-not-found', `${link}: ${error instanceof Error ? error.message : String(error)}`);
  }
  // A process that ends without closing leaves no name behind either, which might lead to another's terminal one day.
  process.on('exit', unplug);
  return done({
    address: `PTY ${link}`,
    send: (bytes) => pty?.send(bytes),
    unplug,
    // Without a pseudo-terminal to be had the cable stays out.
    plug: () => void plug().catch(unplug),
    async close() {
      process.off('exit', unplug);
      unplug();
    },
  });
}

async function loadOpenPair(): Promise<OpenPair | undefined> {
  try {
    const { default: module } = await import('@lydell/node-pty');
    return (module as unknown as { open?: OpenPair }).open;
  } catch {
    return undefined;
  }
}

async function openPty(openPair: OpenPair, listener: OutletListener): Promise<Pty> {
  const { ptsName: path, master, slave } = openPair({ cols: 80, rows: 24, encoding: null });
  slave.setRawMode(true);
  const inner = openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  // The stream would read what is meant for the host; the bare descriptor only keeps the pair alive.
  slave.destroy();
  // Node's raw mode leaves the translation of line feeds on. A host that opens the port as a serial line switches it off too.
  await promisify(execFile)('stty', [process.platform === 'darwin' ? '-f' : '-F', path, 'raw', '-echo']).catch(
    () => {},
  );
  await chmod(path, 0o600);
  master.on('error', () => {});
  master.on('data', (bytes: Uint8Array) => listener.bytes(bytes));
  return {
    path,
    send: (bytes) => void master.write(Buffer.from(bytes)),
    close() {
      master.destroy();
      closeSync(inner);
    },
  };
}

/** Nothing there, or a link that an emulated reader left behind. */
function mayReplace(link: string): boolean {
  const found = lstatSync(link, { throwIfNoEntry: false });
  return found === undefined || (found.isSymbolicLink() && /^\/dev\/(pts\/\d+|ttys\d+)$/.test(readlinkSync(link)));
}

/** In one step: at no time does the name lead nowhere. */
function pointLink(link: string, target: string): void {
  const aside = `${link}.${process.pid}`;
  rmSync(aside, { force: true });
  symlinkSync(target, aside);
  renameSync(aside, link);
}

/** Only while it is still ours. */
function removeLink(link: string, target: string): void {
  const found = lstatSync(link, { throwIfNoEntry: false });
  if (found?.isSymbolicLink() && readlinkSync(link) === target) unlinkSync(link);
}
