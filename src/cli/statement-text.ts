// A stated day as a table and as a JSON document.

import { inLanguage, type Language, type Text } from '../domain/language.ts';
import { formatYuan, formatYuanGrouped } from '../domain/money.ts';
import {
  type ComparedRow,
  type DayStatement,
  isFlat,
  type NextStep,
  nextStep,
  type StatedLine,
  type Verdict,
} from '../hospital/statement/day-statement.ts';
import { dueAt } from '../hospital/statement/deadline.ts';
import type { Figures, LineKey, Sums } from '../hospital/statement/own-rows.ts';
import { tableText } from './table.ts';

const verdictWords: Readonly<Record<Verdict, Text>> = {
  flat: { zh: '平', en: 'flat' },
  'center-more': { zh: '中心多', en: 'center has more' },
  'hospital-more': { zh: '本院多', en: 'hospital has more' },
  differs: { zh: '不一致', en: 'differs' },
};

const stepWords: Readonly<Record<NextStep['do'], Text>> = {
  nothing: { zh: '无', en: 'nothing' },
  wait: { zh: '另一窗口正在办理', en: 'another window is at it' },
  confirm: { zh: '向中心确认', en: 'confirm at the center' },
  reverse: { zh: '向中心冲正', en: 'reverse at the center' },
  accept: { zh: '补记入本院账', en: 'accept into the books' },
  cancel: { zh: '本院撤销，退现金', en: 'cancel here, cash back' },
  look: { zh: '人工核对', en: 'look into it' },
};

const words = {
  stated: (day: string, due: string): Text => ({
    zh: `\n日终对账 ${day}（报送时限 ${due}）\n`,
    en: `\nDay's end ${day} (due at the center by ${due})\n`,
  }),
  lineTitles: {
    zh: ['险种', '类别', '方', '笔数', '合计', '统筹', '账户', '结论'],
    en: ['insurance', 'kind', 'side', 'count', 'total', 'fund', 'account', 'verdict'],
  },
  rowTitles: {
    zh: ['患者', '结算号', '报文', '结论', '下一步'],
    en: ['patient', 'settlement', 'message', 'verdict', 'next'],
  },
  insurance: { '310': { zh: '城镇职工', en: 'employees' }, '390': { zh: '城乡居民', en: 'residents' } },
  kind: { '0': { zh: '结算', en: 'settled' }, '1': { zh: '退费', en: 'refunded' } },
  here: { zh: '本院', en: 'here' },
  center: { zh: '中心', en: 'center' },
  next: {
    zh: '\n逐笔处理：yibao-pos counter，按 5\n',
    en: '\nPut each row right in the counter: yibao-pos counter, then 5\n',
  },
} as const;

function figuresCells(figures: Figures): string[] {
  return [String(figures.count), ...[figures.total, figures.fund, figures.account].map(formatYuanGrouped)];
}

function lineRows({ own, center, verdict, insutype, refund }: StatedLine, language: Language): string[][] {
  const say = (text: Text) => inLanguage(text, language);
  return [
    [say(words.insurance[insutype]), say(words.kind[refund]), say(words.here), ...figuresCells(own), ''],
    ['', '', say(words.center), ...figuresCells(center), say(verdictWords[verdict])],
  ];
}

function toMend({ rows }: DayStatement): readonly ComparedRow[] {
  return rows.filter((row) => nextStep(row).do !== 'nothing');
}

export function statementText(statement: DayStatement, language: Language): string {
  const say = (text: Text) => inLanguage(text, language);
  const amounts = new Set([3, 4, 5, 6]);
  const columns = words.lineTitles[language].map((title, at) =>
    amounts.has(at) ? { title, align: 'right' as const } : { title },
  );
  const lines = tableText(
    columns,
    statement.lines.flatMap((line) => lineRows(line, language)),
  );
  const rows = toMend(statement).map((row) => {
    const { patient, settlementId, msgid, verdict } = row;
    return [patient ?? '-', settlementId, msgid ?? '-', say(verdictWords[verdict]), say(stepWords[nextStep(row).do])];
  });
  const head = say(words.stated(statement.day, dueAt(statement.day)));
  if (rows.length === 0) return head + lines;
  return `${head}${lines}\n${tableText(
    words.rowTitles[language].map((title) => ({ title })),
    rows,
  )}${say(words.next)}`;
}

function sums({ total, fund, account }: Sums) {
  return { total: formatYuan(total), fund: formatYuan(fund), account: formatYuan(account) };
}

function key({ insutype, refund }: LineKey) {
  return { insutype, refd_setl_flag: refund };
}

export function statementDocument(statement: DayStatement) {
  const { day, at, lines, rows } = statement;
  return {
    day,
    at,
    due: dueAt(day),
    flat: isFlat(lines),
    lines: lines.map((line) => ({
      ...key(line),
      verdict: line.verdict,
      said: line.said,
      hospital: { count: line.own.count, ...sums(line.own) },
      center: { count: line.center.count, ...sums(line.center) },
    })),
    rows: rows.map((row) => ({
      setl_id: row.settlementId,
      msgid: row.msgid ?? null,
      mdtrt_id: row.mdtrtId,
      psn_no: row.psnNo,
      insutype: row.insutype ?? null,
      refd_setl_flag: row.refund,
      verdict: row.verdict,
      next: nextStep(row).do,
      hospital: row.own ? { receipt: row.own.receipt ?? null, ...sums(row.own) } : null,
      center: row.center ? { state: row.center.state, ...sums(row.center) } : null,
    })),
  };
}
