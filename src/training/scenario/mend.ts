// What somebody outside the counter does: pays a month, finishes a discharge, renews a registration, declares a card; and
// what befalls people so that they need it. The person is named by their card.

import type { VirtualCardData } from '../../../drivers/open.ts';
import type { NewcomerChange, WorldChange } from '../../center/inspect.ts';
import { dateOf } from '../../domain/date.ts';
import type { Text } from '../../domain/language.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import { loadHospitals } from '../../hospital/hospital-fixtures.ts';
import type { City } from '../city.ts';
import { stepProblems } from './step-problems.ts';
import type { Mending, Mishap } from './steps.ts';

type Done = Result<readonly never[], Text>;

function hospitalCode(wanted: string): string {
  const hospitals = loadHospitals();
  return (hospitals.ok ? hospitals.value.find(({ number }) => number === wanted)?.code : undefined) ?? wanted;
}

/** Whoever holds a card, with what is done for or to them. */
function askedFor(asked: Mending | Mishap): { readonly card: string; readonly act: WorldChange | 'enrol' | 'issue' } {
  if ('pay' in asked) return { card: asked.pay, act: { do: 'pay-month' } };
  if ('discharge' in asked) return { card: asked.discharge, act: { do: 'discharge' } };
  if ('renew' in asked) {
    const { illness, at, renew: card } = asked;
    return { card, act: { do: 'renew-special-illness', illness, hospitalCode: hospitalCode(at) } };
  }
  if ('end-waiting' in asked) return { card: asked['end-waiting'], act: { do: 'end-waiting-period' } };
  if ('grant' in asked) return { card: asked.grant, act: { do: 'grant-outpatient' } };
  if ('enrol' in asked) return { card: asked.enrol, act: 'enrol' };
  if ('issue' in asked) return { card: asked.issue, act: 'issue' };
  if ('unpay' in asked) return { card: asked.unpay, act: { do: 'leave-month-unpaid' } };
  if ('admit' in asked) return { card: asked.admit, act: { do: 'admit', hospitalCode: hospitalCode(asked.at) } };
  if ('lapse' in asked) return { card: asked.lapse, act: { do: 'lapse-special-illness', illness: asked.illness } };
  // Which card is meant is known only where its holder is.
  return { card: asked.card, act: { do: 'declare-card', identification: '', state: asked.state } };
}

function newcomer(act: 'enrol' | 'issue', holder: VirtualCardData): NewcomerChange {
  const { identification, cardNumber, socialSecurityNumber: idNumber, name, sex, birth } = holder;
  if (act === 'issue') return { do: 'register-card', identification, cardNumber, idNumber };
  const day = dateOf(`${birth.slice(0, 4)}-${birth.slice(4, 6)}-${birth.slice(6, 8)}`);
  return { do: 'enrol', name, idNumber, sex, birth: day };
}

/** Changes the world; answers what there was not to change. */
export function change(city: City, asked: Mending | Mishap): Done {
  const { card, act } = askedFor(asked);
  const holder = city.cards.get(card);
  if (!holder) return failure(stepProblems.noCard(card));
  const { inspection } = city.center;
  if (act === 'enrol' || act === 'issue') {
    const admitted = inspection.admitNewcomer(newcomer(act, holder));
    return admitted.ok ? ok([]) : failure(stepProblems.nothingToChange(card));
  }
  const found = inspection.personByIdNumber(holder.socialSecurityNumber);
  if (!found) return failure(stepProblems.noHolder(card));
  const meant = act.do === 'declare-card' ? { ...act, identification: holder.identification } : act;
  const changed = inspection.mend(found.person.psnNo, meant);
  return changed.ok ? ok([]) : failure(stepProblems.nothingToChange(card));
}
