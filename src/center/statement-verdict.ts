// What the center says of a hospital's day (日终对账): of its totals, and of each row. Pure; the words are for the cashier.

import { type Fen, formatYuan, sumFen } from '../domain/money.ts';
import type { DetailCompared, StatementVerdict } from '../domain/protocol/statement.ts';
import type { StatedRow } from './statement-file.ts';
import type { StatementRow } from './store/statements.ts';

export const flat = '0' satisfies StatementVerdict;
export const centerMore = '1' satisfies StatementVerdict;
export const hospitalMore = '2' satisfies StatementVerdict;
export const differs = '3' satisfies StatementVerdict;

export interface Totals {
  readonly count: number;
  readonly total: Fen;
  readonly fundTotal: Fen;
  readonly account: Fen;
}

type Amounts = Omit<Totals, 'count'>;

const amountNames = {
  total: '医疗费总额',
  fundTotal: '基金支付',
  account: '个人账户支付',
} as const satisfies Record<keyof Amounts, string>;

export function totalsOf(rows: readonly Amounts[]): Totals {
  return {
    count: rows.length,
    total: sumFen(rows.map(({ total }) => total)),
    fundTotal: sumFen(rows.map(({ fundTotal }) => fundTotal)),
    account: sumFen(rows.map(({ account }) => account)),
  };
}

/** "基金支付：中心 55.00，医院 54.00" for every amount that is not the same. */
function differences(center: Amounts, hospital: Amounts): string {
  return (Object.keys(amountNames) as (keyof Amounts)[])
    .filter((name) => center[name] !== hospital[name])
    .map((name) => `${amountNames[name]}：中心 ${formatYuan(center[name])}，医院 ${formatYuan(hospital[name])}`)
    .join('；');
}

/** By the count first, then by the sums. */
export function compareTotals(center: Totals, hospital: Totals): { verdict: StatementVerdict; description: string } {
  const sums = differences(center, hospital);
  const more = center.count - hospital.count;
  if (more !== 0) {
    const who = more > 0 ? '中心' : '医院';
    const counts = `${who}多 ${Math.abs(more)} 笔（中心 ${center.count} 笔，医院 ${hospital.count} 笔）`;
    return { verdict: more > 0 ? centerMore : hospitalMore, description: sums === '' ? counts : `${counts}；${sums}` };
  }
  if (sums !== '') return { verdict: differs, description: `笔数相同，金额不符：${sums}` };
  return { verdict: flat, description: `对平：${center.count} 笔，合计 ${formatYuan(center.total)}` };
}

export interface Days {
  readonly from: string;
  readonly to: string;
}

type Row = DetailCompared['fileinfo'][number];

function own(row: StatementRow): NonNullable<Row['sim_center']> {
  return {
    medfee_sumamt: formatYuan(row.total),
    fund_pay_sumamt: formatYuan(row.fundTotal),
    acct_pay: formatYuan(row.account),
    sim_state: row.state === 'unconfirmed' ? 'unconfirmed' : 'confirmed',
  };
}

function identityOf({ psnNo, mdtrtId, setlId, refunds }: StatedRow | StatementRow) {
  return { psn_no: psnNo, mdtrt_id: mdtrtId, setl_id: setlId, refd_setl_flag: refunds ? '1' : '0' } as const;
}

/** What is not the same in a row that both have; empty where nothing is. */
function mismatch(stated: StatedRow, center: StatementRow, { from, to }: Days): string {
  const day = center.at.slice(0, 10);
  const faults = [
    stated.refunds === center.refunds ? '' : center.refunds ? '中心为退费' : '中心为结算',
    stated.psnNo === center.psnNo ? '' : `人员编号：中心 ${center.psnNo}`,
    stated.mdtrtId === center.mdtrtId ? '' : `就诊号：中心 ${center.mdtrtId}`,
    stated.msgid === (center.msgid ?? stated.msgid) ? '' : `报文编号：中心 ${center.msgid}`,
    differences(center, stated),
    from <= day && day <= to ? '' : `中心记在 ${day}`,
  ];
  return faults.filter((said) => said !== '').join('；');
}

/** One line of the file; `center` is what the center has under its number, of whatever day. */
export function compareRow(stated: StatedRow, center: StatementRow | undefined, days: Days): Row {
  const identity = identityOf(stated);
  const verdict = (stmt_rslt: StatementVerdict, memo: string, sim_center: Row['sim_center']): Row => ({
    ...identity,
    msgid: stated.msgid,
    stmt_rslt,
    memo,
    sim_center,
  });
  if (!center) return verdict(hospitalMore, '中心没有这一笔', null);
  if (center.state === 'reversed') return verdict(hospitalMore, '中心已冲正', null);
  const faults = mismatch(stated, center, days);
  if (faults !== '') return verdict(differs, faults, own(center));
  return verdict(flat, center.state === 'unconfirmed' ? '一致，中心尚未确认' : '一致', own(center));
}

/** A row that only the center has. */
export function onlyAtCenter(center: StatementRow): Row {
  const memo = center.state === 'unconfirmed' ? '医院没有这一笔，中心尚未确认' : '医院没有这一笔';
  return { ...identityOf(center), msgid: center.msgid, stmt_rslt: centerMore, memo, sim_center: own(center) };
}
