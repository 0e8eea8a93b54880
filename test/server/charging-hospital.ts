// A hospital's own system as a process: prepares one charge over HTTP, says "ready", waits for a line, and settles it, waiting
// its turn while another hospital's settlement is open. Run as a program: node charging-hospital.ts URL NUMBER AMOUNT;
// writes the settlement as JSON.

import { once } from 'node:events';
import { httpCarrier } from '../../src/hospital/http-carrier.ts';
import { systemSchedule } from '../../src/hospital/schedule.ts';
import { Counter } from '../center/counter.ts';
import { cityHospital, foundedOn, tcmHospital, worker } from '../center/small-city.ts';

const [url = '', number = '', amount = ''] = process.argv.slice(2);
const carrier = httpCarrier({ url: new URL(url), schedule: systemSchedule, deadline: 10_000 });
const hospital = number === tcmHospital.number ? tcmHospital : cityHospital;
// It only writes messages; what it would send to is not asked.
const writer = new Counter({ handle: () => '{"output":null}' }, hospital, () => `${foundedOn} 10:00:00`);

interface Answer {
  readonly infcode: number;
  readonly err_msg: string | null;
  readonly sim_prompt: { readonly id: string } | null;
  // biome-ignore lint/suspicious/noExplicitAny: what a test of the wire takes apart
  readonly output: any;
}

async function send(infno: string, input: unknown): Promise<Answer> {
  const carried = await carrier.exchange(JSON.stringify(writer.envelope(infno, input)));
  if (!carried.ok) throw new Error(carried.error.cause);
  return JSON.parse(carried.value) as Answer;
}

async function must(infno: string, input: unknown) {
  const { infcode, err_msg, output } = await send(infno, input);
  if (infcode !== 0) throw new Error(`${infno}: ${err_msg}`);
  return output;
}

/** Undefined while another settlement of this person is open. */
async function tryOnce(data: object): Promise<object | undefined> {
  const tried = await send('2206A', { data });
  if (tried.sim_prompt?.id === 'open-reconciliation') return undefined;
  const { fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt, inscp_scp_amt } = tried.output.setlinfo;
  const sums = { fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt, inscp_scp_amt };
  const settled = await send('2207A', { data: { ...data, ...sums, invono: 'R1' } });
  if (settled.sim_prompt?.id === 'open-reconciliation') return undefined;
  if (settled.infcode !== 0) throw new Error(`2207A: ${settled.err_msg}`);
  const which = { psn_no: worker.psnNo, omsgid: writer.lastMsgid, oinfno: '2207A' };
  await must('confirm', { data: { ...which, sim_invono: 'R1' } });
  return settled.output.setlinfo;
}

const { signinoutb } = await must('9001', { signIn: { opter_no: '0003', mac: '', ip: '' } });
writer.signNo = signinoutb.sign_no;
const { mdtrt_id } = (await must('2201', writer.registration(worker))).data;
await must('2204', writer.feeLines(worker, mdtrt_id, 'B1', [{ item: 'A', price: amount, quantity: '1', amount }]));
const data = writer.trialData(worker, mdtrt_id, 'B1', '11', amount);
process.stdout.write('ready\n');
await once(process.stdin, 'data');
let settled: object | undefined;
while (!settled) settled = await tryOnce(data);
process.stdout.write(`${JSON.stringify(settled)}\n`);
carrier.close();
process.exit(0);
