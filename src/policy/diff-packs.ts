// What changes from one pack, reading or day to another: the figures in force that differ, and how benefits are composed
// differently. It compares what is in force; rows of readings that were not chosen do not count.

import type { CalendarDate } from '../domain/date.ts';
import type { Text } from '../domain/language.ts';
import type { Condition } from './facts.ts';
import type { BenefitRule, Pack } from './pack.ts';
import type { DatedValue, Parameter } from './parameter.ts';
import type { RuleRef } from './trace.ts';

export interface DatedPack {
  readonly pack: Pack;
  readonly date: CalendarDate;
}

export interface FigureChange {
  readonly parameter: string;
  readonly title: Text;
  readonly condition: Condition;
  /** Undefined where the side has no such value. */
  readonly before: DatedValue | undefined;
  readonly after: DatedValue | undefined;
}

export interface BenefitChange {
  readonly benefit: string;
  readonly title: Text;
  readonly before: readonly string[] | undefined;
  readonly after: readonly string[] | undefined;
  readonly at: RuleRef;
}

export interface PackDifference {
  readonly figures: readonly FigureChange[];
  readonly benefits: readonly BenefitChange[];
}

interface InForce {
  readonly parameter: Parameter;
  readonly condition: Condition;
  readonly value: DatedValue;
}

function nameOf(condition: Condition): string {
  return condition.map(({ fact, expected }) => `${fact}=${expected}`).join('&');
}

/** The values in force of one parameter, by condition; of two rows that ask the same, the first counts. */
function rowsInForce(parameter: Parameter, date: CalendarDate): InForce[] {
  const found: InForce[] = [];
  const seen = new Set<string>();
  for (const { condition, values, chosen } of parameter.rows) {
    const value = chosen ? values.find(({ since }) => since <= date) : undefined;
    const name = nameOf(condition);
    // After a row that asks for nothing no other row is ever reached.
    if (value && !seen.has(name) && !seen.has('')) {
      seen.add(name);
      found.push({ parameter, condition, value });
    }
  }
  return found;
}

function figuresInForce({ pack, date }: DatedPack): Map<string, InForce> {
  const rows = [...pack.parameters.values()].flatMap((parameter) => rowsInForce(parameter, date));
  return new Map(rows.map((row) => [`${row.parameter.name} ${nameOf(row.condition)}`, row]));
}

/** A benefit as lines of text, one a step, that are equal where it is composed equally. */
function compositionOf(benefit: BenefitRule): string[] {
  const head = `${nameOf(benefit.condition)} → ${benefit.ledger}`;
  if (benefit.kind === 'none') return [head, benefit.prompt];
  return [
    head,
    ...benefit.steps.map(({ mechanism, condition, bindings }) => {
      const given = bindings.map((one) => `${one.argument}: ${one.kind === 'fund' ? one.fund : one.parameter.name}`);
      const when = condition.length > 0 ? ` [${nameOf(condition)}]` : '';
      return `${mechanism.name} ${given.join(', ')}${when}`;
    }),
  ];
}

function benefitChanges(before: Pack, after: Pack): BenefitChange[] {
  const find = (pack: Pack, id: string) => pack.benefits.find((benefit) => benefit.id === id);
  const ids = new Set([...before.benefits, ...after.benefits].map(({ id }) => id));
  return [...ids].flatMap((id): BenefitChange[] => {
    const [first, second] = [find(before, id), find(after, id)];
    const one = second ?? first;
    const [old, now] = [first && compositionOf(first), second && compositionOf(second)];
    if (!one || old?.join('\n') === now?.join('\n')) return [];
    return [{ benefit: id, title: one.title, before: old, after: now, at: one.at }];
  });
}

/** Everything in force that differs between the two, in the order of the first and then of what only the second has. */
export function diffPacks(before: DatedPack, after: DatedPack): PackDifference {
  const [old, now] = [figuresInForce(before), figuresInForce(after)];
  const figures = [...new Set([...old.keys(), ...now.keys()])].flatMap((key): FigureChange[] => {
    const [first, second] = [old.get(key), now.get(key)];
    const one = second ?? first;
    if (!one || first?.value.written === second?.value.written) return [];
    const { parameter, condition } = one;
    const { name, title } = parameter;
    return [{ parameter: name, title, condition, before: first?.value, after: second?.value }];
  });
  return { figures, benefits: benefitChanges(before.pack, after.pack) };
}
