// Whether a settlement may be undone, wholly or in part, and what would come of it: everything that 2208 decides before
// anything is written. A trial ends here.

import { addFen, formatYuan, negateFen, subtractFen } from '../../domain/money.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import type { Settlement } from '../../policy/settlement.ts';
import { type Charge, computeSettlement, settlementRow } from '../benefits.ts';
import { askPolicy, keptLines, keptQuantity, type Returned } from '../refund-computation.ts';
import type { RefundData } from '../refund-schema.ts';
import { firstChanged, type LaterSettlement } from '../replay.ts';
import { after, before, type Standing, standingOf } from '../standing.ts';
import type { Person } from '../store/people.ts';
import type { Kept } from '../store/refunds.ts';
import type { SettlementRow } from '../store/settlements.ts';
import type { FeeLine, Registration } from '../store/visits.ts';
import { inDoubt } from './checks.ts';
import { type Call, type Refused, refused } from './transaction.ts';

export interface RefundPlan {
  readonly undone: SettlementRow;
  readonly person: Person;
  /** What is kept, settled in the place of what is undone; undefined where everything is given back. */
  readonly remainder: (Kept & { readonly computed: Settlement }) | undefined;
  readonly trace: Settlement['trace'];
}

const registrationFee = '12';
const field = (name: string) => `input.data.${name}`;

/** The settlement that is to be undone: this hospital's, of this visit and person, and standing. */
function settlementToUndo(call: Call, data: RefundData): Result<SettlementRow, Refused> {
  const { settlements, refunds } = call.store;
  const no = (name: string, zh: string, en: string) => failure(refused(field(name), zh, en));
  const found = settlements.settlement(data.setl_id);
  if (!found) {
    return refunds.refundOf(data.setl_id)
      ? no('setl_id', '这是退费，不能再退', 'this is a refund itself')
      : no('setl_id', '没有这笔结算', 'no such settlement');
  }
  if (found.hospitalCode !== call.hospital.code) {
    return no('setl_id', '请到原结算医院退费', 'settled at another hospital: only that one can refund it');
  }
  if (found.mdtrtId !== data.mdtrt_id) return no('mdtrt_id', '与原结算不符', 'not that of the settlement');
  if (found.psnNo !== data.psn_no) return no('psn_no', '与原结算不符', 'not that of the settlement');
  if (found.state === 'reversed') return no('setl_id', '该结算已冲正', 'the settlement was reversed');
  return ok(found);
}

/** A settlement is undone once; what was kept of it has a number of its own. */
function undoneAlready({ store: { refunds } }: Call, settlement: SettlementRow): Refused | undefined {
  const refund = refunds.standingOf(settlement);
  if (!refund) return undefined;
  const rest = refunds.remainder(refund)?.setlId;
  if (rest === undefined) return refused(field('setl_id'), '已全部退费', 'wholly refunded already');
  return refused(field('setl_id'), `已退费，剩余结算为 ${rest}`, `refunded: what was kept is ${rest}`);
}

function returnedLines(lines: readonly FeeLine[], asked: RefundData['sim_returned']): Result<Returned, Refused> {
  if (asked === null) return ok({ lines: lines.map((_, place) => place), kept: new Map() });
  const places: number[] = [];
  const kept = new Map<number, string>();
  for (const [index, { feedetl_sn, cnt }] of asked.entries()) {
    const no = (name: string, zh: string, en: string) =>
      failure(refused(field(`sim_returned.${index}.${name}`), zh, en));
    const place = lines.findIndex(({ serial }) => serial === feedetl_sn);
    const line = lines[place];
    if (!line) return no('feedetl_sn', '这笔结算没有这一行', 'no such line in this settlement');
    if (places.includes(place)) return no('feedetl_sn', '重复', 'named twice');
    if (Number(cnt) === 0) return no('cnt', '数量为零', 'a quantity of nothing');
    if (Number(cnt) > Number(line.quantity)) {
      return no('cnt', `多于所收的 ${line.quantity}`, `more than the ${line.quantity} that were charged`);
    }
    places.push(place);
    const rest = keptQuantity(line.quantity, cnt);
    if (rest !== '0') kept.set(place, rest);
  }
  return ok({ lines: places, kept });
}

/** 退号: the fee alone, wholly, on its day, while nothing else has come of the visit. No return of drugs: the pack is not asked. */
function registrationStands(call: Call, { settlement, date }: Standing, returned: Returned): Refused | undefined {
  const { settlements, visits } = call.store;
  const { mdtrtId } = settlement;
  if (returned.kept.size > 0) {
    return refused(field('sim_returned'), '挂号费只能全退', 'a registration fee is given back wholly');
  }
  if (date !== call.today) return refused(field('setl_id'), '只能当日退号', 'only on the day of the registration');
  if (visits.hasDiagnosis(mdtrtId)) return refused(field('mdtrt_id'), '已就诊，不能退号', 'the visit has a diagnosis');
  if (settlements.ofVisit(mdtrtId).some(({ id }) => id !== settlement.id)) {
    return refused(field('mdtrt_id'), '该就诊已有其他结算', 'the visit has other settlements');
  }
  return undefined;
}

function visitOfSettlement(call: Call, { mdtrtId }: SettlementRow): Registration {
  const visit = call.store.visits.registration(mdtrtId);
  if (!visit) throw new Error(`a settlement of no visit: ${mdtrtId}`);
  return visit;
}

