// The chain of eligibility as tables: each prompt alone, every pair of states, random sets of states. Pure facts, no store.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type EligibilityFacts,
  identityChain,
  judge,
  type KnownPerson,
  type WantedVisit,
  wholeChain,
} from '../../src/center/eligibility.ts';
import { addMonthsToDate, type CalendarMonth, dateOf } from '../../src/domain/date.ts';
import { type PromptId, promptStages } from '../../src/domain/prompt.ts';

const today = dateOf('2011-08-15');
const hospital = 'H12999900001';

const sound: KnownPerson = {
  psnNo: 'P1',
  unconfirmed: undefined,
  admission: undefined,
  duty: 'employer',
  paidMonths: ['2011-07' as CalendarMonth, '2011-08' as CalendarMonth],
  waitingSince: [],
  scope: ['outpatient', 'special-illness', 'inpatient'],
  specialIllnesses: [
    {
      illness: '4',
      illnessName: '糖尿病',
      hospitalCode: hospital,
      from: dateOf('2011-01-01'),
      until: dateOf('2011-12-31'),
    },
  ],
};
const specialVisit: WantedVisit = {
  hospitalCode: hospital,
  medType: '14',
  illness: '4',
  granted: true,
  waitingMonths: 6,
};
const ordinaryVisit: WantedVisit = { ...specialVisit, medType: '11', illness: null };

function factsWith(person: Partial<KnownPerson> = {}, rest: Partial<EligibilityFacts> = {}): EligibilityFacts {
  return {
    today,
    card: { card: 'known', identification: 'A'.repeat(32), state: 'normal' },
    person: { known: true, person: { ...sound, ...person } },
    visit: specialVisit,
    ...rest,
  };
}

const dataString = '00022011081409310500017';

/** Each state that refuses, in the order of precedence, as what it does to sound facts. */
const troubles: readonly {
  readonly prompt: PromptId;
  readonly text: string;
  readonly bring: (facts: EligibilityFacts) => EligibilityFacts;
}[] = [
  {
    prompt: 'card-invalid',
    text: '该卡无效',
    bring: (facts) => ({ ...facts, card: { card: 'known', identification: 'A'.repeat(32), state: 'lost' } }),
  },
  {
    prompt: 'person-unknown',
    text: '中心没有此人信息',
    bring: (facts) => ({ ...facts, person: { known: false, searched: { psn_no: 'P1' } } }),
  },
  {
    prompt: 'open-reconciliation',
    text: `存在未完成的对账信息，提示海河市中医医院${dataString}`,
    bring: changing({
      unconfirmed: {
        table: 'settlement',
        setlId: 'S1',
        dataString,
        hospitalName: '海河市中医医院',
        hospitalCode: 'H12999900002',
      },
    }),
  },
  {
    prompt: 'inpatient',
    text: '住院期间不能门诊挂号',
    bring: changing({
      admission: { hospitalCode: hospital, hospitalName: '海河市人民医院', admittedOn: dateOf('2011-08-10') },
    }),
  },
  {
    prompt: 'month-unpaid',
    text: '2011年8月未缴费，请用现金结算',
    bring: changing({ paidMonths: ['2011-07' as CalendarMonth] }),
  },
  {
    prompt: 'waiting-period',
    text: '个人缴费有六个月的等待期',
    bring: changing({ waitingSince: [dateOf('2011-06-01')] }),
  },
  {
    prompt: 'no-outpatient-benefit',
    text: '门诊不享受，请用现金支付',
    bring: (facts) => ({ ...facts, visit: facts.visit && { ...facts.visit, granted: false } }),
  },
  { prompt: 'special-illness-lapsed', text: '取对应的门特登记信息失败', bring: changing({ specialIllnesses: [] }) },
];

function changing(change: Partial<KnownPerson>) {
  return (facts: EligibilityFacts): EligibilityFacts =>
    facts.person.known ? { ...facts, person: { known: true, person: { ...facts.person.person, ...change } } } : facts;
}

/** The states of somebody nobody knows are not known either: that trouble comes last. */
function factsInTrouble(indices: readonly number[]): EligibilityFacts {
  const order = [...indices].sort((a, b) => Number(a === 1) - Number(b === 1));
  return order.reduce((facts, index) => troubles[index]!.bring(facts), factsWith());
}

describe('one state alone (1-prompts, table)', () => {
  test('a sound person is refused nothing', () => {
    expect(judge(wholeChain, factsWith())).toBeUndefined();
  });

  test.each(troubles)('$prompt shows 「$text」', ({ prompt, text, bring }) => {
    const verdict = judge(wholeChain, bring(factsWith()));
    expect(verdict?.text).toBe(text);
    expect(verdict?.note).toMatchObject({ id: prompt, also: [] });
  });

  test.each(troubles)('$prompt names its stage and the table that refused', ({ prompt, bring }) => {
    const note = judge(wholeChain, bring(factsWith()))?.note;
    const stages = promptStages.filter((entry) => entry.prompt === prompt).map(({ stage }) => stage);
    expect(stages).toContain(note?.stage);
    expect(note?.fact).toHaveProperty('table');
  });
});

