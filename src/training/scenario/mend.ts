// What somebody outside the counter does: pays a month, finishes a discharge, renews a registration, declares a card.
// The person is named by their card.

import type { WorldChange } from '../../center/inspect.ts';
import { failure, ok, type Result } from '../../domain/result.ts';
import { loadHospitals } from '../../hospital/hospital-fixtures.ts';
import type { City } from '../city.ts';
import type { Mending, Mishap } from './steps.ts';

/** The mending of the center's own terms for a scenario's, with the card that names the person. */
function askedFor(mending: Mending, identification: (card: string) => string | undefined) {
  if ('pay' in mending) return { card: mending.pay, act: { do: 'pay-month' } } as const;
  if ('discharge' in mending) return { card: mending.discharge, act: { do: 'discharge' } } as const;
  if ('renew' in mending) {
    const { illness, at, renew: card } = mending;
    return { card, act: { do: 'renew-special-illness', illness, hospitalCode: hospitalCode(at) } } as const;
  }
  const act = { do: 'declare-card', identification: identification(mending.card) ?? '', state: mending.state } as const;
  return { card: mending.card, act };
}

function hospitalCode(wanted: string): string {
  const hospitals = loadHospitals();
  return (hospitals.ok ? hospitals.value.find(({ number }) => number === wanted)?.code : undefined) ?? wanted;
}

/** Mends the world; answers what there was not to mend. */
export function mend(city: City, mending: Mending): Result<readonly never[], string> {
  const { card, act } = askedFor(mending, (id) => city.cards.get(id)?.identification);
  return change(city, card, act);
}

/** Something happens to somebody; answers what could not happen. */
export function befall(city: City, mishap: Mishap): Result<readonly never[], string> {
  if ('unpay' in mishap) return change(city, mishap.unpay, { do: 'leave-month-unpaid' });
  if ('admit' in mishap) {
    return change(city, mishap.admit, { do: 'admit', hospitalCode: hospitalCode(mishap.at) });
  }
  return change(city, mishap.lapse, { do: 'lapse-special-illness', illness: mishap.illness });
}

function change(city: City, card: string, act: WorldChange): Result<readonly never[], string> {
  const holder = city.cards.get(card);
  if (!holder) return failure(`no card ${card}`);
  const { inspection } = city.center;
  const found = inspection.personByIdNumber(holder.socialSecurityNumber);
  if (!found) return failure(`nobody at the center holds the card ${card}`);
  const mended = inspection.mend(found.person.psnNo, act);
  return mended.ok ? ok([]) : mended;
}
