// The station 对账: the 24-hour rule as a countdown in words, both sides of a line, a row's next step (10-counter; 3-protocol,
// Day's end).

import { describe, expect, it } from 'vitest';
import { dateOf, type Timestamp } from '../../src/domain/date.ts';
import type { Language } from '../../src/domain/language.ts';
import { fen } from '../../src/domain/money.ts';
import { type ComparedRow, isSettled, nextStep } from '../../src/hospital/statement/day-statement.ts';
import { dueAt, timeLeft } from '../../src/hospital/statement/deadline.ts';
import { lineKeys, noFigures } from '../../src/hospital/statement/own-rows.ts';
import { refusedBy } from '../../src/hospital/statement/problem.ts';
import type { StatementState } from '../../src/hospital/statement/statement-state.ts';
import { clocksDiffer } from '../../src/hospital/visit/problem.ts';
import type { ReconciliationOutcome } from '../../src/hospital/visit/state.ts';
import { screenDrawn } from '../../src/ui/frame/screen.ts';
import { penFor } from '../../src/ui/language/pen.ts';
import { inLine } from '../../src/ui/model/entries.ts';
import { firstScreen } from '../../src/ui/model/state.ts';
import { framesFor } from '../../src/ui/text/frames.ts';
import { lineCells, plainText } from '../../src/ui/text/line.ts';
import { scriptedDesk } from './support/scripted-desk.ts';

const day = dateOf('2011-08-15');
const at = (time: string) => time as Timestamp;

const row: ComparedRow = {
  ...{ verdict: 'center-more', refund: '0', insutype: '310', psnNo: '12990000000001', patient: '王秀兰' },
  ...{ mdtrtId: 'M1', settlementId: 'S1', msgid: 'H12990000001201108150900000001', infno: '2207A' },
  ...{ own: undefined, sentBy: undefined, heldBy: undefined, said: '医院没有这一笔' },
  center: { total: fen(4820), fund: fen(2470), account: fen(1530), state: 'unconfirmed' },
};
const lines = lineKeys.map((key, place) => ({
  ...{ ...key, own: noFigures, said: place === 0 ? '中心多 1 笔' : '' },
  center: place === 0 ? { count: 1, total: fen(4820), fund: fen(2470), account: fen(1530) } : noFigures,
  verdict: place === 0 ? ('center-more' as const) : ('flat' as const),
}));
const statement = { day, at: at('2011-08-16 09:00:00'), outcomes: [], lines, rows: [row] };

/** The whole screen as text, each row as wide as the terminal. */
function drawn(
  now: string,
  state: StatementState,
  language: Language = 'zh',
  columns = 80,
  rows = 24,
  registrationsLeft = 0,
): string {
  const desk = scriptedDesk();
  const open = { day, at: 'open' as const, statedAt: undefined, flat: false, registrationsLeft };
  desk.show(
    { at: 'awaiting-card' },
    { statement: state, statementDays: [open], businessDate: dateOf(now.slice(0, 10)) },
  );
  const screen = inLine({ desk: desk.snapshot(), screen: { ...firstScreen, view: 'reconciliation' } });
  const { place, lookup } = desk;
  const moment = { screen, desk: desk.snapshot(), place, lookup, tray: undefined, now: at(now), furthest: 0 };
  const around = { now: at(now), elapsed: 0, receipt: () => [] };
  const { header, body, footer } = screenDrawn(moment, penFor(language, framesFor('one')), { columns, rows }, around);
  const all = [...header, ...body, ...footer];
  expect(all).toHaveLength(rows);
  for (const one of all) expect(lineCells(one)).toBeLessThanOrEqual(columns);
  return all.map(plainText).join('\n');
}

describe('the 24-hour rule', () => {
  it('counts to 24 hours after the day’s end, a begun minute as left, and says when it is over', () => {
    expect(dueAt(day)).toBe('2011-08-17 00:00:00');
    expect(timeLeft(day, at('2011-08-16 18:47:30'))).toEqual({ at: 'left', minutes: 313 });
    expect(timeLeft(day, at('2011-08-17 00:00:00'))).toEqual({ at: 'overdue', minutes: 0 });
    expect(timeLeft(day, at('2011-08-18 01:02:00'))).toEqual({ at: 'overdue', minutes: 1502 });
  });

  it.each([
    ['zh', '2011-08-16 18:48:00', '还剩 5 小时 12 分', '08-15 待对账 还剩 5 小时 12 分'],
    ['en', '2011-08-16 18:48:00', '5 h 12 min left', '08-15: 5 h left'],
    ['zh', '2011-08-16 08:03:00', '还剩 15 小时 57 分', '08-15 待对账 还剩 15 小时'],
    ['en', '2011-08-16 08:03:00', '15 h 57 min left', '08-15: 15 h left'],
    ['zh', '2011-08-21 10:05:00', '已超期 106 小时 5 分', '08-15 对账已超期'],
    ['en', '2011-08-21 10:05:00', 'OVERDUE by 106 h 5 min', '08-15 OVERDUE'],
  ] as const)(
    'stands whole in the list and plainly in the header at 80 columns (%s, %s)',
    (language, now, said, above) => {
      const [, tabs = '', ...body] = drawn(now, { at: 'days' }, language).split('\n');
      expect(tabs).toContain(above);
      expect(tabs).not.toContain('…');
      expect(body.join('\n')).toContain(said);
    },
  );
});

