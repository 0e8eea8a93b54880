// The command line: finds the command that is asked for and loads only that one, so that `--version` and `--help`
// start in milliseconds. What a command does is in the file of its name.

import { Command, CommanderError, Option } from 'commander';
import { version } from '../../package.json';
import { type CommandEntry, commands } from './commands.ts';
import { ExitCode, reportBug, WrongUsage } from './exit.ts';
import { parseBusinessDate, parseDataFolder } from './globals.ts';

function newProgram(): Command {
  return new Command('yibao-pos')
    .description('医保收费窗口 · the counter where outpatient visits are settled against social medical insurance')
    .version(version, '-V, --version', 'print the version / 版本')
    .helpOption('-h, --help', 'print help / 帮助')
    .helpCommand(false)
    .addOption(
      new Option('--data <dir>', 'where the city and the journals are kept / 数据目录').argParser(parseDataFolder),
    )
    .addOption(
      new Option('--date <yyyy-MM-dd>', 'business date, default today / 业务日期').argParser(parseBusinessDate),
    )
    .addOption(
      new Option('--lang <language>', 'language of screens and tables / 语言').choices(['zh', 'en']).default('zh'),
    )
    .addOption(new Option('--json', 'one JSON document on standard output, where there is a result'))
    .configureHelp({ showGlobalOptions: true })
    .exitOverride();
}

/** The first word that is not an option or the value of one: the command, if any was named. */
function namedCommand(args: readonly string[]): string | undefined {
  const takesValue = new Set([
    '--data',
    '--date',
    '--lang',
    '--reader',
    '--center',
    '--center-ca',
    '--hospital',
    '--window',
    '--station',
    '--line',
    '--operator',
    '--approver',
    '--password-fd',
    '--day',
    '--class-at',
    '--trainee',
  ]);
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] as string;
    if (word === '--') return undefined;
    if (takesValue.has(word)) at += 1;
    else if (!word.startsWith('-')) return word;
  }
  return undefined;
}

async function registerAll(program: Command, wanted: CommandEntry): Promise<void> {
  for (const entry of commands) {
    if (entry === wanted) await entry.register(program);
    // The others are only named, so that the help lists them.
    else program.command(entry.name).description(entry.summary);
  }
}

async function main(args: readonly string[]): Promise<void> {
  const program = newProgram();
  const name = namedCommand(args);
  const wanted = commands.find((entry) => entry.name === (name ?? 'counter'));
  if (!wanted) {
    const known = commands.map((entry) => entry.name).join(', ');
    throw new WrongUsage(`unknown command '${name}'; known: ${known} (yibao-pos --help)`);
  }
  const onlyTop = name === undefined && args.some((word) => ['-h', '--help', '-V', '--version'].includes(word));
  if (onlyTop) for (const entry of commands) program.command(entry.name).description(entry.summary);
  else await registerAll(program, wanted);
  program.addHelpText(
    'after',
    '\nExamples:\n  yibao-pos                                the counter, with a mock reader and an embedded center\n' +
      '  yibao-pos counter --reader ccid:/dev/ttyUSB0\n  yibao-pos settle bill.yaml --explain\n  yibao-pos prompts month-unpaid\n',
  );
  await program.parseAsync(name === undefined && !onlyTop ? ['counter', ...args] : [...args], { from: 'user' });
}

// Whoever reads us may stop reading (`| head`), and a terminal may go: both end us quietly. A full disk is said.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  const gone = error.code === 'EPIPE' || error.code === 'EIO';
  // A screen that held the terminal hears of it as well, and ends by itself: what was opened is closed, results are written.
  if (gone && process.stdout.listenerCount('error') > 1) return;
  if (!gone) process.stderr.write(`yibao-pos: standard output: ${error.message}\n`);
  process.exit(gone ? ExitCode.done : ExitCode.bug);
});

// What nobody can read any more needs not be said.
process.stderr.on('error', () => undefined);

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof CommanderError) {
    // commander has printed its message already; help and version are not errors.
    process.exitCode = error.exitCode === 0 ? ExitCode.done : ExitCode.wrongUsage;
  } else if (error instanceof WrongUsage) {
    process.stderr.write(`yibao-pos: ${error.message}\n`);
    process.exitCode = ExitCode.wrongUsage;
  } else {
    reportBug(error);
  }
}
