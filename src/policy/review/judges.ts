// The judges of real-time review: each looks at one line (or at the visit) and says what it found, in words for the rule's
// message. A rule file names a judge, gives it figures, and says how grave its findings are.

import { addDays, ageOn, dateOfTimestamp, type Timestamp } from '../../domain/date.ts';
import type { Text } from '../../domain/language.ts';
import { formatYuan } from '../../domain/money.ts';
import type { Sex } from '../../domain/person.ts';
import { type Decimal4, decimal4, extendedPrice } from '../exact.ts';
import type { FigureUnit, JudgeName, ReviewedLine, ReviewSubject } from './rule.ts';

/** What a judge fills into the message: the same in both languages, or a text. */
export type Words = Readonly<Record<string, string | Text>>;

/** The figures in force, by name. */
export interface Figures {
  readonly count: (name: string) => number;
  readonly sex: (name: string) => Sex;
}

export interface Judge {
  /** Whether it is asked once a line, or once a visit. */
  readonly about: 'line' | 'visit';
  readonly tells: Text;
  readonly takes: Readonly<Record<string, FigureUnit>>;
  /** The names that the message may use, besides `item` where it is about a line. */
  readonly gives: readonly string[];
}

export interface LineJudge extends Judge {
  readonly about: 'line';
  readonly find: (line: ReviewedLine, subject: ReviewSubject, figures: Figures) => Words | undefined;
}

export interface VisitJudge extends Judge {
  readonly about: 'visit';
  readonly find: (subject: ReviewSubject, figures: Figures) => Words | undefined;
}

const sexText: Readonly<Record<Sex, Text>> = {
  male: { zh: '男', en: 'men' },
  female: { zh: '女', en: 'women' },
};

const secondsPerMinute = 60;
const secondsPerDay = 86_400;

/** Seconds since a day that both share; times are of one city, without daylight saving. */
function secondsOf(time: Timestamp): number {
  return (
    Date.UTC(Number(time.slice(0, 4)), Number(time.slice(5, 7)) - 1, Number(time.slice(8, 10))) / 1000 + clockOf(time)
  );
}

function clockOf(time: Timestamp): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.slice(11).split(':').map(Number);
  return (hours * secondsPerMinute + minutes) * secondsPerMinute + seconds;
}

/** More days of supply than the rule allows. */
const supply: LineJudge = {
  about: 'line',
  tells: { zh: '用药天数多于上限', en: 'more days of supply than the limit' },
  takes: { most: 'days' },
  gives: ['days', 'most'],
  find({ days }, _subject, figures) {
    const most = figures.count('most');
    if (days === undefined || days <= most) return undefined;
    return { days: String(days), most: String(most) };
  },
};

/** "12.6" as people write money: at least two decimals, never fewer than it has. */
function inYuan(decimal: string): string {
  const [whole = '', decimals = ''] = decimal.split('.');
  return `${whole}.${decimals.padEnd(2, '0')}`;
}

const overCeiling: LineJudge = {
  about: 'line',
  tells: { zh: '单价高于限价，超出部分归患者', en: 'the price is above the ceiling; the surplus is the patient’s' },
  takes: {},
  gives: ['price', 'ceiling', 'surplus'],
  find({ price, ceiling, quantity }) {
    const above = ceiling === undefined ? 0 : decimal4(price) - decimal4(ceiling);
    if (ceiling === undefined || above <= 0) return undefined;
    const surplus = extendedPrice(above as Decimal4, decimal4(quantity));
    return { price: inYuan(price), ceiling: inYuan(ceiling), surplus: formatYuan(surplus) };
  },
};

const consent: LineJudge = {
  about: 'line',
  tells: { zh: '没有患者同意', en: 'without the patient’s consent' },
  takes: {},
  gives: [],
  find: (line) => (line.consent ? undefined : {}),
};

