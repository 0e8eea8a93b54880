// `yibao-pos settle FILE|-`: one bill against a rule pack, no center and no database; or a stream of bills, one a line.
// What is computed is in policy/; here are reading, showing and the exit code.

import { writeFileSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import type { CalendarDate } from '../domain/date.ts';
import { inLanguage, type Language } from '../domain/language.ts';
import { type Fen, parseYuan } from '../domain/money.ts';
import { misfit } from '../policy/bill-input.ts';
import { packNames } from '../policy/load-pack.ts';
import { answerDocument, settleInput } from '../policy/settle-input.ts';
import { readBill, refuse } from './bill-file.ts';
import { ExitCode, WrongUsage } from './exit.ts';
import { globalsOf } from './globals.ts';
import { Packs } from './packs.ts';
import { settleStream } from './settle-stream.ts';
import { explainText, settlementText } from './settle-text.ts';
import { type ChosenSide, chooseSide, whatIf, whatIfPicture } from './what-if.ts';

/** `pack`: one that exists, so that the example can be tried. */
const examples = (pack: string) => `
Examples:
  yibao-pos settle bill.yaml                     a table
  yibao-pos settle bill.yaml --explain           every rule that applied, and every one that did not
  yibao-pos settle bill.json --json              one JSON document
  yibao-pos settle - < bills.jsonl               one bill a line in, one JSON document a line out
  yibao-pos settle bill.yaml --pack ${pack} --pack OTHER@2025-01-01
                                                 side by side: other packs, readings (+NAME) or days (@DAY)
  yibao-pos settle bill.yaml --date 2012-07-01   as it is, and as it would be on that day
  yibao-pos settle bill.yaml --picture year.svg  what such a patient pays as the year’s expense grows

A bill:
  pack: ${pack}
  date: 2011-08-10
  person: { scheme: employee, birth: 1946-03-01, status: retired }
  hospital: { level: 2 }
  visit: outpatient
  account: "150.00"
  lines:
    - { name: 阿莫西林胶囊, class: B, price: "12.60", quantity: "2", ceiling: "10.00", selfPayRatio: "0.05" }
`;

interface WhatIfOptions {
  readonly pack: readonly string[];
  readonly date: CalendarDate | undefined;
  readonly picture: string | undefined;
  readonly upTo: Fen | undefined;
}

/** The sides to compare: those named, or the bill's own beside the one named or the day asked for. */
function sidesOf(own: string, { pack, date }: WhatIfOptions, packs: Packs, language: Language): ChosenSide[] {
  const names = pack.length >= 2 ? pack : [own, ...pack];
  const sides = names.map((name) => chooseSide(name, packs, language));
  if (date === undefined) return sides;
  const moved = sides.map((side) => ({ ...side, date: side.date ?? date }));
  return pack.length > 0 ? moved : [...sides, ...moved];
}

interface SettleOptions {
  readonly explain: boolean;
  readonly json: boolean;
  readonly language: Language;
}

function compareFile(file: string, options: WhatIfOptions, { json, language }: SettleOptions): void {
  const { input } = readBill(file, language);
  const sides = sidesOf(input.pack, options, new Packs(), language);
  if (options.picture === undefined) {
    process.stdout.write(whatIf(sides, input, { json, language }));
    return;
  }
  const shown = options.pack.length === 0 && options.date === undefined ? sides.slice(0, 1) : sides;
  const picture = whatIfPicture(shown, input, { upTo: options.upTo, language });
  try {
    writeFileSync(options.picture, picture);
  } catch (error) {
    throw new WrongUsage(`${options.picture}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function settleFile(file: string, { explain, json, language }: SettleOptions): void {
  const { input, yaml } = readBill(file, language);
  const at = (path: readonly string[]) =>
    ({ kind: 'input', file, ...yaml.positionOf(path), key: path.join('.') }) as const;
  const pack = new Packs().get(input.pack);
  if (!pack.ok) {
    if (pack.error.kind === 'broken') refuse(pack.error.problems, language);
    refuse([{ ...at(['pack']), expected: pack.error.expected, found: input.pack }], language);
  }
  const wrong = misfit(pack.value, input.bill);
  if (wrong) refuse([{ ...at(wrong.path), expected: wrong.expected }], language);

  const answer = settleInput(pack.value, input, { trace: explain });
  if (json) process.stdout.write(`${JSON.stringify(answerDocument(answer, language), null, 2)}\n`);
  else if (!answer.ok) process.stdout.write(`${inLanguage(answer.error.text, language)}\n`);
  else {
    const settlement = answer.value;
    // Of a refund only the lines given back are shown.
    const { bill, refund } = input;
    const lines = refund ? bill.lines.filter((_, index) => refund.lines.includes(index)) : bill.lines;
    process.stdout.write(settlementText(pack.value, { ...bill, lines }, settlement, language));
    if (settlement.trace) process.stdout.write(explainText(settlement.trace, language));
  }
  if (!answer.ok || answer.value.benefit.kind === 'none') process.exitCode = ExitCode.refused;
}

interface SettleFlags {
  readonly explain?: true;
  readonly pack: readonly string[];
  readonly picture?: string;
  readonly upTo?: Fen;
}

function gathered(name: string, before: readonly string[]): readonly string[] {
  return [...before, name];
}

function parseUpTo(text: string): Fen {
  const amount = parseYuan(text);
  if (!amount.ok || amount.value <= 0) throw new InvalidArgumentError('Expected an amount in yuan, as in 30000.');
  return amount.value;
}

/** Adds `settle`. */
export function registerSettleCommand(program: Command): void {
  program
    .command('settle')
    .description('settle one bill against a rule pack, without center or database / 按规则包结算一张账单')
    .argument('<file>', 'a bill in YAML or JSON; - for JSON Lines on standard input')
    .option('--explain', 'with every rule that applied and every one that did not / 列出每条规则的适用情况')
    .addHelpText('after', () => examples(packNames()[0] ?? 'PACK'))
    .option(
      '--pack <pack>',
      'compare: PACK[+READING][@DAY]; may be repeated / 比较其他规则包、口径或日期',
      gathered,
      [],
    )
    .option('--picture <file>', 'write an SVG of what the patient pays as the year’s expense grows / 画图')
    .option('--up-to <yuan>', 'the expense up to which the picture goes / 图示的最高费用', parseUpTo)
    .action(async (file: string, options: SettleFlags, command: Command) => {
      const { language, json } = globalsOf(command);
      const explain = options.explain === true;
      const { date } = command.optsWithGlobals<{ date?: CalendarDate }>();
      const { pack, picture, upTo } = options;
      const compares = pack.length > 0 || date !== undefined || picture !== undefined;
      if (file === '-' && compares) throw new WrongUsage('a stream is not compared: name a file / 流式结算不能比较');
      if (compares) compareFile(file, { pack, date, picture, upTo }, { explain, json, language });
      else if (file === '-')
        process.exitCode = await settleStream(process.stdin, process.stdout, { explain, language });
      else settleFile(file, { explain, json, language });
    });
}
