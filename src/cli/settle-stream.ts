// `settle -`: JSON Lines in, JSON Lines out, in order and in bounded memory. A bad line is answered in its place and does
// not stop the stream. The exit code speaks for the whole: 2 if a line was bad, 3 if every bill was refused, else 0.

import type { Readable, Writable } from 'node:stream';
import type { Language } from '../domain/language.ts';
import { type BillInput, billFromText, billFromValue, misfit } from '../policy/bill-input.ts';
import { type InputProblem, problemText } from '../policy/positioned-yaml.ts';
import { answerDocument, settleInput } from '../policy/settle-input.ts';
import { ExitCode } from './exit.ts';
import { hasDuplicateKeys } from './json-keys.ts';
import { linesOf } from './lines-of.ts';
import { Packs } from './packs.ts';

interface Answer {
  readonly kind: 'settled' | 'refused' | 'bad';
  readonly document: Record<string, unknown>;
}

/** What is wrong with a line, told with the line's number in the stream. */
function bad(line: number, problems: readonly Partial<InputProblem>[], language: Language): Answer {
  const placed = problems.map((problem) => ({
    kind: 'input' as const,
    file: '-',
    column: 1,
    key: '',
    expected: { zh: '一张账单', en: 'a bill' },
    ...problem,
    line,
  }));
  const [first] = placed;
  const error = placed.map((problem) => problemText(problem, language)).join('; ');
  return { kind: 'bad', document: { error, line, column: first?.column ?? 1, key: first?.key ?? '' } };
}

type Reading =
  | { readonly ok: true; readonly input: BillInput }
  | { readonly ok: false; readonly problems: readonly Partial<InputProblem>[] };

function syntaxProblem(error: unknown): Partial<InputProblem> {
  const message = error instanceof Error ? error.message : String(error);
  const column = Number(/position (\d+)/.exec(message)?.[1] ?? 0) + 1;
  return { column, expected: { zh: `合法的 JSON（${message}）`, en: `valid JSON (${message})` } };
}

/** The quick way for good lines; for the others the way that knows columns. */
function read(text: string): Reading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, problems: [syntaxProblem(error)] };
  }
  const input = billFromValue(value);
  if (input && !hasDuplicateKeys(text, value)) return { ok: true, input };
  const slowly = billFromText(text, '-');
  return slowly.ok ? { ok: true, input: slowly.value.input } : { ok: false, problems: slowly.error };
}

function columnOf(text: string, key: string): number {
  return Math.max(1, text.indexOf(`"${key}"`) + 1);
}

function answer(text: string, line: number, packs: Packs, options: StreamOptions): Answer {
  const { language, explain } = options;
  const reading = read(text);
  if (!reading.ok) return bad(line, reading.problems, language);
  const { bill, pack: name } = reading.input;
  const pack = packs.get(name);
  if (!pack.ok) {
    if (pack.error.kind === 'broken') return bad(line, pack.error.problems, language);
    const place = { column: columnOf(text, 'pack'), key: 'pack', found: name };
    return bad(line, [{ ...place, expected: pack.error.expected }], language);
  }
  const wrong = misfit(pack.value, bill);
  if (wrong) {
    const key = wrong.path.join('.');
    return bad(line, [{ column: columnOf(text, key), key, expected: wrong.expected }], language);
  }
  const settled = settleInput(pack.value, reading.input, { trace: explain });
  return {
    kind: settled.ok && settled.value.benefit.kind === 'granted' ? 'settled' : 'refused',
    document: answerDocument(settled, language),
  };
}

/** Resolves when the stream takes more, or never will. */
function drained(output: Writable): Promise<void> {
  const ends = ['drain', 'close', 'error'];
  return new Promise((resolve) => {
    const done = () => {
      for (const end of ends) output.off(end, done);
      resolve();
    };
    for (const end of ends) output.on(end, done);
  });
}

export interface StreamOptions {
  readonly explain: boolean;
  readonly language: Language;
}

/** Settles every line of `input`; answers the exit code. Ends early, without a fuss, when nobody reads any more. */
export async function settleStream(input: Readable, output: Writable, options: StreamOptions): Promise<number> {
  const packs = new Packs();
  const seen = { settled: 0, refused: 0, bad: 0 };
  let reads = true;
  output.on('error', () => {
    reads = false;
  });
  for await (const batch of linesOf(input)) {
    let answers = '';
    for (const { text, number, tooLong } of batch) {
      if (tooLong || text.trim() !== '') {
        const tooLongProblem = { expected: { zh: '较短的行', en: 'a shorter line' } };
        const one = tooLong ? bad(number, [tooLongProblem], options.language) : answer(text, number, packs, options);
        seen[one.kind] += 1;
        answers += `${JSON.stringify(one.document)}\n`;
      }
    }
    if (answers !== '' && reads && !output.write(answers)) await drained(output);
    if (!reads) break;
  }
  if (seen.bad > 0) return ExitCode.wrongUsage;
  return seen.refused > 0 && seen.settled === 0 ? ExitCode.refused : ExitCode.done;
}
