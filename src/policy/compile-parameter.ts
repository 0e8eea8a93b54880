// Compiles the parameters of a pack: figures from their text, conditions to closures, values newest first.

import { dateOf } from '../domain/date.ts';
import { parseYuan } from '../domain/money.ts';
import { parseRatio } from './exact.ts';
import { type ConditionData, compileCondition } from './facts.ts';
import type { PackFile } from './pack-places.ts';
import type { ParameterData } from './pack-schema.ts';
import type { DatedValue, Parameter, ParameterValue, Row, Unit } from './parameter.ts';

const figureOf = {
  yuan: {
    zh: '非负金额，至多两位小数，如 "12.50"',
    en: 'an amount of at most two decimals, not negative, as in "12.50"',
  },
  ratio: {
    zh: '0 到 1 的比例，至多四位小数，如 "0.4"',
    en: 'a ratio from 0 to 1 of at most four decimals, as in "0.4"',
  },
  choice: { zh: '选项名', en: 'the name of a choice' },
};

function read(unit: Unit, written: string): ParameterValue | undefined {
  if (unit === 'choice') return written;
  if (unit === 'ratio') return parseRatio(written);
  const amount = parseYuan(written);
  return amount.ok && amount.value >= 0 ? amount.value : undefined;
}

interface Place {
  readonly file: PackFile;
  readonly name: string;
  readonly variants: readonly string[];
}

function compileValues(data: ParameterData, index: number, { file, name }: Place): DatedValue[] {
  const row = data.rows[index];
  if (!row) return [];
  const rowPath = ['parameters', name, 'rows', index];
  const source = file.source(row.source === undefined ? data : row, rowPath);
  const values: DatedValue[] = [];
  for (const [since, written] of Object.entries(row.values)) {
    const path = [...rowPath, 'values', since];
    const value = read(data.unit, written);
    if (value === undefined) file.complain(path, figureOf[data.unit], written);
    else values.push({ since: dateOf(since), value, written, at: file.refer(path, source, `${name}[${index}]`) });
  }
  if (Object.keys(row.values).length === 0)
    file.complain([...rowPath, 'values'], { zh: '至少一个带日期的值', en: 'at least one dated value' });
  return values.sort((a, b) => (a.since < b.since ? 1 : -1));
}

/** Compiles one parameter; what is wrong with it is noted in its file. */
export function compileParameter(data: ParameterData, place: Place): Parameter {
  const rows = data.rows.map((row, index): Row => {
    const values = compileValues(data, index, place);
    return {
      condition: compileCondition(row.when as ConditionData | undefined),
      values,
      variant: row.variant,
      chosen: row.variant === undefined || place.variants.includes(row.variant),
    };
  });
  const { file, name } = place;
  const path = ['parameters', name];
  const source = file.source(data.source === undefined ? (data.rows[0] ?? data) : data, path);
  return { name, title: data.title, unit: data.unit, at: file.refer(path, source, name), rows };
}
