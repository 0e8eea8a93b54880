// The file of 3202: one line a settlement, TAB between the fields, no header, "\n" after each line. Read strictly: the first
// thing wrong is named by its line, its column (the field, counted from 1) and the field's name. Pure.

import { type Fen, parseYuan } from '../domain/money.ts';
import { failure, ok, type Result } from '../domain/result.ts';

export interface StatedRow {
  readonly psnNo: string;
  readonly mdtrtId: string;
  readonly setlId: string;
  readonly msgid: string;
  readonly total: Fen;
  readonly fundTotal: Fen;
  readonly account: Fen;
  readonly refunds: boolean;
}

export interface FileProblem {
  /** From 1. */
  readonly line: number;
  /** The field, from 1; undefined where the line itself is wrong. */
  readonly column: number | undefined;
  readonly zh: string;
  readonly en: string;
}

export const mostRows = 10_000;

const fields = [
  'psn_no',
  'mdtrt_id',
  'setl_id',
  'msgid',
  'medfee_sumamt',
  'fund_pay_sumamt',
  'acct_pay',
  'refd_setl_flag',
] as const;
type FieldName = (typeof fields)[number];

const identifier = /^[\p{L}\p{N}_.:-]{1,30}$/u;
const messageId = /^[0-9A-Za-z]{12}\d{18}$/;
const largestAmount = 9_999_999_999;

function fault(name: FieldName, text: string): { readonly zh: string; readonly en: string } | undefined {
  switch (name) {
    case 'psn_no':
    case 'mdtrt_id':
    case 'setl_id':
      return identifier.test(text) ? undefined : { zh: '不是编号', en: 'not a number of at most 30 characters' };
    case 'msgid':
      return messageId.test(text) ? undefined : { zh: '不是报文编号', en: 'not a msgid of 30 characters' };
    case 'refd_setl_flag':
      return text === '0' || text === '1' ? undefined : { zh: '应为 0 或 1', en: 'neither 0 nor 1' };
    default: {
      const amount = parseYuan(text);
      if (amount.ok && text === text.trim() && Math.abs(amount.value) <= largestAmount) return undefined;
      return { zh: '不是金额', en: 'not an amount in yuan with two decimals' };
    }
  }
}

/** A field that was found to be an amount. */
function amountOf(text: string | undefined): Fen {
  const parsed = parseYuan(text ?? '');
  if (!parsed.ok) throw new Error(`not an amount: ${text}`);
  return parsed.value;
}

function readLine(text: string, line: number): Result<StatedRow, FileProblem> {
  const parts = text.split('\t');
  if (parts.length !== fields.length) {
    const [found, needed] = [parts.length, fields.length];
    return failure({
      line,
      column: undefined,
      zh: `有 ${found} 列，应为 ${needed} 列`,
      en: `${found} fields instead of ${needed}`,
    });
  }
  for (const [index, name] of fields.entries()) {
    const wrong = fault(name, parts[index] ?? '');
    if (wrong) {
      return failure({ line, column: index + 1, zh: `${name} ${wrong.zh}`, en: `${name} is ${wrong.en}` });
    }
  }
  const [psnNo = '', mdtrtId = '', setlId = '', msgid = '', total, fundTotal, account, flag] = parts;
  const refunds = flag === '1';
  const amounts = { total: amountOf(total), fundTotal: amountOf(fundTotal), account: amountOf(account) };
  const misplaced = Object.values(amounts).findIndex((amount) => (refunds ? amount > 0 : amount < 0));
  if (misplaced >= 0) {
    const name = fields[misplaced + 4];
    const [zh, en] = refunds
      ? ['退费应为负', 'above zero in a refund']
      : ['结算不应为负', 'below zero in a settlement'];
    return failure({ line, column: misplaced + 5, zh: `${name} ${zh}`, en: `${name} is ${en}` });
  }
  return ok({ psnNo, mdtrtId, setlId, msgid, ...amounts, refunds });
}

/** Reads the whole file; an empty one has no rows. */
export function readStatementFile(file: string): Result<readonly StatedRow[], FileProblem> {
  if (file === '') return ok([]);
  const lines = file.split('\n');
  if (lines.pop() !== '') {
    const line = lines.length + 1;
    return failure({ line, column: undefined, zh: '行尾没有换行', en: 'the last line is not ended' });
  }
  if (lines.length > mostRows) {
    return failure({
      line: mostRows + 1,
      column: undefined,
      zh: `多于 ${mostRows} 行`,
      en: `more than ${mostRows} lines`,
    });
  }
  const rows: StatedRow[] = [];
  const seen = new Map<string, number>();
  for (const [index, text] of lines.entries()) {
    const line = index + 1;
    const row = readLine(text, line);
    if (!row.ok) return row;
    const { setlId } = row.value;
    const first = seen.get(setlId);
    if (first !== undefined) {
      return failure({ line, column: 3, zh: `setl_id 与第 ${first} 行重复`, en: `setl_id is that of line ${first}` });
    }
    seen.set(setlId, line);
    rows.push(row.value);
  }
  return ok(rows);
}
