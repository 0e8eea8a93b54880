// 3201: whether a hospital's totals are the center's, for some days, one scheme, and settlements or refunds.

import { formatYuan } from '../../domain/money.ts';
import { insutypeOf } from '../../domain/protocol/codes.ts';
import type { TotalsCompared } from '../../domain/protocol/statement.ts';
import { dailyTotalsSchema } from '../statement-schemas.ts';
import { compareTotals, totalsOf } from '../statement-verdict.ts';
import { wrongPeriod } from './checks.ts';
import { done, transaction } from './transaction.ts';

export const dailyTotals = transaction('3201', dailyTotalsSchema, (call, { data }) => {
  const problem = wrongPeriod(call, data);
  if (problem) return problem;
  const { stmt_begndate: from, stmt_enddate: to } = data;
  const rows = call.store.statements.rows({ hospitalCode: call.hospital.code, from, to });
  // Everything that this center settles is cleared as an outpatient's, the one clr_type that it takes.
  const asked = rows.filter(
    ({ scheme, refunds }) => insutypeOf[scheme] === data.insutype && refunds === (data.refd_setl_flag === '1'),
  );
  const center = totalsOf(asked);
  const { verdict, description } = compareTotals(center, {
    count: data.fixmedins_setl_cnt,
    total: data.medfee_sumamt,
    fundTotal: data.fund_pay_sumamt,
    account: data.acct_pay,
  });
  const answer: TotalsCompared = {
    stmtinfo: {
      setl_optins: data.setl_optins,
      stmt_rslt: verdict,
      stmt_rslt_dscr: description,
      sim_center: {
        medfee_sumamt: formatYuan(center.total),
        fund_pay_sumamt: formatYuan(center.fundTotal),
        acct_pay: formatYuan(center.account),
        fixmedins_setl_cnt: center.count,
      },
    },
  };
  return done(answer);
});
