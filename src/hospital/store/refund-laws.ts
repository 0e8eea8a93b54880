// What must always hold of refunds in a hospital's file, as queries that find nothing: the ticket, the books (receipts and
// refunds) and the journal tell the same story, and nobody had more back than was taken.

/** A law, and a query for whatever breaks it. */
export interface Law {
  readonly law: string;
  readonly query: string;
}

/** Each refund as its ticket has it: what stood before, what came back, what is left (null: nothing). */
const told = `
  told AS (
    SELECT t.number AS ticket, e.key AS place, e.value AS refund, json_extract(e.value, '$.receiptNumber') AS number,
      json_extract(e.value, '$.remainder') AS after,
      CASE e.key WHEN 0 THEN json_extract(t.body, '$.stage.settled')
        ELSE json_extract(t.body, '$.stage.refunds[' || (e.key - 1) || '].remainder') END AS before
    FROM tickets t, json_each(t.body, '$.stage.refunds') e WHERE t.stage = 'paid'
    UNION ALL
    SELECT number, 0, json_extract(body, '$.stage.refund'), json_extract(body, '$.stage.refund.receiptNumber'),
      json_extract(body, '$.stage.refund.remainder'), json_extract(body, '$.registrationFee')
    FROM tickets WHERE stage = 'cancelled' AND json_extract(body, '$.stage.refund') IS NOT NULL)`;

const parts = ['total', 'fund', 'account', 'cash'] as const;
type Part = (typeof parts)[number];

/** In fen; of a charge in cash all of it is cash, of none nothing. */
function ofCharge(charge: string, part: Part): string {
  const inCash = part === 'total' || part === 'cash' ? `json_extract(${charge}, '$.total')` : '0';
  const field = part === 'fund' ? 'fundTotal' : part;
  return `coalesce(json_extract(${charge}, '$.split.${field}'), ${inCash}, 0)`;
}

const anyPart = (differs: (part: Part) => string) => `(${parts.map(differs).join(' OR ')})`;

/** Lines by item, as one item may stand on several: amounts in fen, quantities in ten-thousandths. */
function byItem(name: string, lines: string): string {
  return `
  ${name} AS (
    SELECT ticket, place, json_extract(l.value, '$.item.code') AS item, sum(json_extract(l.value, '$.amount')) AS amount,
      sum(CAST(round(json_extract(l.value, '$.quantity') * 10000) AS INTEGER)) AS quantity
    FROM told, json_each(${lines}) l GROUP BY ticket, place, item)`;
}

const chargedLines = "coalesce(json_extract(before, '$.split.lines'), json_extract(before, '$.lines'))";

