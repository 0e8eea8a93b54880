// Who is this to the insurance: 1101, the year so far (5206), special-illness registrations (5301).

import type { z } from 'zod';
import { dateOfTimestamp, type Timestamp } from '../domain/date.ts';
import { type Fen, zeroFen } from '../domain/money.ts';
import type { CivilServant, InsuredStatus } from '../domain/person.ts';
import {
  civilServantCode,
  identityModelWorker,
  insuredState,
  insutypeOf,
  psnTypeOf,
  psnTypeVeteranWorker,
} from '../domain/protocol/codes.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import type * as answers from './answers.ts';
import { type CenterClient, type Reply, unreached } from './center-client.ts';
import * as requests from './requests.ts';
import type { VisitKind } from './visit/charge.ts';
import type { CenterSideEvent } from './visit/events.ts';
import type { CardHolder, IdCardHolder, Insured, YearSoFar } from './visit/people.ts';
import { centerProblem } from './visit/problem.ts';

type PersonFound = z.infer<typeof answers.personFound>;
type SpecialIllnesses = z.infer<typeof answers.specialIllnesses>;

/** What an answer other than "done" means to a visit. */
export function eventOfFailure(reply: Exclude<Reply<unknown>, { at: 'answered' }>): CenterSideEvent {
  switch (reply.at) {
    case 'refused':
      return { kind: 'refused', refusal: reply.refusal };
    case 'problem':
      return { kind: 'problem-met', problem: reply.problem };
    case 'unanswered':
      // A center that was reached, and says what is wrong here, is no center that could not be.
      return reply.word ? { kind: 'problem-met', problem: reply.word } : { kind: 'refused', refusal: unreached(reply) };
  }
}

/** 11… in service, 12… retired, 13… veteran workers (retired), 14… minors, 15… adult residents. */
function statusOf(psnType: string): InsuredStatus | undefined {
  if (psnType === psnTypeVeteranWorker) return 'retired';
  const statuses: readonly InsuredStatus[] = ['in-service', 'retired', 'minor', 'adult'];
  return statuses.find((status) => psnType.slice(0, 2) === psnTypeOf[status].slice(0, 2));
}

function civilServantOf(flag: string): CivilServant {
  const kinds: readonly CivilServant[] = ['none', 'in-service', 'retired', 'privileged'];
  return kinds.find((kind) => civilServantCode[kind] === flag) ?? 'none';
}

/** cum_type_code: inscp, dedc, fund; the standards stand beside the first two. */
function yearOf(totals: answers.YearTotals, insutype: string, kind: VisitKind): YearSoFar {
  const of = (code: string) => totals.cuminfo.find((row) => row.insutype === insutype && row.cum_type_code === code);
  const sum = (code: string): Fen => of(code)?.cum ?? zeroFen;
  return {
    ledger: kind === 'special-illness' ? kind : 'outpatient',
    inScope: sum('inscp'),
    deductibleTaken: sum('dedc'),
    deductible: of('dedc')?.sim_standard,
    limit: of('inscp')?.sim_standard,
    fund: sum('fund'),
  };
}

function insuredOf(found: PersonFound, totals: answers.YearTotals, illnesses: SpecialIllnesses): Insured | undefined {
  const { baseinfo, insuinfo, idetinfo } = found;
  const insurance = insuinfo.find((each) => each.psn_insu_stas === insuredState.normal) ?? insuinfo[0];
  const status = insurance && statusOf(insurance.psn_type);
  if (!insurance || !status) return undefined;
  return {
    psnNo: baseinfo.psn_no,
    name: baseinfo.psn_name,
    idNumber: baseinfo.certno,
    sex: baseinfo.gend === '1' ? 'male' : 'female',
    birth: baseinfo.brdy,
    age: baseinfo.age,
    scheme: insurance.insutype === insutypeOf.employee ? 'employee' : 'resident',
    status,
    veteranWorker: insurance.psn_type === psnTypeVeteranWorker,
    modelWorker: idetinfo.some((each) => each.psn_idet_type === identityModelWorker),
    civilServant: civilServantOf(insurance.cvlserv_flag),
    employer: insurance.emp_name,
    account: insurance.balc,
    year: yearOf(totals, insurance.insutype, 'ordinary'),
    specialIllnesses: illnesses.feedetail.map((each) => ({
      code: each.opsp_dise_code,
      name: each.opsp_dise_name,
      from: each.begndate,
      until: each.enddate,
    })),
  };
}

/** The year as a visit of this kind counts it; what identification asked is that of ordinary visits. */
export async function yearFor(
  client: CenterClient,
  { psnNo, scheme }: Insured,
  kind: VisitKind,
  now: Timestamp,
): Promise<Result<YearSoFar, CenterSideEvent>> {
  const totals = await client.ask(requests.yearTotals(psnNo, kind, dateOfTimestamp(now)));
  return totals.at === 'answered'
    ? ok(yearOf(totals.output, insutypeOf[scheme], kind))
    : failure(eventOfFailure(totals));
}

/** The person behind a 1101, with the year and the registrations; or why not. Nothing is changed at the center. */
async function ask(
  client: CenterClient,
  query: requests.Message<PersonFound>,
  now: Timestamp,
): Promise<Result<Insured, CenterSideEvent>> {
  const found = await client.ask(query);
  if (found.at !== 'answered') return failure(eventOfFailure(found));
  const { baseinfo } = found.output;
  const totals = await client.ask(requests.yearTotals(baseinfo.psn_no, 'ordinary', dateOfTimestamp(now)));
  if (totals.at !== 'answered') return failure(eventOfFailure(totals));
  const illnesses = await client.ask(requests.specialIllnesses(baseinfo.psn_no));
  if (illnesses.at !== 'answered') return failure(eventOfFailure(illnesses));
  const insured = insuredOf(found.output, totals.output, illnesses.output);
  if (insured) return ok(insured);
  const unreadable = `psn_type: ${found.output.insuinfo[0]?.psn_type ?? ''}`;
  return failure({ kind: 'problem-met', problem: centerProblem(unreadable) });
}

/** Answers `identified`, or why not. */
export async function identifyHolder(
  client: CenterClient,
  holder: CardHolder,
  now: Timestamp,
): Promise<CenterSideEvent> {
  const found = await ask(client, requests.person(holder), now);
  return found.ok ? { kind: 'identified', insured: found.value } : found.error;
}

/** As `identifyHolder`, with the PIN that the center keeps; a wrong one is prompt 9, with the tries that are left. */
export async function identifyWithPin(
  client: CenterClient,
  holder: IdCardHolder,
  pin: string,
  now: Timestamp,
): Promise<CenterSideEvent> {
  const found = await ask(client, requests.person(holder, pin), now);
  if (found.ok) return { kind: 'identified', insured: found.value };
  const { error } = found;
  if (error.kind !== 'refused' || error.refusal.prompt !== 'wrong-pin') return error;
  const triesLeft = Number(error.refusal.fact.tries_left ?? Number.NaN);
  return Number.isInteger(triesLeft) ? { kind: 'refused', refusal: { ...error.refusal, triesLeft } } : error;
}

/** Whose e-voucher it is: answers `recognised`, or why not. */
export async function recognise(client: CenterClient, code: string, now: Timestamp): Promise<CenterSideEvent> {
  const found = await ask(client, requests.voucher(code), now);
  if (!found.ok) return found.error;
  const { idNumber, name, sex, birth } = found.value;
  return { kind: 'recognised', holder: { by: 'e-voucher', code, idNumber, name, sex, birth }, insured: found.value };
}
