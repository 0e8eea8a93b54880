// `yibao-pos backup` and `yibao-pos restore FILE`: copies of the data files, made while counters work, and put back while
// none does.

import type { Command } from 'commander';
import { inLanguage, type Language, type Text } from '../domain/language.ts';
import { systemSchedule } from '../hospital/schedule.ts';
import { backUp, dataNames } from '../training/backup.ts';
import { type RestoreProblem, restore } from '../training/restore.ts';
import { ExitCode } from './exit.ts';
import { type Globals, globalsOf } from './globals.ts';

/** Before this, progress is not worth a line; milliseconds. */
const progressIsSaidAfter = 1_000;

const words = {
  nothing: (folder: string): Text => ({ zh: `${folder} 中没有数据文件`, en: `there are no data files in ${folder}` }),
  done: (file: string): Text => ({ zh: `已备份 ${file}`, en: `backed up to ${file}` }),
  restored: (file: string): Text => ({ zh: `已恢复 ${file}`, en: `restored ${file}` }),
  aside: (file: string): Text => ({ zh: `原文件存于 ${file}`, en: `the file that stood there is kept as ${file}` }),
};

export function registerBackupCommand(program: Command): void {
  program
    .command('backup')
    .description('copies the data files while counters work / 备份数据')
    .addHelpText('after', '\nExamples:\n  yibao-pos backup\n  yibao-pos backup --data ./city --json\n')
    .action((_options: object, command: Command) => backUpAll(globalsOf(command)));
}

export function registerRestoreCommand(program: Command): void {
  program
    .command('restore')
    .description('puts a backup in the place of a data file, which is kept aside / 恢复备份')
    .argument('<file>', 'a file of backups/ in the data folder')
    .addHelpText(
      'after',
      '\nEvery counter and the center must be closed. Then reconcile: what happened after the backup is found and put right.\n' +
        '\nExamples:\n  yibao-pos restore ~/.local/share/yibao-pos/today/backups/center-2011-08-15.db\n',
    )
    .action((file: string, _options: object, command: Command) => restoreOne(file, globalsOf(command)));
}

/** Says how far it is on one line of a terminal, once it takes long enough to ask. */
function teller(): { tell(done: number, of: number): void; end(): void } {
  const began = systemSchedule.now();
  let said = false;
  return {
    tell(done, of) {
      if (!process.stderr.isTTY || systemSchedule.now() - began < progressIsSaidAfter || of === 0) return;
      said = true;
      process.stderr.write(`\r${Math.floor((done / of) * 100)} %`);
    },
    end() {
      if (said) process.stderr.write('\n');
    },
  };
}

async function backUpAll({ dataFolder, businessDate, language, json }: Globals): Promise<void> {
  const names = dataNames(dataFolder);
  if (names.length === 0) {
    process.stderr.write(`yibao-pos: ${inLanguage(words.nothing(dataFolder), language)}\n`);
    process.exitCode = ExitCode.wrongUsage;
    return;
  }
  const progress = teller();
  const copied = await backUp({ dataFolder, names, day: businessDate }, progress.tell);
  progress.end();
  if (!copied.ok) {
    process.stderr.write(`yibao-pos: ${inLanguage(copied.error, language)}\n`);
    process.exitCode = ExitCode.bug;
    return;
  }
  if (json) process.stdout.write(`${JSON.stringify({ backups: copied.value }, null, 2)}\n`);
  else for (const file of copied.value) process.stdout.write(`${inLanguage(words.done(file), language)}\n`);
}

const exitCodes: Readonly<Record<RestoreProblem['kind'], number>> = {
  input: ExitCode.wrongUsage,
  held: ExitCode.refused,
  data: ExitCode.wrongUsage,
};

function report({ kind, cause, remedy }: RestoreProblem, language: Language): void {
  process.stderr.write(`yibao-pos: ${inLanguage(cause, language)}\n  → ${inLanguage(remedy, language)}\n`);
  process.exitCode = exitCodes[kind];
}

function restoreOne(file: string, { dataFolder, clock, language, json }: Globals): void {
  const restored = restore(file, dataFolder, clock.now());
  if (!restored.ok) {
    report(restored.error, language);
    return;
  }
  const { file: place, aside } = restored.value;
  if (json) {
    process.stdout.write(`${JSON.stringify({ restored: place, aside: aside ?? null }, null, 2)}\n`);
    return;
  }
  process.stdout.write(`${inLanguage(words.restored(place), language)}\n`);
  if (aside !== undefined) process.stdout.write(`${inLanguage(words.aside(aside), language)}\n`);
}
