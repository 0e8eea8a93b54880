// `yibao-pos counter`: the counter on this terminal, with the embedded center or a served one.

import { flushCompileCache } from 'node:module';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { faults } from '../../drivers/open.ts';
import { failure } from '../domain/result.ts';
import type { Station } from '../hospital/desk.ts';
import { systemSchedule } from '../hospital/schedule.ts';
import type { CityProblem } from '../training/city.ts';
import { keepReceipt, printedLines } from '../training/print.ts';
import { runCounter } from '../ui/counter.tsx';
import type { Notice } from '../ui/model/state.ts';
import { loadCardSummaries } from './card-fixtures.ts';
import { openWindowOrReport, reportCityProblem } from './city.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import { globalsOf } from './globals.ts';
import { type CenterOptions, openWindowCityOrReport, withCenterOptions } from './window-city.ts';

const stations: readonly Station[] = ['register', 'consult', 'pay', 'refund'];

interface CounterOptions extends CenterOptions {
  readonly reader: string;
  readonly hospital: string;
  readonly window?: number;
  readonly station?: Station;
  readonly idReader?: string;
  readonly scanner?: string;
  readonly record?: string;
  readonly signIn?: true;
  readonly practice: boolean;
  readonly classAt?: string;
  readonly trainee: string;
}

export function parseWindow(text: string): number {
  const window = Number(text);
  if (!Number.isInteger(window) || window < 1) throw new InvalidArgumentError('Expected a window number, as in 3.');
  return window;
}

export function registerCounterCommand(program: Command): void {
  withCenterOptions(program.command('counter', { isDefault: true }))
    .description('the counter: register, consult, pay / 收费窗口')
    .option('--reader <url>', 'mock:, mock:CARD, ccid:PATH[?baud=…], ccid+tcp:HOST:PORT', 'mock:')
    .option('--id-reader <url>', 'a reader of identity cards beside it: sam:PATH; with mock: a mock one / 身份证阅读器')
    .option('--scanner <url>', 'a scanner of e-vouchers on a line of its own: scanner:PATH / 扫码枪')
    .option('--hospital <code>', 'a designated hospital by code or number', '0001')
    .addOption(new Option('--window <n>', 'the register window, default the first').argParser(parseWindow))
    .addOption(new Option('--station <station>', 'the station to open').choices(stations))
    .option('--record <file>', 'record a visit in a city of its own, to be replayed / 录下一次就诊')
    .option('--class-at <url>', 'practise in sight of an instructor, in a city of its own / 加入讲师的班级练习')
    .option('--trainee <name>', 'who that is / 学员', 'trainee')
    .option('--sign-in', 'demand number and password before anything else / 先登录')
    .option(
      '--no-practice',
      'everybody signs in, and roles decide which stations open; else one person plays everybody / 先登录，按角色开放',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  yibao-pos counter --date 2011-08-15\n  yibao-pos counter --reader ccid:/dev/ttyUSB0 --hospital 0002 --window 2\n' +
        '  yibao-pos counter --center http://127.0.0.1:8710\n' +
        '  yibao-pos counter --class-at http://192.168.1.5:8711/k7qm3fp2 --trainee 张三\n',
    )
    .action(async (options: CounterOptions, command: Command) => runCounterCommand(options, command));
}

/** A scenario begins in a new city; here there is a past that no scenario has. */
const notFromNothing = {
  text: {
    zh: '这里的城市有过去，存不成情景；请用 counter --record 文件',
    en: 'this city has a past, which no scenario has: use counter --record FILE',
  },
  meaning: 'attention',
} satisfies Notice;

/** A visit that is recorded or looked on at happens in a city of its own, with mock readers: what says otherwise is a misunderstanding. */
function demandOwnCity({ center, reader, classAt }: CounterOptions): void {
  const option = classAt === undefined ? '--record' : '--class-at';
  if (center !== undefined)
    throw new WrongUsage(`${option} is a city of its own: not with --center / 不能与 --center 同用`);
  if (reader !== 'mock:')
    throw new WrongUsage(`${option} takes the mock reader: not with --reader / 不能与 --reader 同用`);
}

async function runCounterCommand(options: CounterOptions, command: Command): Promise<void> {
  const globals = globalsOf(command);
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new WrongUsage('the counter needs a terminal; without one: yibao-pos run FILE / 收费窗口需要终端');
  }
  if (options.record !== undefined || options.classAt !== undefined) {
    demandOwnCity(options);
    const { recordVisit } = await import('./record-visit.ts');
    await recordVisit(options, globals);
    return;
  }
  const city = await openWindowCityOrReport(globals, options);
  if (!city) return;
  // Whoever practises has both.
  const idReaderUrl = options.idReader ?? (options.reader.startsWith('mock:') ? 'mock:' : undefined);
  const window = await openWindowOrReport(city, globals.language, {
    hospital: options.hospital,
    ...(options.window === undefined ? {} : { window: options.window }),
    readerUrl: options.reader,
    ...(idReaderUrl === undefined ? {} : { idReaderUrl }),
    ...(options.scanner === undefined ? {} : { scannerUrl: options.scanner }),
    ...(options.station ? { station: options.station } : {}),
    ...(options.signIn ? { signIn: 'demanded' as const } : {}),
    practice: options.practice,
  });
  if (!window) {
    city.close();
    return;
  }
  const { desk, opened, idReader, line } = window;
  let broken: CityProblem | undefined;
  try {
    await runCounter({
      onFrame: afterFirstFrame(() => {
        // The next start finds the program compiled, however this one ends.
        flushCompileCache();
        const warm = city.warmUp();
        if (warm.ok) return;
        broken = warm.error;
        // The screen ends as on any other request to end, and leaves the terminal as it was.
        process.kill(process.pid, 'SIGTERM');
      }),
      desk,
      ...(opened.mock
        ? { mock: opened.mock, cards: trayCards(city.foundedOn), faults, vouchers: city.vouchers() }
        : {}),
      ...(idReader?.mock ? { idMock: idReader.mock } : {}),
      line: line.hand,
      language: globals.language,
      clock: {
        now: () => globals.clock.now(),
        monotonic: () => systemSchedule.now(),
        after: (milliseconds, run) => systemSchedule.after(milliseconds, run),
      },
      receipt: (printed) => printedLines(desk.place, printed),
      saveReceipt: async (printed, lines) => {
        const kept = keepReceipt(globals.dataFolder, printed, lines);
        return kept.ok ? kept : failure(kept.error.remedy);
      },
      stdin: process.stdin,
      stdout: process.stdout,
      environment: process.env,
      onKey: (name) => (name === 'ctrl+k' ? notFromNothing : undefined),
    });
  } finally {
    await window.close();
    city.close();
  }
  process.exitCode = ExitCode.done;
  if (broken) reportCityProblem(broken, globals.language);
}

/** Once, when the screen has been drawn: what nobody needs before the first key. */
function afterFirstFrame(work: () => void): () => void {
  let drawn = false;
  return () => {
    if (!drawn) setImmediate(work);
    drawn = true;
  };
}

function trayCards(foundedOn: Parameters<typeof loadCardSummaries>[0]) {
  return loadCardSummaries(foundedOn).map(({ card, holder, about }) => ({ id: card, holder, about }));
}
