// How much the serial driver adds to the line: over a real pseudo-terminal, with the emulated reader in another process.
// A READ of 16 bytes and a whole card, on a line that takes no time and on one of 115200 baud (5-readers A, Limits).

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { loadSerialPort } from '../../drivers/load-serialport.ts';
import { openReader } from '../../drivers/open.ts';
import { launcher } from '../support/paths.ts';
import type { Figure } from './main.ts';
import { median } from './median.ts';

const BAUD = 115_200;
const CARD = 'wang-xiulan';
const rounds = 200;
const wholeCards = 15;
/** Milliseconds for one character of 11 bits. */
const character = 11_000 / BAUD;
/** An exchange of La command bytes and Lr answer bytes lasts (13 + La + 13 + Lr + 1) characters. */
const lineTime = (sent: number, received: number) => (13 + sent + 13 + received + 1) * character;

const read16 = Uint8Array.of(0x00, 0xb0, 0x00, 0x00, 0x10);

interface Emulator {
  readonly link: string;
  stop(): void;
}

async function emulate(card: string, baud?: number): Promise<Emulator> {
  const folder = mkdtempSync(join(tmpdir(), 'yibao-pos-bench-'));
  const link = join(folder, 'reader');
  const speed = baud === undefined ? [] : ['--baud', String(baud)];
  const child = spawn(process.execPath, [launcher, 'reader', 'emulate', '--pty', link, '--card', card, ...speed]);
  await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  const stop = () => {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  return { link, stop };
}

async function times(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const from = performance.now();
    await work();
    took.push(performance.now() - from);
  }
  return took;
}

/** Milliseconds of a READ, and of a whole card, through the driver. */
async function throughDriver(link: string, card: boolean): Promise<number> {
  const opened = await openReader(`ccid:${link}`, { cards: new Map() });
  if (!opened.ok) throw new Error(opened.error.cause);
  const { reader, card: application } = opened.value;
  const reset = await reader.powerOn();
  if (!reset.ok) throw new Error(reset.error.cause);
  const took = card
    ? await times(wholeCards, () => application.read(reader))
    : await times(rounds, () => reader.transmit(read16));
  await reader.close();
  return median(took);
}

/** The same bytes to and fro with nothing but the serialport package: the floor of any driver in this language. */
async function floor(link: string): Promise<number> {
  const SerialPort = await loadSerialPort();
  const port = new SerialPort({ path: link, baudRate: BAUD, autoOpen: false });
  await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
  const command = Buffer.from('03066f05000000000000000000b000001000', 'hex');
  // LRC last; the reader does not look at the number.
  command[command.length - 1] = command.subarray(0, -1).reduce((sum, byte) => sum ^ byte, 0);
  const length = command.length + 13 + 18;
  const took = await times(
    rounds,
    () =>
      new Promise<void>((resolve) => {
        let received = 0;
        const count = (bytes: Buffer) => {
          received += bytes.length;
          if (received < length) return;
          port.off('data', count);
          resolve();
        };
        port.on('data', count);
        port.write(command);
      }),
  );
  await new Promise<void>((resolve) => port.close(() => resolve()));
  return median(took);
}

/** (La, Lr) of every exchange of a whole card on a version 2 card: poll, power off, power on, parameters, select, read. */
function wholeCardTime(): number {
  const records = [0x10, 1, 4, 12, 4, 4, 9, 0x12, 0x1e, 0x14, 1, 1, 3, 4];
  const control = [lineTime(0, 0), lineTime(0, 0), lineTime(0, 17), lineTime(5, 5)];
  const selects = [lineTime(20, 2), lineTime(5, 26), lineTime(7, 2), lineTime(7, 2)];
  return [...control, ...selects, ...records.map((size) => lineTime(5, size + 4))].reduce((sum, one) => sum + one, 0);
}

export async function benchReader(): Promise<Figure[]> {
  const plain = await emulate('plain');
  const slow = await emulate('plain', BAUD);
  const slowCard = await emulate(CARD, BAUD);
  try {
    // The driver first: it powers the card, which the bare floor relies on.
    const infinite = await throughDriver(plain.link, false);
    const bare = await floor(plain.link);
    const paced = await throughDriver(slow.link, false);
    const card = await throughDriver(slowCard.link, true);
    const one = lineTime(5, 18);
    const whole = wholeCardTime();
    const ms = (value: number) => `${value.toFixed(2)} ms`;
    return [
      {
        name: 'READ of 16 bytes through the driver / bare serialport, on a line that takes no time',
        ratio: infinite / bare,
        detail: `median ${ms(infinite)} / ${ms(bare)}, ${rounds} each`,
      },
      {
        name: `READ of 16 bytes / its line time at ${BAUD} baud`,
        ratio: paced / one,
        detail: `median ${ms(paced)} / ${ms(one)} computed, ${rounds} reads`,
      },
      {
        name: `a whole card / its line time at ${BAUD} baud`,
        ratio: card / whole,
        detail: `median ${ms(card)} / ${ms(whole)} computed, ${wholeCards} cards`,
      },
    ];
  } finally {
    for (const emulator of [plain, slow, slowCard]) emulator.stop();
  }
}
