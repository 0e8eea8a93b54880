// 3202: a hospital's day row by row, with a verdict for each row of either side.

import { formatYuan, subtractFen } from '../../domain/money.ts';
import { insutypeOf } from '../../domain/protocol/codes.ts';
import type { DetailCompared } from '../../domain/protocol/statement.ts';
import { readStatementFile, type StatedRow } from '../statement-file.ts';
import { dailyDetailSchema } from '../statement-schemas.ts';
import { compareRow, onlyAtCenter, totalsOf } from '../statement-verdict.ts';
import type { StatementRow } from '../store/statements.ts';
import { wrongPeriod } from './checks.ts';
import { done, type Refused, refused, transaction } from './transaction.ts';

interface Stated {
  readonly fixmedins_setl_cnt: number;
  readonly medfee_sumamt: number;
  readonly fund_pay_sumamt: number;
  readonly cash_payamt: number;
}

/** What is stated of the file must be true of it: otherwise part of it was lost on the way. */
function notOfTheFile(stated: Stated, rows: readonly StatedRow[]): Refused | undefined {
  const { count, total, fundTotal, account } = totalsOf(rows);
  if (stated.fixmedins_setl_cnt !== count) {
    return refused('input.data.fixmedins_setl_cnt', `文件有 ${count} 行`, `the file has ${count} lines`);
  }
  const sums = {
    medfee_sumamt: total,
    fund_pay_sumamt: fundTotal,
    cash_payamt: subtractFen(subtractFen(total, fundTotal), account),
  };
  for (const name of ['medfee_sumamt', 'fund_pay_sumamt', 'cash_payamt'] as const) {
    if (stated[name] === sums[name]) continue;
    const sum = formatYuan(sums[name]);
    return refused(`input.data.${name}`, `文件合计为 ${sum}`, `the file comes to ${sum}`);
  }
  return undefined;
}

export const dailyDetail = transaction('3202', dailyDetailSchema, (call, { data }) => {
  const file = readStatementFile(data.sim_file);
  if (!file.ok) {
    const { line, column, zh, en } = file.error;
    const at =
      column === undefined
        ? [`第 ${line} 行`, `line ${line}`]
        : [`第 ${line} 行第 ${column} 列`, `line ${line}, column ${column}`];
    return refused('input.data.sim_file', `${at[0]}：${zh}`, `${at[1]}: ${en}`);
  }
  const problem = wrongPeriod(call, data) ?? notOfTheFile(data, file.value);
  if (problem) return problem;
  const { stmt_begndate: from, stmt_enddate: to } = data;
  const { statements } = call.store;
  const asked = ({ scheme }: StatementRow) => !data.insutype || insutypeOf[scheme] === data.insutype;
  const own = statements.rows({ hospitalCode: call.hospital.code, from, to }).filter(asked);
  const ownById = new Map(own.map((row) => [row.setlId, row]));
  const stated = new Set(file.value.map(({ setlId }) => setlId));
  const answer: DetailCompared = {
    fileinfo: [
      ...file.value.map((row) =>
        compareRow(row, ownById.get(row.setlId) ?? statements.row(call.hospital.code, row.setlId), { from, to }),
      ),
      ...own.filter(({ setlId }) => !stated.has(setlId)).map(onlyAtCenter),
    ],
  };
  return done(answer);
});
