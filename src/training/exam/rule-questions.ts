// Theory questions about the rules in force: the engine itself computes the right answer, and the wrong ones are what other
// classes of people, or other hospitals, would get.

import type { CalendarDate } from '../../domain/date.ts';
import { dateOf } from '../../domain/date.ts';
import type { Text } from '../../domain/language.ts';
import { type Fen, fen, formatYuanGrouped } from '../../domain/money.ts';
import type { HospitalLevel, PersonClass } from '../../domain/person.ts';
import type { Pack } from '../../policy/pack.ts';
import { benefitStandards } from '../../policy/settle.ts';
import { type Question, question } from './question.ts';

interface Kind {
  readonly name: Text;
  readonly person: PersonClass;
}

/** Born so that they have this age on the day. */
function bornFor(age: number, day: CalendarDate): CalendarDate {
  return dateOf(`${Number(day.slice(0, 4)) - age}-01-01`);
}

function kindsOn(day: CalendarDate): readonly Kind[] {
  const plain = { veteranWorker: false, modelWorker: false, civilServant: 'none' } as const;
  const employee = (age: number, status: 'in-service' | 'retired'): PersonClass => {
    return { scheme: 'employee', status, birth: bornFor(age, day), ...plain };
  };
  const resident = (age: number, status: 'adult' | 'minor'): PersonClass => {
    return { scheme: 'resident', status, birth: bornFor(age, day), ...plain };
  };
  return [
    { name: { zh: '在职职工', en: 'an employee in service' }, person: employee(40, 'in-service') },
    { name: { zh: '退休职工，65 岁', en: 'a retired employee, 65' }, person: employee(65, 'retired') },
    { name: { zh: '退休职工，75 岁', en: 'a retired employee, 75' }, person: employee(75, 'retired') },
    {
      name: { zh: '建国前参加革命工作的老工人', en: 'a veteran worker' },
      person: { ...employee(80, 'retired'), veteranWorker: true },
    },
    { name: { zh: '城乡居民，成年', en: 'an adult resident' }, person: resident(40, 'adult') },
  ];
}

const levels: readonly HospitalLevel[] = [1, 2, 3];
const levelNames: Readonly<Record<HospitalLevel, Text>> = {
  1: { zh: '一级医院', en: 'a level-1 hospital' },
  2: { zh: '二级医院', en: 'a level-2 hospital' },
  3: { zh: '三级医院', en: 'a level-3 hospital' },
};

function yuan(amount: Fen): Text {
  return { zh: `${formatYuanGrouped(amount)} 元`, en: `${formatYuanGrouped(amount)} yuan` };
}

function percentage(rate: number): Text {
  const text = `${Number((rate / 100).toFixed(2))} %`;
  return { zh: text, en: text };
}

/** Outpatient deductible, limit and rate of some classes, at some hospitals, on a day. */
export function ruleQuestions(pack: Pack, day: CalendarDate, random: () => number): readonly Question[] {
  const kinds = kindsOn(day);
  const source = { zh: `${pack.title.zh}（${pack.id}）`, en: `${pack.title.en} (${pack.id})` };
  const standards = (person: PersonClass, hospitalLevel: HospitalLevel) =>
    benefitStandards(pack, { date: day, person, hospitalLevel, visit: 'outpatient' });
  const amounts = (of: 'deductible' | 'limit') => {
    const values = kinds.flatMap(({ person }) => standards(person, 1)[of] ?? []);
    return [...new Set([...values, ...values.map((value) => fen(value + 10_000))])].map(yuan);
  };
  const rates = [
    ...new Set(kinds.flatMap(({ person }) => levels.flatMap((level) => standards(person, level).rate ?? []))),
  ];
  return kinds.flatMap(({ name, person }) => {
    const { deductible, limit } = standards(person, 1);
    const ask = (zh: string, en: string): Text => ({ zh: `${name.zh}${zh}`, en: `${en} of ${name.en}` });
    return [
      ...(deductible === undefined
        ? []
        : [
            question(
              ask('普通门诊一年的起付标准是', 'The yearly outpatient deductible'),
              yuan(deductible),
              amounts('deductible'),
              source,
              random,
            ),
          ]),
      ...(limit === undefined
        ? []
        : [
            question(
              ask('普通门诊一年的最高支付限额是', 'The yearly outpatient limit'),
              yuan(limit),
              amounts('limit'),
              source,
              random,
            ),
          ]),
      ...levels.flatMap((level) => {
        const { rate } = standards(person, level);
        if (rate === undefined) return [];
        const text = {
          zh: `${name.zh}在${levelNames[level].zh}看普通门诊，起付线以上报销`,
          en: `The outpatient rate above the deductible of ${name.en} at ${levelNames[level].en}`,
        };
        return [question(text, percentage(rate), rates.map(percentage), source, random)];
      }),
    ];
  });
}