it.each([
  ['zh', '2 个挂号中心未撤销，请对当日的账'],
  ['en', '2 not cancelled: state that day'],
] as const)(
  'the days say of how many registrations the fee is back and the center holds them (%s)',
  (language, said) => {
    expect(drawn('2011-08-15 17:00:00', { at: 'days' }, language, 80, 24, 2)).toContain(said);
    expect(drawn('2011-08-15 17:00:00', { at: 'days' }, language)).not.toContain(said);
  },
);

describe('a stated day', () => {
  it.each([
    [80, 24, 'zh'],
    [120, 40, 'en'],
  ] as const)('shows both sides of each line and what is not flat (%i×%i, %s)', (columns, rows, language) => {
    const text = drawn('2011-08-16 09:00:00', { at: 'stated', statement, kept: [] }, language, columns, rows);
    expect(text).toContain('48.20');
    expect(text).toContain(language === 'zh' ? '1 项不平' : '1 not flat');
    expect(text).toContain('中心多 1 笔');
    expect(isSettled(statement)).toBe(false);
  });

  it.each(['zh', 'en'] as const)(
    'says what is to be done first, then of four registrations that stay why and what to do, once (80×24, %s)',
    (language) => {
      const said = 'input.data.mdtrt_id: 已有结算，须先退费 (something is settled for it: refund that first)';
      const about = { msgid: row.msgid ?? '', patient: '王秀兰', amount: fen(400), of: 'refund' } as const;
      const stays = [1, 2, 3, 4].map(
        (n): ReconciliationOutcome => ({ ...about, ticket: `20110815-000${n}`, verdict: 'registration-stays', said }),
      );
      const outcomes = [...stays, { ...about, ticket: '20110815-0005', verdict: 'open' } as const];
      const text = drawn(
        '2011-08-16 09:00:00',
        { at: 'stated', statement: { ...statement, outcomes }, kept: [] },
        language,
      );
      const wanted =
        language === 'zh'
          ? [
              '中心：中心多 1 笔',
              '有 1 笔要处理',
              '其中 1 笔仍不明',
              '20110815-0001',
              '中心不撤销挂号',
              '请信息科找医保',
            ]
          : [
              '1 rows to put right',
              '1 of them still unknown',
              '20110815-0001',
              'does not take the registration back',
              'Else call the center',
              'Give nothing more',
            ];
      for (const each of wanted) expect(text).toContain(each);
      expect(text.match(language === 'zh' ? /中心不撤销挂号/g : /Give nothing more/g)).toHaveLength(1);
    },
  );

  it('that was not stated for a wrong clock says so, why, and what to do', () => {
    const problem = refusedBy(clocksDiffer(at('2011-08-13 10:00:00'), '2011-08-15 10:00:00'));
    const failed = { at: 'failed', problem, before: { at: 'days' } } as const;
    const text = drawn('2011-08-13 10:00:00', failed, 'en').replace(/\s+/g, ' ');
    for (const each of ['here 2011-08-13', 'A settlement would be of another day', 'Set this machine']) {
      expect(text).toContain(each);
    }
  });

  it.each(['zh', 'en'] as const)(
    'says of a registration that the center does not take back whose it is, why, and what to do (%s)',
    (language) => {
      const said = 'input.data.mdtrt_id: 已有结算，须先退费 (something is settled for it: refund that first)';
      const stays: ReconciliationOutcome = {
        ...{ msgid: row.msgid ?? '', ticket: '20110815-0001', patient: '王秀兰', amount: fen(400) },
        ...{ of: 'refund', verdict: 'registration-stays', said },
      };
      const flat = lines.map((line) => ({ ...line, center: noFigures, said: '', verdict: 'flat' as const }));
      const settled = { ...statement, outcomes: [stays], lines: flat, rows: [] };
      const text = drawn('2011-08-16 09:00:00', { at: 'stated', statement: settled, kept: [] }, language);
      const whole = text.replace(/\s+/g, '');
      const wanted =
        language === 'zh'
          ? ['已退号费，挂号中心未撤销', '王秀兰 20110815-0001', '已有结算', '请信息科找医保中心']
          : ['the registration stays', 'something is settled for it', 'state that day: it is asked again'];
      for (const each of wanted) expect(whole).toContain(each.replace(/\s+/g, ''));
    },
  );

  it.each(['zh', 'en'] as const)(
    'opens a row with both sides, its next step, and that a second person is needed (%s)',
    (language) => {
      const line = { insutype: '310', refund: '0' } as const;
      const text = drawn('2011-08-16 09:00:00', { at: 'rows', statement, line }, language);
      expect(nextStep(row)).toEqual({ do: 'reverse', msgid: row.msgid });
      for (const said of language === 'zh' ? ['冲正', '须第二人同意'] : ['reverse', 'second person'])
        expect(text).toContain(said);
      expect(text).toContain('24.70');
    },
  );
});
