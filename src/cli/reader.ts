// `yibao-pos reader list · read · apdu · check · emulate`: card readers from the command line.
// What a reader or a card says is the drivers'; here are arguments, the printing, and the exit code (4: the reader).

import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { cardLine, type PinVerdict, type SocialSecurityCard } from '../../drivers/card/social-security-card.ts';
import { type ConformanceStep, checkReader, listPorts, type OpenedReader, openReader } from '../../drivers/open.ts';
import type { ReaderError, Result } from '../../drivers/reader.ts';
import { inLanguage, type Language, type Text } from '../domain/language.ts';
import { maskNumber } from '../domain/person.ts';
import { loadCardFixtures } from './card-fixtures.ts';
import { ExitCode, readerExitCode, WrongUsage } from './exit.ts';
import { type Globals, globalsOf } from './globals.ts';
import { registerEmulateCommand } from './reader-emulate.ts';
import { readIdCard } from './reader-id-card.ts';
import { registerTranscriptCommands } from './reader-transcript.ts';
import { readSecret } from './secret.ts';
import { tableText } from './table.ts';

const examples = `
Examples:
  yibao-pos reader list                                   the serial ports of this machine
  yibao-pos reader read mock:CARD --pin -                 a card of the invented city (yibao-pos cards); the PIN is asked for
  yibao-pos reader read ccid:/dev/ttyUSB0 --json          a real card
  yibao-pos reader read sam:/dev/ttyUSB1                  a resident identity card, once it is laid down
  yibao-pos reader apdu ccid:/dev/ttyUSB0 00A4000002EF05 00B207040B   one command a word, one answer a line
  yibao-pos reader check ccid:/dev/ttyUSB0                the conformance run; tries no PIN, writes nothing
  yibao-pos reader record line.txt ccid:/dev/ttyUSB0      the line while a card is read, as text; replay line.txt plays it back
  yibao-pos reader emulate --pty ./reader --card plain an emulated reader for other programs
`;

const print = (text: string) => process.stdout.write(`${text}\n`);
const printJson = (document: object) => print(JSON.stringify(document, null, 2));

/** An error of the reader: cause and remedy on standard error, its document on standard output with --json. */
export function reportReaderError(error: ReaderError, { language, json }: Pick<Globals, 'language' | 'json'>): void {
  process.exitCode = readerExitCode(error);
  process.stderr.write(`yibao-pos: ${error.kind}: ${error.cause}\n  → ${inLanguage(error.remedy, language)}\n`);
  if (json) printJson({ error });
}

/** Opens a reader, works with it and closes it, whatever happens. */
async function withReader(
  url: string,
  globals: Globals,
  work: (opened: OpenedReader) => Promise<Result<void, ReaderError>>,
): Promise<void> {
  const cards = url.startsWith('mock:') ? loadCardFixtures(globals.businessDate) : new Map();
  const opened = await openReader(url, { cards });
  if (!opened.ok) {
    reportReaderError(opened.error, globals);
    return;
  }
  const worked = await work(opened.value).finally(() => opened.value.reader.close());
  if (!worked.ok) reportReaderError(worked.error, globals);
}

const labels: readonly (readonly [keyof SocialSecurityCard, Text])[] = [
  ['socialSecurityNumber', { zh: '社会保障号码', en: 'social-security number' }],
  ['name', { zh: '姓名', en: 'name' }],
  ['sex', { zh: '性别', en: 'sex' }],
  ['ethnicGroup', { zh: '民族', en: 'ethnic group' }],
  ['birth', { zh: '出生日期', en: 'date of birth' }],
  ['birthPlace', { zh: '出生地', en: 'place of birth' }],
  ['cardNumber', { zh: '卡号', en: 'card number' }],
  ['identification', { zh: '卡识别码', en: 'card identification' }],
  ['area', { zh: '统筹区', en: 'area' }],
  ['cardClass', { zh: '卡的类别', en: 'card class' }],
  ['version', { zh: '规范版本', en: 'specification version' }],
  ['institution', { zh: '初始化机构', en: 'initialising institution' }],
  ['issued', { zh: '发卡日期', en: 'issued' }],
  ['validUntil', { zh: '有效期至', en: 'valid until' }],
  ['resetInfo', { zh: '卡复位信息', en: 'reset info' }],
];

