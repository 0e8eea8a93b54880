// A counter in a process of its own: charges one person over and over, waiting its turn while another counter's settlement
// is open. Arguments: file, a digit that makes its messages its own, rounds. Writes what it settled, as JSON; with a
// fourth argument `report`, also each answer as it comes, as "msgid state".

import { type Answer, Counter, openCity } from './counter.ts';
import { cityHospital, tcmHospital, townHospital, worker } from './small-city.ts';

const [file = '', name = '0', rounds = '1', report = ''] = process.argv.slice(2);
const hospital = [cityHospital, tcmHospital, townHospital, cityHospital][Number(name)] ?? cityHospital;
const center = openCity({ file });
// Each process stands at a second of its own, so that no two of them ever number a message alike.
const counter = new Counter(center, hospital, () => `2011-08-15 09:00:0${name}`);
const item = { item: 'A', price: '50', quantity: '1', amount: '50.00' };

const sums = { inScope: 0, account: 0, settled: 0 };
const toFen = (yuan: string) => Math.round(Number(yuan) * 100);

function answered(msgid: string, state: string): void {
  if (report !== '') process.stdout.write(`${msgid} ${state}\n`);
}

/** Another counter's open settlement is waited out; any other refusal ends this process, so that it never spins. */
function unlessInDoubt<Output>(answer: Answer<Output>): Output | undefined {
  return answer.sim_prompt?.id === 'open-reconciliation' ? undefined : counter.must(answer);
}

/** One visit, unless another counter has this person in doubt at any of its steps. */
function tryOnce(): boolean {
  const registration = unlessInDoubt(counter.register(worker));
  if (!registration) return false;
  const { mdtrt_id } = registration.data;
  counter.must(counter.lines(worker, mdtrt_id, `B${mdtrt_id}`, [item]));
  const data = counter.trialData(worker, mdtrt_id, `B${mdtrt_id}`, '11', item.amount);
  const trial = unlessInDoubt(counter.trial(data));
  if (!trial) return false;
  const settled = unlessInDoubt(counter.settle(data, trial.setlinfo));
  if (!settled) return false;
  sums.inScope += toFen(settled.setlinfo.inscp_scp_amt);
  sums.account += toFen(settled.setlinfo.acct_pay);
  sums.settled += 1;
  const msgid = counter.lastMsgid;
  answered(msgid, 'unconfirmed');
  counter.must(counter.confirm(worker, msgid));
  answered(msgid, 'confirmed');
  return true;
}

while (sums.settled < Number(rounds)) tryOnce();
center.close();
process.stdout.write(JSON.stringify(sums));
