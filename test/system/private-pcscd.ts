// A pcscd of our own: its configuration, its socket and its /run are in a folder of ours, in a mount namespace, so that
// a pcscd of the system is neither asked nor touched. Its one reader is libccidtwin on an emulated reader's pty.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const READER_NAME = 'Emulated GemPCTwin';

export interface PrivatePcscd {
  /** What clients need in their environment. */
  readonly env: { readonly PCSCLITE_CSOCK_NAME: string };
  readonly log: readonly string[];
  stop(): Promise<void>;
}

const library = ['/usr/lib/pcsc/drivers/serial/libccidtwin.so', '/usr/lib64/pcsc/drivers/serial/libccidtwin.so'];

/** Where the system's pcscd has its socket. */
const SYSTEM_IPC = '/run/pcscd';

/**
 * How to give a process a /run of its own: as root, or in a namespace of the user's own. Where neither is allowed (a
 * container) but there is no pcscd of the system either, its place is free: an empty way.
 */
function ownRun(): readonly string[] {
  const ways = [
    ['unshare', '-m'],
    ['unshare', '-Urm'],
  ];
  const way = ways.find(
    ([command = '', ...args]) => spawnSync(command, [...args, 'mount', '-t', 'tmpfs', 'none', '/run']).status === 0,
  );
  if (way) return way;
  if (process.getuid?.() === 0 && !existsSync(SYSTEM_IPC)) return [];
  throw new Error('a mount namespace is needed: run this as root, or allow user namespaces');
}

/** Starts the daemon and waits until it has the reader. */
export async function startPcscd(pty: string): Promise<PrivatePcscd> {
  const driver = library.find((path) => existsSync(path));
  if (!driver) throw new Error('libccidtwin is missing: apt-get install pcscd libccid pcsc-tools opensc');
  const folder = mkdtempSync(join(tmpdir(), 'yibao-pos-pcscd-'));
  const [ipc, config] = [join(folder, 'ipc'), join(folder, 'config')];
  mkdirSync(ipc);
  mkdirSync(config);
  writeFileSync(
    join(config, 'reader'),
    `FRIENDLYNAME "${READER_NAME}"\nDEVICENAME ${pty}:GemPCTwin\nLIBPATH ${driver}\nCHANNELID 1\n`,
  );
  const way = ownRun();
  const alone = way.length > 0;
  const place = alone
    ? `mount -t tmpfs none /run && mkdir ${SYSTEM_IPC} && mount --bind "$1" ${SYSTEM_IPC}`
    : `mkdir ${SYSTEM_IPC}`;
  const script = `${place} && exec pcscd --foreground --debug --config "$2"`;
  const [command = '', ...args] = [...way, 'sh'];
  const child = spawn(command, [...args, '-c', script, 'pcscd', ipc, config], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A user's own path often has no place for daemons.
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
  });
  const log = await ready(child);
  return {
    env: { PCSCLITE_CSOCK_NAME: join(alone ? ipc : SYSTEM_IPC, 'pcscd.comm') },
    log,
    async stop() {
      const ended = once(child, 'exit');
      if (child.exitCode === null && child.signalCode === null && child.kill('SIGTERM')) await ended;
      rmSync(folder, { recursive: true, force: true });
      if (!alone) rmSync(SYSTEM_IPC, { recursive: true, force: true });
    },
  };
}

function ready(child: ChildProcess): Promise<string[]> {
  const log: string[] = [];
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`pcscd ended with ${code}:\n${log.slice(-20).join('\n')}`)));
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        log.push(line);
        if (line.includes('pcsc-lite') && line.includes('daemon ready')) resolve(log);
      });
    }
  });
}