const sexes: Readonly<Record<SocialSecurityCard['sex'], Text>> = {
  male: { zh: '男', en: 'male' },
  female: { zh: '女', en: 'female' },
};

/**
 * What names a person or a card, masked: it does not belong in a terminal's history. Place and date of birth are ten of
 * the digits of the identity number, so they are cut as well.
 */
function masked(card: SocialSecurityCard): SocialSecurityCard {
  const { cardNumber } = card;
  return {
    ...card,
    socialSecurityNumber: maskNumber(card.socialSecurityNumber),
    cardNumber: `${cardNumber.slice(0, 1)}${'*'.repeat(cardNumber.length - 3)}${cardNumber.slice(-2)}`,
    identification: maskNumber(card.identification),
    birth: `${card.birth.slice(0, 4)}****`,
    birthPlace: `${card.birthPlace.slice(0, 2)}****`,
  };
}

function cardText(card: SocialSecurityCard, language: Language): string {
  const rows = labels.map(([field, label]) => [
    inLanguage(label, language),
    field === 'sex' ? inLanguage(sexes[card.sex], language) : card[field],
  ]);
  return tableText([{ title: '' }, { title: '' }], rows);
}

function verdictText(verdict: PinVerdict): Text {
  switch (verdict.at) {
    case 'accepted':
      return { zh: '密码正确', en: 'PIN accepted' };
    case 'wrong':
      return { zh: `密码错误，还可试 ${verdict.triesLeft} 次`, en: `wrong PIN, ${verdict.triesLeft} tries left` };
    case 'blocked':
      return { zh: '密码已锁定', en: 'PIN blocked' };
  }
}

async function read(url: string, pin: string | undefined, show: boolean, globals: Globals): Promise<void> {
  const { language, json } = globals;
  await withReader(url, globals, async ({ reader, card: application }) => {
    const whole = await application.read(reader);
    if (!whole.ok) return whole;
    const card = show ? whole.value : masked(whole.value);
    const verdict = pin === undefined ? undefined : await application.verifyPin(reader, pin);
    if (verdict && !verdict.ok) return verdict;
    const line = cardLine(card);
    if (json) printJson({ reader: url, firmware: reader.firmware, card, pin: verdict?.value, iReadCardBas: line });
    else {
      process.stdout.write(cardText(card, language));
      print(line);
      if (verdict) print(inLanguage(verdictText(verdict.value), language));
    }
    if (verdict && verdict.value.at !== 'accepted') process.exitCode = ExitCode.refused;
    return { ok: true, value: undefined };
  });
}

const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase();

/** One command a word; words of one byte each are together one command: `00 A4 00 00 02 3F 00`. */
function commandsFrom(words: readonly string[]): readonly Uint8Array[] {
  const whole = words.length > 1 && words.every((word) => word.length === 2) ? [words.join('')] : words;
  return whole.map((word) => {
    const digits = word.replaceAll(' ', '');
    if (digits.length < 8 || digits.length % 2 !== 0 || !/^[\da-f]*$/i.test(digits))
      throw new WrongUsage(`"${word}": expected a command of at least four bytes in hex digits / 应为十六进制命令`);
    return Uint8Array.from(Buffer.from(digits, 'hex'));
  });
}

async function apdu(url: string, words: readonly string[], repeat: number, globals: Globals): Promise<void> {
  const commands = commandsFrom(words);
  await withReader(url, globals, async ({ reader }) => {
    const reset = await reader.powerOn();
    if (!reset.ok) return reset;
    const answers: string[] = [];
    for (let round = 0; round < repeat; round += 1) {
      for (const command of commands) {
        const answer = await reader.transmit(command);
        if (!answer.ok) return answer;
        if (globals.json) answers.push(toHex(answer.value));
        else print(toHex(answer.value));
      }
    }
    if (globals.json) printJson({ reader: url, atr: toHex(reset.value), answers });
    return { ok: true, value: undefined };
  });
}

