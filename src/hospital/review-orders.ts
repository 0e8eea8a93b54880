// Asks the center what its review says of orders before they go to the cashier (3101). Where it cannot be asked, the orders
// go unreviewed: the center looks at them again when they are charged.

import type { ReviewQuery } from '../domain/protocol/review.ts';
import type { CenterClient } from './center-client.ts';
import { lineSerial, type Message } from './requests.ts';
import { reviewed } from './review-answer.ts';
import type { Orders } from './visit/charge.ts';
import type { CenterSideEvent } from './visit/events.ts';
import type { ReviewFinding } from './visit/review.ts';
import type { Ticket } from './visit/state.ts';

function query(mdtrtId: string, psnNo: string, { diagnosis, lines }: Orders): ReviewQuery {
  return {
    mdtrtinfo: { mdtrt_id: mdtrtId, psn_no: psnNo },
    diseinfo: diagnosis ? [{ diag_code: diagnosis.code }] : [],
    feedetail: lines.map(({ item, quantity, days, consent }, place) => ({
      feedetl_sn: lineSerial('3101', place),
      med_list_codg: item.code,
      cnt: quantity,
      pric: item.price,
      prd_days: days === undefined ? null : String(days),
      sim_consent: consent ? '1' : '0',
    })),
  };
}

/** Answers `reviewed`, always. A visit in cash is nothing to the insurance. */
export async function reviewOrders(client: CenterClient, ticket: Ticket, orders: Orders): Promise<CenterSideEvent> {
  const { patient, registeredBy } = ticket;
  if (registeredBy.way === 'cash' || patient.known === 'by-card') return { kind: 'reviewed', findings: [] };
  const input = query(registeredBy.mdtrtId, patient.insured.psnNo, orders);
  const message: Message<{ readonly result: readonly ReviewFinding[] }> = { infno: '3101', input, answer: reviewed };
  const reply = await client.ask(message);
  return { kind: 'reviewed', findings: reply.at === 'answered' ? reply.output.result : [] };
}
