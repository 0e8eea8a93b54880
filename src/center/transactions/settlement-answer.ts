// How a settlement looks on the wire: the national fields, and who paid what with a word on how it came about.

import { type Fen, formatYuan, zeroFen } from '../../domain/money.ts';
import type { Scheme } from '../../domain/person.ts';
import { clearOutpatient, fundType, insutypeOf, settleByItem } from '../../domain/protocol/codes.ts';
import type { SettlementAnswer } from '../../domain/protocol/transactions.ts';
import { formatRatio } from '../../policy/exact.ts';
import { type FundField, fundFields, type Settlement, type Standards } from '../../policy/settlement.ts';
import type { Person } from '../store/people.ts';
import type { NewSettlement } from '../store/settlements.ts';

export interface SettlementIdentity {
  readonly setlId: string;
  readonly dataString: string;
}

/** `identity` is undefined in a trial: nothing was settled. */
export function setlinfoOf(
  row: Omit<NewSettlement, 'batch'>,
  person: Person,
  identity: SettlementIdentity | undefined,
): SettlementAnswer['setlinfo'] {
  return {
    setl_id: identity?.setlId ?? null,
    mdtrt_id: row.mdtrtId,
    psn_no: row.psnNo,
    psn_name: person.name,
    setl_time: row.settledAt,
    med_type: row.medType,
    insutype: insutypeOf[person.scheme],
    medfee_sumamt: formatYuan(row.total),
    fulamt_ownpay_amt: formatYuan(row.fullSelfPay),
    overlmt_selfpay: formatYuan(row.overCeiling),
    preselfpay_amt: formatYuan(row.priorSelfPay),
    inscp_scp_amt: formatYuan(row.inScope),
    act_pay_dedc: formatYuan(row.deductible),
    hifp_pay: formatYuan(row.hifp_pay),
    hifob_pay: formatYuan(row.hifob_pay),
    cvlserv_pay: formatYuan(row.cvlserv_pay),
    hifmi_pay: formatYuan(row.hifmi_pay),
    maf_pay: formatYuan(row.maf_pay),
    oth_pay: formatYuan(row.oth_pay),
    fund_pay_sumamt: formatYuan(row.fundTotal),
    psn_part_amt: formatYuan(row.patientShare),
    acct_pay: formatYuan(row.account),
    psn_cash_pay: formatYuan(row.cash),
    balc: formatYuan(row.balance),
    clr_way: settleByItem,
    clr_type: clearOutpatient,
    sim_data_string: identity?.dataString ?? null,
  };
}

/** A fund by its national code and name. */
export interface FundNaming {
  readonly type: string;
  readonly name: string;
}

const pools: Readonly<Record<Scheme, FundNaming>> = {
  employee: { type: fundType.employees, name: '城镇职工基本医疗保险统筹基金' },
  resident: { type: fundType.residents, name: '城乡居民基本医疗保险基金' },
};

const otherFunds: Readonly<Record<Exclude<FundField, 'hifp_pay'>, FundNaming>> = {
  hifob_pay: { type: fundType.largeAmount, name: '职工门诊大额医疗费补助' },
  cvlserv_pay: { type: fundType.civilServants, name: '公务员医疗补助' },
  hifmi_pay: { type: '390200', name: '居民大病保险' },
  maf_pay: { type: '610100', name: '医疗救助' },
  oth_pay: { type: '999996', name: '其他基金' },
};

export const accountNaming: FundNaming = { type: fundType.account, name: '个人账户' };

export function fundNaming(field: FundField, scheme: Scheme): FundNaming {
  return field === 'hifp_pay' ? pools[scheme] : otherFunds[field];
}

/** "范围内 33.10，本次起付 0.00，起付标准 700.00，限额 5500.00，比例 65 %" */
function howItCame(computed: Settlement, standards: Standards): string {
  const parts = [`范围内 ${formatYuan(computed.inScope)}`, `本次起付 ${formatYuan(computed.deductibleTaken)}`];
  if (standards.deductible !== undefined) parts.push(`起付标准 ${formatYuan(standards.deductible)}`);
  if (standards.limit !== undefined) parts.push(`限额 ${formatYuan(standards.limit)}`);
  if (standards.rate !== undefined) parts.push(`比例 ${formatRatio(standards.rate)}`);
  return parts.join('，');
}

/** One row a fund that paid, and one for the account. */
export function setldetailOf(computed: Settlement, scheme: Scheme): SettlementAnswer['setldetail'] {
  const detail = (fund: FundNaming, amount: Fen, limit: Fen, process: string) => ({
    fund_pay_type: fund.type,
    inscp_scp_amt: formatYuan(computed.inScope),
    crt_payb_lmt_amt: formatYuan(limit),
    fund_payamt: formatYuan(amount),
    fund_pay_type_name: fund.name,
    setl_proc_info: process,
  });
  const process = howItCame(computed, computed.standards);
  const limit = computed.standards.limit ?? zeroFen;
  const funds = fundFields
    .filter((field) => computed.funds[field] !== 0)
    .map((field) => detail(fundNaming(field, scheme), computed.funds[field], limit, process));
  if (computed.account === 0) return funds;
  const left = `账户余额 ${formatYuan(computed.balance)}`;
  return [...funds, detail(accountNaming, computed.account, computed.account, left)];
}
