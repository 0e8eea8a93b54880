// `yibao-pos instructor`: the class of this machine or this network, every counter live; commands by keys, or with `--json`
// by lines on standard input.

import { hostname, networkInterfaces } from 'node:os';
import { createInterface } from 'node:readline';
import { type Command, InvalidArgumentError } from 'commander';
import { faults } from '../../drivers/open.ts';
import { fixturesFolder } from '../center/city-files.ts';
import { readIllnesses } from '../center/city-tables.ts';
import { describeFixtureProblem } from '../domain/fixture-table.ts';
import { inLanguage } from '../domain/language.ts';
import { systemSchedule } from '../hospital/schedule.ts';
import { addressText } from '../training/class/class-address.ts';
import { ClassBook, type ClassEvent } from '../training/class/class-book.ts';
import { openClassFile } from '../training/class/class-file.ts';
import { eventData, readOrder } from '../training/class/class-lines.ts';
import { type ServedClass, serveClass } from '../training/class/serve-class.ts';
import { receivedIn } from '../training/report/gather.ts';
import { keepReceived } from '../training/report/receive.ts';
import { InstructorStage } from '../ui/instructor/instructor-stage.ts';
import { runStage } from '../ui/run-stage.tsx';
import { loadCardSummaries } from './card-fixtures.ts';
import { trainingFolder } from './drill.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import { type Globals, globalsOf, randomBelow } from './globals.ts';
import {
  demandTerminal,
  holderNames,
  namesOn,
  orNotKept,
  recordsOrRefuse,
  shelfOrRefuse,
  terminalClock,
  thisTerminal,
} from './training-stage.ts';

interface InstructorOptions {
  readonly port: number;
  readonly host: string;
  readonly class: string;
}

const highestPort = 65_535;
const defaultPort = 8711;

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > highestPort) throw new InvalidArgumentError('Expected a port, 0 to 65535.');
  return port;
}

export function registerInstructorCommand(program: Command): void {
  program
    .command('instructor')
    .description('the counters of a class, live: faults, patients, freeze, take over / 讲师')
    .option('--port <n>', 'the port; 0 picks a free one', parsePort, defaultPort)
    .option('--host <address>', 'the address to listen at; 0.0.0.0 for the whole network', '127.0.0.1')
    .option('--class <name>', 'which class: each has a code and places of its own / 班级', 'class')
    .addHelpText(
      'after',
      '\nTrainees join with the address that is shown: yibao-pos drill --class-at http://HOST:PORT/CODE --trainee NAME\n' +
        '(counter --class-at … to practise without a scenario, exam --class-at … to be examined). Two of one name add their\n' +
        'number: --trainee "张三 1207". Results come in by themselves: yibao-pos report on this machine shows the whole class.\n' +
        'While a counter is frozen its keys do nothing, and nothing that was typed then acts later. An examination is only\n' +
        'looked at, without points, unless exam --trainer-may-act allowed faults and the like at its beginning.\n' +
        'The code stays the same when the instructor is started again; counters come back by themselves.\n' +
        'With --json: events as JSON Lines, and commands from standard input, in the words of a scenario:\n' +
        '  {"to": 5, "do": {"line": "down"}}   {"to": 5, "do": {"fault": {"name": "mute"}}}   {"to": 2, "do": {"scenario": "ordinary-visit"}}\n' +
        '  {"to": "all", "do": "freeze"}  (thaw, take-over, hand-back)   {"to": 5, "do": {"key": "enter"}}\n' +
        '\nExamples:\n  yibao-pos instructor\n  yibao-pos instructor --host 0.0.0.0 --class 2026-03\n',
    )
    .action((options: InstructorOptions, command: Command) => instruct(options, globalsOf(command)));
}

interface OpenClass {
  readonly book: ClassBook;
  readonly served: ServedClass;
  /** As trainees type it. */
  readonly address: string;
}

