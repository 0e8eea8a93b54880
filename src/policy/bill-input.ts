// Reads a bill in the format of `settle` (YAML or JSON), strictly: an unknown key, a missing one, an amount that is not
// quoted text or does not fit is refused with its place. What a pack must know of it is checked by `misfit`.

import { type CalendarDate, dateOf } from '../domain/date.ts';
import type { Text } from '../domain/language.ts';
import { type Fen, formatYuan, parseYuan, zeroFen } from '../domain/money.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import type { Bill, YearLedger } from './bill.ts';
import { billExpectations } from './bill-expectations.ts';
import { type BillData, strictBill } from './bill-schema.ts';
import type { Pack } from './pack.ts';
import { complaints, type InputProblem, type PositionedYaml, readPositioned } from './positioned-yaml.ts';
import { covers, needsHousehold } from './settle.ts';
import { readLine } from './written-line.ts';

/** What is given back of a settled bill, and when. */
export interface RefundInput {
  readonly date: CalendarDate;
  /** Places in the bill's lines, from 0. */
  readonly lines: readonly number[];
}

export interface BillInput {
  /** The pack's name, with variants behind plus signs. */
  readonly pack: string;
  readonly bill: Bill;
  /** Where the bill was settled and something of it is given back. */
  readonly refund?: RefundInput;
}

interface Misfit {
  readonly path: string[];
  readonly expected: InputProblem['expected'];
}

function fenOf(text: string): Fen {
  const parsed = parseYuan(text);
  return parsed.ok ? parsed.value : zeroFen;
}

/** Without the keys that were not given. */
function present<Data extends object>(data: Data): { [Key in keyof Data]?: Exclude<Data[Key], undefined> } {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)) as ReturnType<
    typeof present<Data>
  >;
}

function personOf(data: BillData['person']): Pick<Bill, 'person' | 'standing'> {
  const { contributionYears, monthsOfBreak, monthsSinceResumed, hardship, ...person } = data;
  const standing = present({ contributionYears, monthsOfBreak, monthsSinceResumed, hardship });
  return {
    person: { ...person, birth: dateOf(person.birth) },
    ...(Object.keys(standing).length > 0 ? { standing } : {}),
  };
}

function ledgerFrom(data: BillData['ledger']): YearLedger {
  if (!data) return { inScope: zeroFen, deductible: zeroFen, fund: zeroFen, supplement: zeroFen };
  const { inScope, deductible, fund, supplement, ownBurden, seriousIllness, aid } = data;
  const maybe = (text: string | undefined) => (text === undefined ? undefined : fenOf(text));
  return {
    inScope: fenOf(inScope),
    deductible: fenOf(deductible),
    fund: fenOf(fund),
    supplement: fenOf(supplement),
    ...present({ ownBurden: maybe(ownBurden), seriousIllness: maybe(seriousIllness), aid: maybe(aid) }),
  };
}

function inputOf(data: BillData): BillInput {
  const { household, family, refund, illness, criticalIllness, urgent, hospital } = data;
  const { place, kind: hospitalKind, designated } = hospital;
  return {
    pack: data.pack,
    bill: {
      date: dateOf(data.date),
      ...personOf(data.person),
      hospitalLevel: hospital.level,
      visit: data.visit,
      ...present({ place, hospitalKind, designated, criticalIllness, urgent }),
      ...(illness === undefined ? {} : { illness: String(illness) }),
      ledger: ledgerFrom(data.ledger),
      account: fenOf(data.account),
      ...(household ? { household: { members: household.members, fund: fenOf(household.fund) } } : {}),
      ...(family ? { family: { account: fenOf(family.account), used: fenOf(family.used) } } : {}),
      lines: data.lines.map(readLine),
    },
    ...(refund ? { refund: { date: dateOf(refund.date), lines: refund.lines.map((number) => number - 1) } } : {}),
  };
}

/** A bill from a value that was already parsed; undefined where anything is wrong with it (read the text to learn what). */
export function billFromValue(value: unknown): BillInput | undefined {
  const checked = strictBill.safeParse(value);
  return checked.success ? inputOf(checked.data) : undefined;
}

/** A bill from a parsed document, with every complaint in its place. */
export function billFromPositioned(yaml: PositionedYaml): Result<BillInput, InputProblem[]> {
  const checked = strictBill.safeParse(yaml.content);
  return checked.success
    ? ok(inputOf(checked.data))
    : failure(complaints(yaml, checked.error.issues, billExpectations));
}

/** What is wrong with a value as a bill: keys and expectations, without places. */
export function billComplaints(value: unknown): { readonly key: string; readonly expected: Text }[] {
  const nowhere = { file: '', content: value, positionOf: () => origin, positionOfKey: () => origin };
  const read = billFromPositioned(nowhere);
  return read.ok ? [] : read.error;
}

const origin = { line: 1, column: 1 };

/** A bill from text. `file` is what complaints call it. */
export function billFromText(
  text: string,
  file: string,
): Result<{ readonly input: BillInput; readonly yaml: PositionedYaml }, InputProblem[]> {
  const yaml = readPositioned(text, file);
  if (!yaml.ok) return yaml;
  const input = billFromPositioned(yaml.value);
  return input.ok ? ok({ input: input.value, yaml: yaml.value }) : input;
}

function householdMisfit(pack: Pack, bill: Bill): Misfit | undefined {
  if (bill.household || !needsHousehold(pack, bill)) return undefined;
  const expected = {
    zh: 'household: { members, fund }（封顶线按户计算）',
    en: 'household: { members, fund } (the limit is the household’s)',
  };
  return { path: ['household'], expected };
}

/** What in a bill cannot be true of one person and one year; undefined where all goes together (2-benefits, section 2). */
function contradiction({ person, ledger }: Bill): Misfit | undefined {
  if (person.veteranWorker && person.status !== 'retired') {
    return {
      path: ['person', 'status'],
      expected: { zh: 'retired（老工人都已退休）', en: 'retired (a veteran worker is)' },
    };
  }
  if (ledger.deductible > ledger.inScope) {
    const most = formatYuan(ledger.inScope);
    const expected = { zh: `不多于范围内费用 ${most}`, en: `no more than the in-scope expense ${most}` };
    return { path: ['ledger', 'deductible'], expected };
  }
  return undefined;
}

/** What the pack cannot settle in a bill: the key at fault and what it would take; undefined where all is well. */
export function misfit(pack: Pack, bill: Bill): Misfit | undefined {
  const untrue = contradiction(bill);
  if (untrue) return untrue;
  if (bill.date < pack.since) {
    const expected = {
      zh: `${pack.since} 或以后的日期（规则包 ${pack.id}）`,
      en: `${pack.since} or a later day (pack ${pack.id})`,
    };
    return { path: ['date'], expected };
  }
  if (!covers(pack, bill)) {
    const expected = {
      zh: `规则包 ${pack.id} 有规定的就诊类别`,
      en: `a kind of visit that pack ${pack.id} has a rule for`,
    };
    return { path: ['visit'], expected };
  }
  const unfit = householdMisfit(pack, bill);
  if (unfit) return unfit;
  if (bill.visit === 'special-illness' && !pack.illnesses.some(({ code }) => code === bill.illness)) {
    const known = pack.illnesses.map(({ code }) => code).join(', ');
    return { path: ['illness'], expected: { zh: `门特病种代码：${known}`, en: `a special-illness code: ${known}` } };
  }
  return undefined;
}
