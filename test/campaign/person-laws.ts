// What must always hold of one person at the center (3-protocol, What must always hold), as queries that find nothing: asked
// after every step that was about them.

/** A settlement counts unless it was reversed, or a refund undid it; what that kept was settled anew, and counts. */
export const stands = `s.state <> 'reversed'
  AND NOT EXISTS (SELECT 1 FROM refund r WHERE r.settlement_id = s.id AND r.state <> 'reversed')`;
/** Not the part of a refund: what was kept is told with that. */
export const sentAlone = 'NOT EXISTS (SELECT 1 FROM refund r WHERE r.remainder_id = s.id)';
/** Of one person, each finds nothing where all is well. The cast keeps them prepared (src/center/store/steady.ts). */
export const personLaws: readonly (readonly [string, string])[] = [
  [
    'a ledger is another than the sum of its settlements',
    `SELECT 1 FROM ledger l WHERE l.psn_no = CAST(? AS TEXT) AND EXISTS (SELECT 1 FROM (
       SELECT coalesce(sum(ledger_in_scope), 0) AS a, coalesce(sum(ledger_deductible), 0) AS b,
         coalesce(sum(ledger_fund), 0) AS c, coalesce(sum(ledger_supplement), 0) AS d
       FROM settlement s WHERE s.psn_no = l.psn_no AND s.year = l.year AND s.benefit = l.benefit AND ${stands})
       WHERE a <> l.in_scope OR b <> l.deductible OR c <> l.fund OR d <> l.supplement)`,
  ],
  [
    'an account is below zero, or another than the sum of its movements',
    `SELECT 1 FROM person p WHERE psn_no = CAST(? AS TEXT) AND (account < 0 OR account <>
       (SELECT coalesce(sum(amount), 0) FROM account_movement m WHERE m.psn_no = p.psn_no))`,
  ],
  [
    'a visit is charged twice',
    `SELECT count(*) AS times FROM settlement s JOIN registration r USING (mdtrt_id)
     WHERE s.psn_no = CAST(? AS TEXT) AND s.msgid IS NOT NULL AND ${stands}
     GROUP BY s.hospital_code, r.ticket, s.med_type = '12' HAVING times > 1`,
  ],
  [
    'two settlements or refunds of one person are in doubt',
    `SELECT count(*) AS times FROM settlement s WHERE psn_no = CAST(? AS TEXT) AND ${sentAlone} AND (state = 'unconfirmed'
       OR EXISTS (SELECT 1 FROM refund r WHERE r.settlement_id = s.id AND r.state = 'unconfirmed'))
     GROUP BY psn_no HAVING times > 1`,
  ],
  [
    'a settlement is given back twice, or while it is in doubt',
    `SELECT count(*) AS times FROM refund r JOIN settlement s ON s.id = r.settlement_id
     WHERE s.psn_no = CAST(? AS TEXT) AND r.state <> 'reversed' GROUP BY s.id HAVING times > 1 OR s.state <> 'confirmed'`,
  ],
  [
    'a registration is taken back in part, on another day, or after the doctor',
    `SELECT 1 FROM refund r JOIN settlement s ON s.id = r.settlement_id
     WHERE s.psn_no = CAST(? AS TEXT) AND s.med_type = '12' AND r.state <> 'reversed' AND (r.remainder_id IS NOT NULL
       OR date(r.refunded_at) <> date(s.settled_at) OR EXISTS (SELECT 1 FROM diagnosis d WHERE d.mdtrt_id = s.mdtrt_id))`,
  ],
];