/** Undefined: it could not be served, and that has been said. */
async function openClass(
  options: InstructorOptions,
  globals: Globals,
  listen: (event: ClassEvent) => void,
): Promise<OpenClass | undefined> {
  const folder = trainingFolder(globals);
  const received = recordsOrRefuse(receivedIn(folder, options.class), globals.language);
  const opened = orNotKept(() => openClassFile(folder, options.class, randomBelow));
  if (!opened.ok) throw new WrongUsage(`${inLanguage(opened.error, globals.language)} (--data)`);
  const kept = opened.value;
  if (!kept.ok) throw new WrongUsage(`${kept.error}: this is no class; move it away / 班级文件已损坏`);
  const { code, openings, seats } = kept.value;
  let commands = 0;
  const book = new ClassBook({
    seats,
    elapsed: () => systemSchedule.now(),
    newId() {
      commands += 1;
      return `${openings}.${commands}`;
    },
    listen(event) {
      if (event.kind === 'told' && 'result' in event.item) keepReceived(received, event.item.result, options.class);
      listen(event);
    },
    seated: (now) => kept.value.keep(now),
  });
  const served = await serveClass({ book, code, host: options.host, port: options.port });
  if (!served.ok) {
    const { cause, remedy } = served.error;
    const say = (text: typeof cause) => inLanguage(text, globals.language);
    process.stderr.write(`yibao-pos: ${say(cause)}\n  → ${say(remedy)}\n`);
    process.exitCode = ExitCode.wrongUsage;
    return undefined;
  }
  const address = addressText({ host: shownHost(options.host), port: served.value.port, code });
  return { book, served: served.value, address };
}

/** Where it listens everywhere, the first address of this machine in the network is told. */
function shownHost(host: string): string {
  if (host !== '0.0.0.0' && host !== '::') return host;
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? hostname();
}

function instruct(options: InstructorOptions, globals: Globals): Promise<void> {
  return globals.json ? byLines(options, globals) : byKeys(options, globals);
}

async function byLines(options: InstructorOptions, globals: Globals): Promise<void> {
  const say = (data: object) => void process.stdout.write(`${JSON.stringify(data)}\n`);
  const opened = await openClass(options, globals, (event) => say(eventData(event)));
  if (!opened) return;
  const { book, served, address } = opened;
  say({ event: 'listening', port: served.port, join: address });
  const orders = createInterface({ input: process.stdin });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => orders.close());
  for await (const line of orders) {
    if (line.trim() === '') continue;
    const order = readOrder(line);
    if (!order.ok) {
      say({ event: 'not-understood', line, expected: order.error });
      continue;
    }
    const { to, command } = order.value;
    const numbers =
      to === 'all'
        ? book
            .counters()
            .filter((each) => each.connected)
            .map((each) => each.number)
        : [to];
    for (const number of numbers) {
      const sent = book.send(number, command);
      if (!sent.ok) say({ event: 'not-sent', counter: number, cause: sent.error });
    }
  }
  await served.close();
}

function illnessesOrRefuse() {
  const read = readIllnesses(fixturesFolder());
  if (read.ok) return read.value;
  throw new WrongUsage(read.error.map(describeFixtureProblem).join('\n'));
}

async function byKeys(options: InstructorOptions, globals: Globals): Promise<void> {
  demandTerminal('the instructor', 'yibao-pos instructor --json');
  const shelf = shelfOrRefuse(globals.language);
  const clock = terminalClock(globals);
  let stage: InstructorStage | undefined;
  const opened = await openClass(options, globals, (event) => stage?.heard(event));
  if (!opened) return;
  const { book, served, address } = opened;
  try {
    await runStage({
      ...thisTerminal(globals, clock),
      stage(surroundings) {
        stage = new InstructorStage({
          surroundings,
          clock,
          book,
          address,
          className: options.class,
          shelf,
          faults,
          illnesses: illnessesOrRefuse(),
          names: holderNames(namesOn(globals.businessDate)),
          cards: loadCardSummaries(globals.businessDate).map(({ card, holder, about }) => ({
            id: card,
            holder,
            about,
          })),
        });
        return stage;
      },
    });
  } finally {
    stage?.close();
    await served.close();
  }
  process.exitCode = ExitCode.done;
}