describe('precedence (1-prompts, Precedence)', () => {
  test('the chain has the order of the documented stages', () => {
    const documented = promptStages.map(({ stage }) => stage);
    const own = troubles.map(({ bring }) => judge(wholeChain, bring(factsWith()))?.note.stage);
    expect(own).toEqual(documented.slice(documented.indexOf('card-at-center')));
  });

  const pairs = troubles.flatMap((first, a) =>
    troubles.slice(a + 1).map((second, b) => ({ first, second, a, b: a + 1 + b })),
  );
  test.each(pairs)('$first.prompt before $second.prompt', ({ first, second, a, b }) => {
    const note = judge(wholeChain, factsInTrouble([a, b]))?.note;
    expect(note?.id).toBe(first.prompt);
    expect(note?.also).toEqual(first.prompt === 'person-unknown' ? [] : [second.prompt]);
  });

  test('of any set of states the first shows and all later ones stand in `also`', () => {
    fc.assert(
      fc.property(fc.subarray([...troubles.keys()]), (indices) => {
        const verdict = judge(wholeChain, factsInTrouble(indices));
        // Of somebody unknown nothing else is known.
        const seen = indices.includes(1) ? indices.filter((index) => index <= 1) : indices;
        const expected = [...seen].sort((a, b) => a - b).map((index) => troubles[index]!.prompt);
        expect(verdict ? [verdict.note.id, ...verdict.note.also] : []).toEqual(expected);
      }),
    );
  });

  test('1101 asks only of the card and the person', () => {
    const arrears = factsInTrouble([2, 3, 4, 5, 6, 7]);
    expect(judge(identityChain, arrears)).toBeUndefined();
  });
});

describe('1 该卡无效', () => {
  test.each(['lost', 'cancelled'] as const)('(b) a card that is %s', (state) => {
    const card = { card: 'known', identification: 'A'.repeat(32), state } as const;
    expect(judge(wholeChain, factsWith({}, { card }))?.note.fact).toMatchObject({ state });
  });

  test('(c) a card that nobody in the city has', () => {
    const card = { card: 'unknown', identification: 'B'.repeat(32), cardNumber: 'H0' } as const;
    expect(judge(wholeChain, factsWith({}, { card }))?.text).toBe('该卡无效');
  });

  test('an identity card has no card state', () => {
    expect(judge(wholeChain, factsWith({}, { card: { card: 'none-shown' } }))).toBeUndefined();
  });
});

describe('2 未缴费', () => {
  test('the fact names the table of the employer or of the person', () => {
    const unpaid = { paidMonths: [] };
    expect(judge(wholeChain, factsWith({ ...unpaid }))?.note.fact.table).toBe('employer_contribution');
    expect(judge(wholeChain, factsWith({ ...unpaid, duty: 'individual' }))?.note.fact.table).toBe(
      'person_contribution',
    );
  });

  test('who owes no contribution is never in arrears (retired)', () => {
    expect(judge(wholeChain, factsWith({ paidMonths: [], duty: 'none' }))).toBeUndefined();
  });

  test('an earlier or later month that is paid does not help', () => {
    const paidMonths = ['2011-07' as CalendarMonth, '2011-09' as CalendarMonth];
    expect(judge(wholeChain, factsWith({ paidMonths }))?.text).toBe('2011年8月未缴费，请用现金结算');
  });
});

describe('10 六个月的等待期', () => {
  test.each([
    ['2011-02-15', false],
    ['2011-02-16', true],
    ['2011-08-15', true],
    ['2011-08-16', false],
  ])('begun on %s: still waiting on 2011-08-15 is %s', (from, waiting) => {
    const verdict = judge(wholeChain, factsWith({ waitingSince: [dateOf(from)] }));
    expect(verdict?.note.id).toBe(waiting ? 'waiting-period' : undefined);
  });

  test('how long it is, the rule pack says: none where the pack knows no such wait', () => {
    const waiting = { waitingSince: [dateOf('2011-06-15')] };
    const after = (waitingMonths: number) =>
      judge(wholeChain, factsWith(waiting, { visit: { ...specialVisit, waitingMonths } }))?.note.fact.until;
    expect([0, 2, 3].map(after)).toEqual([undefined, undefined, '2011-09-15']);
  });

  test('it is over on the same day of the sixth month after', () => {
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 0 }), (days) => {
        const from = dateOf(new Date(Date.UTC(2011, 7, 15 + days)).toISOString().slice(0, 10));
        const verdict = judge(wholeChain, factsWith({ waitingSince: [from] }));
        expect(verdict !== undefined).toBe(addMonthsToDate(from, 6) > today);
      }),
    );
  });
});

describe('6 门诊不享受', () => {
  test('a person with special illness and inpatient only has no ordinary outpatient', () => {
    const scope = ['special-illness', 'inpatient'] as const;
    expect(judge(wholeChain, factsWith({ scope }, { visit: ordinaryVisit }))?.text).toBe('门诊不享受，请用现金支付');
    expect(judge(wholeChain, factsWith({ scope }, { visit: { ...ordinaryVisit, medType: '13' } }))?.note.id).toBe(
      'no-outpatient-benefit',
    );
    expect(judge(wholeChain, factsWith({ scope }))).toBeUndefined();
  });
});

describe('8 门特登记 (registered per person, illness and hospital, with a validity)', () => {
  const [registration] = sound.specialIllnesses;
  test.each([
    ['for another illness', { illness: '1' }],
    ['at another hospital', { hospitalCode: 'H12999900002' }],
    ['expired yesterday', { until: dateOf('2011-08-14') }],
    ['valid from tomorrow', { from: dateOf('2011-08-16') }],
  ])('%s: refused', (_name, change) => {
    const specialIllnesses = [{ ...registration!, ...change }];
    expect(judge(wholeChain, factsWith({ specialIllnesses }))?.text).toBe('取对应的门特登记信息失败');
  });

  test.each([
    ['valid until today', { until: today }],
    ['valid from today', { from: today }],
  ])('%s: accepted', (_name, change) => {
    expect(judge(wholeChain, factsWith({ specialIllnesses: [{ ...registration!, ...change }] }))).toBeUndefined();
  });

  test('an ordinary visit needs none', () => {
    expect(judge(wholeChain, factsWith({ specialIllnesses: [] }, { visit: ordinaryVisit }))).toBeUndefined();
  });
});
