// `yibao-pos rules list|check|show`: the rule packs. Strict checking, worked cases included; a pack as a table with sources.

import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { inLanguage, type Language } from '../domain/language.ts';
import { checkPack, type PackCheck } from '../policy/check-pack.ts';
import { loadPack, packNames } from '../policy/load-pack.ts';
import { problemText } from '../policy/positioned-yaml.ts';
import { rulesFolder } from '../policy/rules-folder.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import { globalsOf } from './globals.ts';
import { Packs } from './packs.ts';
import { packDocument, packText } from './rules-text.ts';
import { tableText } from './table.ts';

/** `pack`: one that exists, so that the examples can be tried. */
const examples = (pack: string) => `
Examples:
  yibao-pos rules list
  yibao-pos rules show ${pack}
  yibao-pos rules check               every pack that came with the program, with its worked cases
  yibao-pos rules check my-rules      a folder of packs, or one pack
`;

function print(document: unknown): void {
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}

function list(language: Language, json: boolean): void {
  const packs = packNames().map((name) => ({ name, loaded: loadPack(name) }));
  const broken = packs.flatMap(({ loaded }) => (loaded.ok ? [] : loaded.error));
  if (broken.length > 0) throw new WrongUsage(broken.map((one) => problemText(one, language)).join('\n'));
  const found = packs.flatMap(({ name, loaded }) => (loaded.ok ? [{ name, pack: loaded.value }] : []));
  if (json) {
    print(
      found.map(({ name, pack }) => ({
        pack: name,
        title: pack.title,
        since: pack.since,
        variants: pack.knownVariants,
      })),
    );
    return;
  }
  const rows = found.map(({ name, pack }) => [
    name,
    pack.since,
    inLanguage(pack.title, language),
    pack.knownVariants.map((variant) => `+${variant}`).join(' '),
  ]);
  process.stdout.write(tableText([{ title: '' }, { title: '' }, { title: '' }, { title: '' }], rows));
}

function show(name: string, language: Language, json: boolean): void {
  const pack = new Packs().get(name);
  if (!pack.ok) {
    if (pack.error.kind === 'broken') {
      throw new WrongUsage(pack.error.problems.map((one) => problemText(one, language)).join('\n'));
    }
    const { zh, en } = pack.error.expected;
    throw new WrongUsage(language === 'zh' ? `${name}：应为${zh}` : `${name}: expected ${en}`);
  }
  if (json) print(packDocument(pack.value));
  else process.stdout.write(packText(pack.value, language));
}

/** The pack folders meant by an argument: the folder itself where it is a pack, else the packs in it. */
function foldersOf(given: string | undefined): string[] {
  const folder = given === undefined ? rulesFolder() : resolve(given);
  if (existsSync(join(folder, 'pack.yaml'))) return [folder];
  const names = existsSync(folder) ? packNames(folder) : [];
  if (names.length === 0) throw new WrongUsage(`${given}: no rule pack here (no pack.yaml) / 没有规则包`);
  return names.map((name) => join(folder, name));
}

function checkLine(folder: string, { problems, cases }: PackCheck, language: Language): string {
  const name = basename(folder);
  if (problems.length > 0) return problems.map((one) => `${problemText(one, language)}\n`).join('');
  return language === 'zh' ? `${name}：无误，${cases} 个实例相符\n` : `${name}: sound, ${cases} worked cases hold\n`;
}

function check(given: string | undefined, language: Language, json: boolean): void {
  const checked = foldersOf(given).map((folder) => ({ folder, result: checkPack(folder) }));
  if (json) print(checked.map(({ folder, result }) => ({ pack: basename(folder), ...result })));
  else for (const { folder, result } of checked) process.stdout.write(checkLine(folder, result, language));
  if (checked.some(({ result }) => result.problems.length > 0)) process.exitCode = ExitCode.wrongUsage;
}

/** Adds `rules`. */
export function registerRulesCommand(program: Command): void {
  const rules = program
    .command('rules')
    .description('the rule packs: list, check, show / 规则包')
    .addHelpText('after', () => examples(packNames()[0] ?? 'PACK'));
  rules
    .command('list')
    .description('the packs / 列出规则包')
    .action((_options: object, command: Command) => {
      const { language, json } = globalsOf(command);
      list(language, json);
    });
  rules
    .command('check')
    .description('check packs strictly and run their worked cases / 检查规则包及其实例')
    .argument('[dir]', 'a pack, or a folder of packs; default: those of the program')
    .action((dir: string | undefined, _options: object, command: Command) => {
      const { language, json } = globalsOf(command);
      check(dir, language, json);
    });
  rules
    .command('show')
    .description('a pack as a table with its sources / 显示规则包及出处')
    .argument('<pack>', 'its name; +VARIANT for another reading')
    .action((pack: string, _options: object, command: Command) => {
      const { language, json } = globalsOf(command);
      show(pack, language, json);
    });
}