function asCharged(call: Call, person: Person, { settlement, date }: Standing) {
  const { medType, illness } = visitOfSettlement(call, settlement);
  const hospital = call.store.people.hospital(settlement.hospitalCode);
  if (!hospital) throw new Error(`a settlement at no hospital: ${settlement.setlId}`);
  const lines = call.store.visits.lines(settlement.mdtrtId, settlement.batch);
  return { visit: { date, person, level: hospital.level, medType, illness }, lines, hospital };
}

/** Every settlement since, as it was charged. */
function laterThan(call: Call, person: Person, place: number, standing: readonly Standing[]): LaterSettlement[] {
  return standing.filter((one) => one.place > place).map((one) => ({ ...one, ...asCharged(call, person, one) }));
}

function wouldChange(call: Call, { settlement }: LaterSettlement): Refused {
  const name = call.store.people.hospital(settlement.hospitalCode)?.name ?? settlement.hospitalCode;
  const which = `${name} ${settlement.dataString}`;
  return refused(field('setl_id'), `退费会改变之后的结算：${which}`, `would change a later settlement: ${which}`);
}

/** Why the policy does not allow it; undefined in its value where it was not asked (退号). */
function policyOn(call: Call, own: Standing, charge: Charge, returned: Returned) {
  const { settlement } = own;
  if (settlement.medType === registrationFee) {
    const problem = registrationStands(call, own, returned);
    return problem ? failure(problem) : ok(undefined);
  }
  const asked = askPolicy(call.pack, {
    charge,
    returned,
    kindOf: (item) => call.store.catalogue.item(item)?.category,
    today: call.today,
    yearNow: call.store.settlements.ledger(settlement.psnNo, settlement.year, settlement.benefit),
  });
  if (asked.ok) return ok(asked.value.trace);
  const { kind, text } = asked.error;
  return failure(refused(field(kind === 'not-refundable' ? 'sim_returned' : 'setl_id'), text.zh, text.en));
}

type Remainder = NonNullable<RefundPlan['remainder']>;

/** The lines that are kept, settled anew; the account afterwards is what it will really be, not what it was then. */
function settleKept(call: Call, undone: SettlementRow, charge: Charge, data: RefundData): Remainder {
  const computed = computeSettlement(call.pack, charge, { trace: true });
  const { psnNo, mdtrtId, hospitalCode, medType, benefit, batch } = undone;
  const place = { msgid: call.msgid, mdtrtId, batch, psnNo, hospitalCode, medType, settledAt: call.now, benefit };
  const row = settlementRow(charge, computed, { ...place, invoice: data.sim_invono ?? '' });
  const accountNow = call.store.money.balance(psnNo);
  const balance = addFen(accountNow, undone.account, negateFen(computed.account));
  const lines = charge.lines.map((line) => ({ ...line, msgid: call.msgid }));
  return { settlement: { ...row, balance }, lines, computed };
}

/** Rounding twice can leave a fen to pay for having brought something back: that is no refund. */
function paysMore(undone: SettlementRow, remainder: Remainder | undefined): Refused | undefined {
  if (!remainder) return undefined;
  const { settlement } = remainder;
  for (const part of ['total', 'fundTotal', 'account', 'cash'] as const) {
    const more = subtractFen(settlement[part], undone[part]);
    if (more > 0) {
      const amount = formatYuan(more);
      return refused(field('sim_returned'), `退后反而多付 ${amount}`, `${amount} more would have to be paid`);
    }
  }
  return undefined;
}

/** Checks a refund against everything that the center knows, and computes it. */
export function planRefund(call: Call, data: RefundData): Result<RefundPlan, Refused> {
  const { store, pack } = call;
  const found = settlementToUndo(call, data);
  if (!found.ok) return found;
  const undone = found.value;
  const person = store.people.person(undone.psnNo);
  if (!person) throw new Error(`settlement ${undone.setlId} of nobody`);
  const problem = inDoubt(call, person) ?? undoneAlready(call, undone);
  if (problem) return failure(problem);

  const standing = standingOf(store.settlements.ofPerson(person.psnNo), store.refunds.ofPerson(person.psnNo));
  const own = standing.find(({ settlement }) => settlement.id === undone.id);
  if (!own) throw new Error(`settlement ${undone.setlId} does not stand`);
  const year = before(own.place, standing, person.account);
  const charge: Charge = {
    ...asCharged(call, person, own),
    ledger: year.ledger(undone.year, undone.benefit),
    balance: year.account,
    useAccount: undone.accountUsed === 1,
  };
  const returned = returnedLines(charge.lines, data.sim_returned);
  if (!returned.ok) return returned;
  const policy = policyOn(call, own, charge, returned.value);
  if (!policy.ok) return policy;

  const lines = keptLines(pack, charge.lines, returned.value);
  const remainder = lines.length === 0 ? undefined : settleKept(call, undone, { ...charge, lines }, data);
  const paid = paysMore(undone, remainder);
  if (paid) return failure(paid);
  const then = remainder ? after(year, remainder.settlement) : year;
  const changed = firstChanged(pack, then, laterThan(call, person, own.place, standing));
  if (changed) return failure(wouldChange(call, changed));
  return ok({ undone, person, remainder, trace: policy.value });
}
