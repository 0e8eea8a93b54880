// `yibao-pos reader emulate`: the mock reader as a process of its own, moved by lines on standard input.
// The first line of standard output says where it is (PTY, PORT or TCP); then one line answers each command.

import { createInterface } from 'node:readline';
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  createTranscriptFile,
  type EmulatedProtocol,
  type EmulatedReaderProcess,
  type EmulatePlace,
  emulatedProtocols,
  type FaultName,
  faults,
  type MockHand,
  startEmulatedReader,
} from '../../drivers/open.ts';
import type { ReaderError, Result } from '../../drivers/reader.ts';
import { loadCardFixtures } from './card-fixtures.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import { globalsOf } from './globals.ts';

interface EmulateArguments {
  readonly protocol: EmulatedProtocol;
  readonly pty?: string;
  readonly port?: string;
  readonly tcp?: number;
  readonly card?: string;
  readonly baud?: number;
  readonly fault?: readonly FaultName[];
  readonly record?: string;
}

const help = `
Commands on standard input, each answered with one line (OK … or ERROR …):
  insert [CARD]   a card in; without CARD the last one again
  remove          the card out
  fault NAME [N]  a fault, for N operations or until cleared
  clear           no faults
  pin DIGITS      the holder presses digits on the PIN pad (gwi)
  status          card and faults
  quit

Faults:
${faults.map(({ name, about }) => `  ${name.padEnd(16)} ${about.en} / ${about.zh}`).join('\n')}
`;

function placeOf({ pty, port, tcp }: EmulateArguments): EmulatePlace {
  const places: EmulatePlace[] = [];
  if (pty !== undefined) places.push({ kind: 'pty', link: pty });
  if (port !== undefined) places.push({ kind: 'port', path: port });
  if (tcp !== undefined) places.push({ kind: 'tcp', port: tcp });
  const [place] = places;
  if (!place || places.length > 1)
    throw new WrongUsage('reader emulate: exactly one of --pty, --port and --tcp / 三者选一');
  return place;
}

function succeed(result: Result<unknown, ReaderError>): void {
  if (!result.ok) throw new WrongUsage(result.error.cause);
}

async function emulate(options: EmulateArguments, command: Command): Promise<void> {
  const place = placeOf(options);
  const cards = loadCardFixtures(globalsOf(command).businessDate);
  const transcript = options.record === undefined ? undefined : createTranscriptFile(options.record);
  if (transcript?.ok === false) throw new WrongUsage(transcript.error.cause);
  const started = await startEmulatedReader({
    place,
    protocol: options.protocol,
    cards,
    ...(options.baud === undefined ? {} : { baud: options.baud }),
    ...(transcript === undefined ? {} : { listen: transcript.value.recorder.seen }),
  });
  if (!started.ok) {
    process.stderr.write(`yibao-pos: ${started.error.kind}: ${started.error.cause}\n`);
    process.exitCode = ExitCode.reader;
    return;
  }
  const { hand, close, address } = started.value;
  try {
    if (options.card !== undefined) succeed(hand.insert(options.card));
    for (const name of options.fault ?? []) succeed(hand.fault(name));
    process.stdout.write(`${address}\n`);
    await serve(started.value, options.card);
  } finally {
    await close();
    transcript?.value.close();
  }
}

/** Until `quit` or a signal. The end of standard input ends nothing: the reader may run in the background. */
function serve({ hand }: EmulatedReaderProcess, firstCard: string | undefined): Promise<void> {
  return new Promise((resolve) => {
    const lines = createInterface({ input: process.stdin });
    const keepAlive = setInterval(() => {}, 1 << 30);
    const answer = commandLine(hand, firstCard);
    const end = () => {
      clearInterval(keepAlive);
      lines.close();
      process.stdin.destroy();
      resolve();
    };
    lines.on('line', (line) => {
      const words = line.trim().split(/\s+/);
      if (words[0] === '') return;
      process.stdout.write(`${words[0] === 'quit' ? 'OK quit' : answer(words)}\n`);
      if (words[0] === 'quit') end();
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
  });
}

/** What one line does; answers the line to print. */
function commandLine(hand: MockHand, firstCard: string | undefined): (words: readonly string[]) => string {
  let lastCard = firstCard;
  const say = (result: Result<void, ReaderError>, done: string) =>
    result.ok ? `OK ${done}` : `ERROR ${result.error.cause}`;
  return ([verb = '', first, second, ...more]) => {
    if (more.length > 0) return 'ERROR too many words';
    switch (verb) {
      case 'insert': {
        const card = first ?? lastCard;
        if (card === undefined) return 'ERROR which card? insert CARD';
        const inserted = hand.insert(card);
        if (inserted.ok) lastCard = card;
        return say(inserted, `inserted ${card}`);
      }
      case 'remove':
        if (hand.inserted() === undefined) return 'ERROR there is no card in the reader';
        hand.remove();
        return 'OK removed';
      case 'fault':
        // The hand refuses names that it does not know.
        return say(hand.fault(first as FaultName, second === undefined ? undefined : Number(second)), `fault ${first}`);
      case 'clear':
        hand.clearFaults();
        return 'OK cleared';
      case 'pin':
        if (!/^\d{1,12}$/.test(first ?? '')) return 'ERROR which digits? pin DIGITS';
        return hand.press?.(first ?? '') ? 'OK pressed' : 'ERROR nothing asks for a PIN';
      case 'status':
        return `OK card=${hand.inserted() ?? 'none'} faults=${hand.activeFaults().join(',') || 'none'}`;
      default:
        return `ERROR unknown command ${verb}: insert, remove, fault, clear, pin, status, quit`;
    }
  };
}

function parseNumber(lowest: number, highest: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= lowest && number <= highest) return number;
    throw new InvalidArgumentError(`Expected ${lowest} to ${highest}.`);
  };
}

/** Adds `emulate` to `reader`. */
export function registerEmulateCommand(reader: Command): void {
  reader
    .command('emulate')
    .description('an emulated reader for other programs, with cards and faults / 模拟读卡器')
    .addOption(new Option('--protocol <name>', 'the wire protocol / 协议').choices(emulatedProtocols).default('ccid'))
    .option('--pty <link>', 'on a pseudo-terminal, which the link leads to / 伪终端')
    .option('--port <path>', 'on a serial port of this machine / 串行端口')
    .addOption(
      new Option('--tcp <port>', 'on a socket of this machine; 0: any free port').argParser(parseNumber(0, 65_535)),
    )
    .option('--card <card>', 'inserted at the start: plain, or a card of `yibao-pos cards` / 开始时插入的卡')
    .addOption(
      new Option('--baud <n>', 'as slow as a line of this speed; default: no delay / 模拟波特率').argParser(
        parseNumber(300, 4_000_000),
      ),
    )
    .option('--record <file>', 'a transcript of the line, written while it happens (ccid) / 记录线路')
    .addOption(new Option('--fault <name...>', 'faults from the start / 故障').choices(faults.map(({ name }) => name)))
    .addHelpText('after', help)
    .action((options: EmulateArguments, command: Command) => emulate(options, command));
}