/** The second and every further line of one item; the first stands. */
const repeatedInPrescription: LineJudge = {
  about: 'line',
  tells: { zh: '同一处方中同一项目出现两次', en: 'the same item twice in one prescription' },
  takes: {},
  gives: [],
  find(line, { lines }) {
    const first = lines.find(({ item }) => item === line.item);
    return first && first.id !== line.id ? {} : undefined;
  },
};

const repeatedOnDay: LineJudge = {
  about: 'line',
  tells: { zh: '当日已结算过同一项目，不论在哪家医院', en: 'settled already on this day, at whichever hospital' },
  takes: {},
  gives: ['hospital'],
  find({ item }, { visit, history }) {
    const today = dateOfTimestamp(visit.now);
    const before = history.lines.find((earlier) => earlier.item === item && earlier.on === today);
    return before && { hospital: before.hospital };
  },
};

/** A supply of n days from a day on is used up on the n-th day after it; the day itself is another rule's. */
const earlyRefill: LineJudge = {
  about: 'line',
  tells: { zh: '上次开的药还没有用完', en: 'the last supply is not used up' },
  takes: { tolerance: 'days' },
  gives: ['hospital', 'date', 'days', 'until'],
  find({ item }, { visit, history }, figures) {
    const today = dateOfTimestamp(visit.now);
    for (const { item: earlier, on, days, hospital } of history.lines) {
      if (earlier !== item || days === undefined || on >= today) continue;
      const until = addDays(on, days);
      if (today < addDays(until, -figures.count('tolerance'))) {
        return { hospital, date: on, days: String(days), until };
      }
    }
    return undefined;
  },
};

const sex: LineJudge = {
  about: 'line',
  tells: { zh: '只用于另一性别', en: 'for the other sex only' },
  takes: { of: 'sex' },
  gives: ['sex'],
  find(_line, { person }, figures) {
    const of = figures.sex('of');
    return person.sex === of ? undefined : { sex: sexText[of] };
  },
};

function ageOf({ person, visit }: ReviewSubject): number {
  return ageOn(person.birth, dateOfTimestamp(visit.now));
}

const ageBelow: LineJudge = {
  about: 'line',
  tells: { zh: '只用于某年龄以下', en: 'only for people below an age' },
  takes: { below: 'years' },
  gives: ['age', 'below'],
  find(_line, subject, figures) {
    const [age, below] = [ageOf(subject), figures.count('below')];
    return age < below ? undefined : { age: String(age), below: String(below) };
  },
};

const ageFrom: LineJudge = {
  about: 'line',
  tells: { zh: '只用于满某年龄', en: 'only for people of an age or older' },
  takes: { from: 'years' },
  gives: ['age', 'from'],
  find(_line, subject, figures) {
    const [age, from] = [ageOf(subject), figures.count('from')];
    return age >= from ? undefined : { age: String(age), from: String(from) };
  },
};

const twoPlaces: VisitJudge = {
  about: 'visit',
  tells: { zh: '短时间内在两家医院使用', en: 'used at two hospitals within a short time' },
  takes: { within: 'minutes' },
  gives: ['hospital', 'time', 'minutes'],
  find({ visit, history }, figures) {
    const { elsewhere } = history;
    if (!elsewhere) return undefined;
    const passed = secondsOf(visit.now) - secondsOf(elsewhere.at);
    if (passed < 0 || passed > secondsPerDay || passed > figures.count('within') * secondsPerMinute) return undefined;
    const minutes = String(Math.floor(passed / secondsPerMinute));
    return { hospital: elsewhere.hospital, time: elsewhere.at.slice(11, 16), minutes };
  },
};

const judges = {
  supply,
  'over-ceiling': overCeiling,
  consent,
  'repeated-in-prescription': repeatedInPrescription,
  'repeated-on-day': repeatedOnDay,
  'early-refill': earlyRefill,
  sex,
  'age-below': ageBelow,
  'age-from': ageFrom,
  'two-places': twoPlaces,
} as const satisfies Record<JudgeName, LineJudge | VisitJudge>;

export function judgeOf(name: JudgeName): LineJudge | VisitJudge {
  return judges[name];
}