export const refundLaws: readonly Law[] = [
  {
    law: 'a ticket and the books tell of the same refunds, amount by amount',
    query: `WITH ${told}
      SELECT coalesce(r.number, told.number) AS number, coalesce(r.ticket, told.ticket) AS ticket
      FROM told FULL JOIN refunds r ON r.number = told.number AND r.ticket = told.ticket
      WHERE r.number IS NULL OR told.number IS NULL OR r.approved_by IS NOT json_extract(refund, '$.approvedBy.code')
        OR (r.way = 'network') <> (json_extract(refund, '$.negated.settlementId') IS NOT NULL)
        OR r.total IS NOT (SELECT sum(json_extract(value, '$.amount')) FROM json_each(refund, '$.returned'))
        OR ${anyPart((part) => `r.${part} IS NOT json_extract(refund, '$.back.${part}')`)}`,
  },
  {
    law: 'a refund names what stood: a receipt whose cash was taken, or what the refund before it left',
    query: `WITH ${told}
      SELECT r.number, r.undoes FROM refunds r LEFT JOIN told ON told.number = r.number AND told.ticket = r.ticket
      WHERE r.undoes IS NOT json_extract(before, '$.receiptNumber') OR NOT EXISTS (
        SELECT 1 FROM receipts WHERE number = r.undoes AND ticket = r.ticket AND way = r.way AND tendered IS NOT NULL
        UNION ALL SELECT 1 FROM refunds WHERE number = r.undoes AND ticket = r.ticket AND way = r.way)`,
  },
  {
    law: 'no line is given back beyond what stood of it',
    query: `WITH ${told}, ${byItem('back', "told.refund, '$.returned'")}, ${byItem('charged', chargedLines)}
      SELECT b.ticket, b.place, b.item, b.amount, b.quantity, c.amount AS charged FROM back b
      LEFT JOIN charged c ON c.ticket = b.ticket AND c.place = b.place AND c.item = b.item
      WHERE b.amount > coalesce(c.amount, 0) OR b.quantity > coalesce(c.quantity, 0)`,
  },
  {
    law: 'what stood, less what came back, is what was settled anew for the rest',
    query: `WITH ${told}
      SELECT ticket, number FROM told
      WHERE ${anyPart((part) => `${ofCharge('before', part)} - json_extract(refund, '$.back.${part}') <> ${ofCharge('after', part)}`)}
        OR (after IS NOT NULL AND (json_extract(after, '$.by') IS NOT json_extract(before, '$.by')
          OR (json_extract(after, '$.by') = 'network' AND coalesce(json_extract(after, '$.settlementId'), '') = '')
          OR json_extract(after, '$.receiptNumber') IS NOT number))`,
  },
  {
    law: 'the till and the funds: taken for a ticket, less given back of it, is what stands of it',
    query: `WITH ${told},
      gone AS (SELECT ticket, ${parts.map((part) => `sum(${part}) AS ${part}`).join(', ')} FROM refunds GROUP BY ticket),
      last AS (SELECT ticket, after, max(place) FROM told GROUP BY ticket)
      SELECT g.ticket FROM gone g LEFT JOIN last USING (ticket) LEFT JOIN tickets t ON t.number = g.ticket
      LEFT JOIN receipts r ON r.ticket = g.ticket
        AND r.purpose = CASE t.stage WHEN 'cancelled' THEN 'registration' ELSE 'fees' END
      WHERE ${anyPart((part) => `r.${part} - g.${part} IS NOT ${ofCharge('after', part)}`)}`,
  },
  {
    law: 'every refund through the network has its outcome, and every outcome of one its refund',
    query: `
      SELECT r.number, NULL AS msgid FROM refunds r WHERE r.way = 'network' AND 1 <> (
        SELECT count(*) FROM intents i JOIN journal j USING (msgid)
        WHERE i.visit = r.ticket AND i.infno = '2208' AND j.kind = 'outcome' AND j.note = r.number)
      UNION ALL
      SELECT j.note, j.msgid FROM journal j JOIN intents i USING (msgid)
      WHERE j.kind = 'outcome' AND i.infno = '2208' AND j.note IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM refunds r WHERE r.number = j.note AND r.ticket = i.visit AND r.way = 'network')`,
  },
  {
    law: 'a registration that was taken back is wholly so, and nothing else was charged or ordered for it',
    query: `
      SELECT t.number FROM tickets t WHERE t.stage = 'cancelled' AND (
        json_extract(t.body, '$.stage.refund.remainder') IS NOT NULL
        OR EXISTS (SELECT 1 FROM receipts r WHERE r.ticket = t.number AND r.purpose = 'fees'))`,
  },
  {
    law: 'a refund is allowed by somebody else than who asked for it',
    query: `
      SELECT r.number, r.approved_by FROM refunds r
      WHERE r.approved_by = '' OR EXISTS (
        SELECT 1 FROM audit a WHERE a.subject = 'refund ' || r.number AND a.operator = r.approved_by)
      OR EXISTS (
        SELECT 1 FROM intents i JOIN journal j USING (msgid) WHERE i.visit = r.ticket AND i.infno = '2208'
          AND j.kind = 'outcome' AND j.note = r.number AND i.operator = r.approved_by)`,
  },
];
