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
import type * as answers from './answers.ts';
import { type CenterClient, type Reply, unreached } from './center-client.ts';
import * as requests from './requests.ts';
import type { CenterSideEvent } from './visit/events.ts';
import type { CardHolder, Insured, YearSoFar } from './visit/people.ts';
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
      return { kind: 'refused', refusal: unreached(reply) };
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
function yearOf(totals: answers.YearTotals, insutype: string): YearSoFar {
  const of = (code: string) => totals.cuminfo.find((row) => row.insutype === insutype && row.cum_type_code === code);
  const sum = (code: string): Fen => of(code)?.cum ?? zeroFen;
  return {
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
    year: yearOf(totals, insurance.insutype),
    specialIllnesses: illnesses.feedetail.map((each) => ({
      code: each.opsp_dise_code,
      name: each.opsp_dise_name,
      from: each.begndate,
      until: each.enddate,
    })),
  };
}

/** Answers `identified`, or why not. Nothing is changed at the center. */
export async function identifyHolder(
  client: CenterClient,
  holder: CardHolder,
  now: Timestamp,
): Promise<CenterSideEvent> {
  const found = await client.ask(requests.person(holder));
  if (found.at !== 'answered') return eventOfFailure(found);
  const psnNo = found.output.baseinfo.psn_no;
  const totals = await client.ask(requests.yearTotals(psnNo, dateOfTimestamp(now)));
  if (totals.at !== 'answered') return eventOfFailure(totals);
  const illnesses = await client.ask(requests.specialIllnesses(psnNo));
  if (illnesses.at !== 'answered') return eventOfFailure(illnesses);
  const insured = insuredOf(found.output, totals.output, illnesses.output);
  return insured
    ? { kind: 'identified', insured }
    : { kind: 'problem-met', problem: centerProblem(`psn_type: ${found.output.insuinfo[0]?.psn_type ?? ''}`) };
}
