// What the database itself forbids: to rewrite history. A settlement may only leave the state `unconfirmed`, once;
// messages, reversals, account movements and registrations are never changed; a fee line can only be withdrawn.

export function never(table: string, operation: 'UPDATE' | 'DELETE'): string {
  return `CREATE TRIGGER ${table}_no_${operation.toLowerCase()} BEFORE ${operation} ON ${table}
BEGIN SELECT RAISE(ABORT, '${table} is history: it is never changed'); END;`;
}

const appendOnly = ['registration', 'diagnosis', 'message', 'reversal', 'declared_absent', 'account_movement'].flatMap(
  (table) => [never(table, 'UPDATE'), never(table, 'DELETE')],
);

const settlementFacts = [
  'id, setl_id, msgid, mdtrt_id, batch, psn_no, hospital_code, med_type, settled_at, data_string, invoice',
  'total, full_self_pay, over_ceiling, prior_self_pay, in_scope, deductible',
  'hifp_pay, hifob_pay, cvlserv_pay, hifmi_pay, maf_pay, oth_pay',
  'fund_total, patient_share, account, cash, balance',
  'benefit, year, ledger_in_scope, ledger_deductible, ledger_fund, ledger_supplement',
].join(', ');

const settlement = `
CREATE TRIGGER settlement_facts_stay BEFORE UPDATE OF ${settlementFacts} ON settlement
BEGIN SELECT RAISE(ABORT, 'a settlement is history: only its state moves'); END;

CREATE TRIGGER settlement_state_moves_once BEFORE UPDATE ON settlement WHEN OLD.state <> 'unconfirmed'
BEGIN SELECT RAISE(ABORT, 'a settlement that is confirmed or reversed stays so'); END;
`;

const feeLine = `
CREATE TRIGGER fee_line_facts_stay
BEFORE UPDATE OF id, msgid, mdtrt_id, batch, serial, item, price, quantity, class, self_pay_ratio, ceiling,
  amount, full_self_pay, over_ceiling, prior_self_pay, in_scope ON fee_line
BEGIN SELECT RAISE(ABORT, 'a fee line is history: it can only be withdrawn'); END;

CREATE TRIGGER fee_line_withdrawn_once BEFORE UPDATE OF withdrawn_by ON fee_line WHEN OLD.withdrawn_by IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a fee line is withdrawn once'); END;
`;

export const guards = [
  ...appendOnly,
  never('settlement', 'DELETE'),
  settlement,
  never('fee_line', 'DELETE'),
  feeLine,
].join('\n');