const outcomes: Readonly<Record<ConformanceStep['outcome'], string>> = {
  passed: 'ok     ',
  failed: 'FAILED ',
  'does not apply': '-      ',
};

async function check(url: string, globals: Globals): Promise<void> {
  const { language, json } = globals;
  await withReader(url, globals, async ({ reader, card }) => {
    const steps: ConformanceStep[] = [];
    for await (const step of checkReader({ reader, card, now: () => performance.now() })) {
      steps.push(step);
      const { name, outcome, detail } = step;
      if (!json) print(`${outcomes[outcome]}${inLanguage(name, language)}${detail === '' ? '' : `: ${detail}`}`);
    }
    const failed = steps.some(({ outcome }) => outcome === 'failed');
    if (json) printJson({ reader: url, passed: !failed, steps });
    if (failed) process.exitCode = ExitCode.reader;
    return { ok: true, value: undefined };
  });
}

async function list({ language, json }: Globals): Promise<void> {
  const ports = await listPorts();
  if (json) printJson({ ports });
  else if (ports.length === 0)
    print(
      inLanguage(
        { zh: '没有串行端口；练习读卡器为 mock:', en: 'no serial ports; the practice reader is mock:' },
        language,
      ),
    );
  else
    process.stdout.write(
      tableText(
        [{ title: 'URL' }, { title: inLanguage({ zh: '制造商', en: 'manufacturer' }, language) }],
        ports.map(({ path, manufacturer }) => [`ccid:${path}`, manufacturer ?? '']),
      ),
    );
}

function parseRepeat(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > 1_000_000) throw new InvalidArgumentError('Expected 1 to 1000000.');
  return count;
}

/** Adds `reader` with its subcommands. */
export function registerReaderCommand(program: Command): void {
  const reader = program
    .command('reader')
    .description('card readers: list, read, apdu, check, emulate / 读卡器')
    .addHelpText('after', examples);
  reader
    .command('list')
    .description('the serial ports of this machine / 列出串行端口')
    .action((_options: object, command: Command) => list(globalsOf(command)));
  reader
    .command('read')
    .description('the data of a social-security card, and the line iReadCardBas / 读社会保障卡')
    .argument('<url>', 'mock:CARD, ccid:PATH[?baud=N], gwi:PATH, ccid+tcp:HOST:PORT; sam:PATH for an identity card')
    .option('--pin <digits>', 'verify the PIN; - asks for it without echo (other users can see arguments) / 校验密码')
    .option('--show', 'numbers in full, not masked / 显示完整号码')
    .action(async (url: string, options: { pin?: string; show?: true }, command: Command) => {
      if (/^sam(\+tcp)?:/.test(url)) {
        const error = await readIdCard(url, options.show === true, globalsOf(command));
        if (error) reportReaderError(error, globalsOf(command));
        return;
      }
      const pin = options.pin === '-' ? await readSecret('PIN / 密码: ') : options.pin;
      await read(url, pin, options.show === true, globalsOf(command));
    });
  reader
    .command('apdu')
    .description('raw commands, each answer as hex on a line / 发送原始命令')
    .argument('<url>', 'as for read')
    .argument('<hex...>', 'commands')
    .option('--repeat <n>', 'so many times / 重复次数', parseRepeat, 1)
    .action((url: string, words: string[], options: { repeat: number }, command: Command) =>
      apdu(url, words, options.repeat, globalsOf(command)),
    );
  reader
    .command('check')
    .description('whether a reader, with a card in it, does what is relied on / 读卡器符合性检查')
    .argument('<url>', 'as for read')
    .action((url: string, _options: object, command: Command) => check(url, globalsOf(command)));
  registerTranscriptCommands(reader, reportReaderError);
  registerEmulateCommand(reader);
}
