// What the counters of the served bench send: settlements of a crowd whose visits and fee lines the center has already.

import type { EmbeddedCenter } from '../../src/center/center.ts';
import { Counter, openCity } from '../center/counter.ts';
import { cardOf, someone } from '../center/crowd.ts';
import { smallCity } from '../center/small-city.ts';

const TOGETHER = 200;
const MESSAGES_A_SECOND = 10_000;

type Answer = { readonly infcode: number; readonly err_msg: string | null; readonly output: never };

function must(text: string): Answer['output'] {
  const { infcode, err_msg, output } = JSON.parse(text) as Answer;
  if (infcode !== 0) throw new Error(`refused: ${err_msg}`);
  return output;
}

function sendAll(center: EmbeddedCenter, requests: readonly string[]): Answer['output'][] {
  const outputs: Answer['output'][] = [];
  for (let from = 0; from < requests.length; from += TOGETHER) {
    const handled = center.handleTogether(requests.slice(from, from + TOGETHER));
    outputs.push(...handled.map(({ answer }) => must(answer)));
  }
  return outputs;
}

/** Numbers as a hospital would give them out, ten thousand a second. */
function messageNumbers(hospitalCode: string): () => string {
  let sent = 0;
  return () => {
    sent += 1;
    const second = String(80_000 + Math.floor(sent / MESSAGES_A_SECOND)).padStart(6, '0');
    return `${hospitalCode}20110815${second}${String(sent % MESSAGES_A_SECOND).padStart(4, '0')}`;
  };
}

/** Founds the center's file with a crowd that is registered and has fee lines; answers the 2207A of each. */
export function crowdToSettle(file: string, count: number): string[] {
  const people = Array.from({ length: count }, (_, index) => someone(index));
  const center = openCity({ file, seed: { ...smallCity(), people, cards: people.map(cardOf) } });
  const counter = new Counter(center);
  const next = messageNumbers(counter.hospital.code);
  const encoded = (infno: string, input: unknown) => JSON.stringify(counter.envelope(infno, input, next()));
  const items = [{ item: 'A', price: '50', quantity: '1', amount: '50.00' }];
  const registered = sendAll(
    center,
    people.map((person) => encoded('2201', counter.registration(person))),
  ) as { readonly data: { readonly mdtrt_id: string } }[];
  const visits = registered.map(({ data }) => data.mdtrt_id);
  const lines = people.map((person, index) => counter.feeLines(person, visits[index] ?? '', 'B1', items));
  sendAll(
    center,
    lines.map((input) => encoded('2204', input)),
  );
  const parts = { fulamt_ownpay_amt: '0', overlmt_selfpay: '0', preselfpay_amt: '0', inscp_scp_amt: '50.00' };
  const settlements = people.map((person, index) => {
    const data = counter.trialData(person, visits[index] ?? '', 'B1', '11', '50.00');
    return encoded('2207A', { data: { ...data, ...parts, invono: `R${index}` } });
  });
  center.close();
  return settlements;
}
