// Compiles the parameters of a pack: figures from their text, conditions to closures, values newest first.

import { dateOf } from '../domain/date.ts';
import type { Text } from '../domain/language.ts';
import { parseYuan } from '../domain/money.ts';
import { type BandData, type BandProblem, type Bands, bandsText, bandText, readBands } from './bands.ts';
import { parseRatio } from './exact.ts';
import { type ConditionData, compileCondition } from './facts.ts';
import type { PackFile } from './pack-places.ts';
import type { ParameterData } from './pack-schema.ts';
import type { DatedValue, Parameter, ParameterValue, Row, Unit, ValuePart } from './parameter.ts';

const figureOf: Readonly<Record<Unit, Text>> = {
  yuan: {
    zh: '非负金额，至多两位小数，如 "12.50"',
    en: 'an amount of at most two decimals, not negative, as in "12.50"',
  },
  ratio: {
    zh: '0 到 1 的比例，至多四位小数，如 "0.4"',
    en: 'a ratio from 0 to 1 of at most four decimals, as in "0.4"',
  },
  count: { zh: '非负整数，至多四位，如 "3"', en: 'a whole number of at most four digits, as in "3"' },
  bands: {
    zh: '分段的列表，如 - { from: "0.00", upTo: "10.00", rate: "0.4" }',
    en: 'a list of bands, as in - { from: "0.00", upTo: "10.00", rate: "0.4" }',
  },
  choice: { zh: '选项名', en: 'the name of a choice' },
};

const bandExpectations: Readonly<Record<BandProblem['kind'], Text>> = {
  amount: figureOf.yuan,
  ratio: figureOf.ratio,
  'one-ratio': { zh: 'rate 与 ownShare 恰有其一', en: 'exactly one of rate and ownShare' },
  empty: { zh: '大于 from 的金额', en: 'an amount above from' },
  gap: { zh: '上一段的 upTo（两段之间有空隙）', en: 'the upTo of the band before (there is a gap)' },
  overlap: { zh: '上一段的 upTo（两段重叠）', en: 'the upTo of the band before (the two overlap)' },
  unsorted: { zh: '由低到高的分段', en: 'bands from low to high' },
  endless: { zh: '上一段有 upTo', en: 'an upTo on the band before, which has no end' },
};

const countPattern = /^\d{1,4}$/;

function readFigure(unit: Unit, written: string): ParameterValue | undefined {
  switch (unit) {
    case 'choice':
      return written;
    case 'ratio':
      return parseRatio(written);
    case 'count':
      return countPattern.test(written) ? Number(written) : undefined;
    case 'bands':
      return undefined;
    case 'yuan': {
      const amount = parseYuan(written);
      return amount.ok && amount.value >= 0 ? amount.value : undefined;
    }
  }
}

interface Place {
  readonly file: PackFile;
  readonly name: string;
  readonly variants: readonly string[];
}

type Path = readonly (string | number)[];

function compileBands(data: readonly BandData[], path: Path, file: PackFile): Bands {
  return readBands(data, ({ band, key, kind, found }) => {
    file.complain([...path, band, ...(key === undefined ? [] : [key])], bandExpectations[kind], found);
  });
}

type Written = string | readonly BandData[];

/** What is read of a value; its parts are still without their place. */
interface ReadValue {
  readonly value: ParameterValue;
  readonly written: string;
  readonly parts: readonly string[];
}

function readValue(unit: Unit, written: Written, path: Path, file: PackFile): ReadValue | undefined {
  if (typeof written !== 'string' && unit === 'bands') {
    const value = compileBands(written, path, file);
    return { value, written: bandsText(value), parts: value.map(bandText) };
  }
  const value = typeof written === 'string' ? readFigure(unit, written) : undefined;
  if (value === undefined || typeof written !== 'string') {
    file.complain(path, figureOf[unit], typeof written === 'string' ? written : JSON.stringify(written));
    return undefined;
  }
  return { value, written, parts: [] };
}

function compileValues(data: ParameterData, index: number, { file, name }: Place): DatedValue[] {
  const row = data.rows[index];
  if (!row) return [];
  const rowPath = ['parameters', name, 'rows', index];
  const source = file.source(row.source === undefined ? data : row, rowPath);
  const values: DatedValue[] = [];
  let last = '';
  for (const [since, written] of Object.entries(row.values)) {
    const path = [...rowPath, 'values', since];
    if (since < last)
      file.complain(path, { zh: `晚于 ${last} 的日期`, en: `a day after ${last}, oldest first` }, since);
    last = since;
    const read = readValue(data.unit, written, path, file);
    if (!read) continue;
    const refer = (to: Path, key: string) => file.refer(to, source, key, data.title);
    const key = `${name}[${index}]`;
    const parts = read.parts.map(
      (text, part): ValuePart => ({ written: text, at: refer([...path, part], `${key}[${part}]`) }),
    );
    values.push({ ...read, since: dateOf(since), at: refer(path, key), parts });
  }
  if (Object.keys(row.values).length === 0)
    file.complain([...rowPath, 'values'], { zh: '至少一个带日期的值', en: 'at least one dated value' });
  return values.sort((a, b) => (a.since < b.since ? 1 : -1));
}

/** Compiles one parameter; what is wrong with it is noted in its file. */
export function compileParameter(data: ParameterData, place: Place): Parameter {
  const { file, name } = place;
  const path = ['parameters', name];
  const source = file.source(data.source === undefined ? (data.rows[0] ?? data) : data, path);
  const rows = data.rows.map((row, index): Row => {
    const values = compileValues(data, index, place);
    return {
      at: file.refer([...path, 'rows', index], source, `${name}[${index}]`, data.title),
      condition: compileCondition(row.when as ConditionData | undefined),
      values,
      variant: row.variant,
      chosen: row.variant === undefined || place.variants.includes(row.variant),
    };
  });
  return {
    name,
    title: data.title,
    unit: data.unit,
    at: file.refer(path, source, name, data.title),
    unused: data.unused,
    rows,
  };
}
