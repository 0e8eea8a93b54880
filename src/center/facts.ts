// Reads from the store what the eligibility chain asks about: the thin side of eligibility.ts. It decides nothing but
// who it is that a credential and a name stand for.

import { parseEVoucher } from '../domain/e-voucher.ts';
import { certType } from '../domain/protocol/codes.ts';
import { isGranted, waitingMonthsFor } from './benefits.ts';
import type { CardFact, EligibilityFacts, KnownPerson, WantedVisit } from './eligibility.ts';
import type { Credential } from './schemas.ts';
import type { Person } from './store/people.ts';
import type { Store } from './store/store.ts';
import type { VisitMedType } from './store/visits.ts';
import type { Call } from './transactions/transaction.ts';

/** The card that was shown, if one was, and the identity number that the center has behind the credential. */
export interface Shown {
  readonly card: CardFact;
  readonly idNumber: string | undefined;
}

/** The identity number of no one: what names nobody must match nobody. */
const nobody = '';

/** Looks a credential up. A card counts as known only with the very number that the center issued it under. */
export function readCredential(store: Store, credential: Credential): Shown {
  if (credential.mdtrt_cert_type === certType.eVoucher) {
    const voucher = parseEVoucher(credential.mdtrt_cert_no);
    const idNumber = voucher.ok ? store.credentials.holderOfVoucher(voucher.value.unique) : undefined;
    return { card: { card: 'none-shown' }, idNumber: idNumber ?? nobody };
  }
  if (credential.mdtrt_cert_type !== certType.socialSecurityCard) {
    return { card: { card: 'none-shown' }, idNumber: credential.mdtrt_cert_no };
  }
  const identification = (credential.card_sn ?? '').toUpperCase();
  const found = store.people.card(identification);
  if (found?.cardNumber !== credential.mdtrt_cert_no) {
    return { card: { card: 'unknown', identification, cardNumber: credential.mdtrt_cert_no }, idNumber: undefined };
  }
  return { card: { card: 'known', identification, state: found.state }, idNumber: found.idNumber };
}

/** What is known of a person, each thing asked when a check looks at it: 1101 looks at none, most visits at no illness. */
export function readPerson(store: Store, person: Person): KnownPerson {
  const { people, settlements } = store;
  const { psnNo, duty } = person;
  return {
    psnNo,
    get unconfirmed() {
      return settlements.unconfirmed(psnNo);
    },
    get admission() {
      return people.openAdmission(psnNo);
    },
    duty,
    get paidMonths() {
      return people.paidMonths(person);
    },
    get waitingSince() {
      return people.waitingPeriods(psnNo);
    },
    get scope() {
      return people.scope(psnNo);
    },
    get specialIllnesses() {
      return people.specialIllnesses(psnNo);
    },
  };
}

export interface VisitWish {
  readonly medType: VisitMedType;
  readonly illness: string | null;
}

export function readVisit(call: Call, person: Person, wish: VisitWish): WantedVisit {
  const { hospital, pack, today } = call;
  const visit = { date: today, person, level: hospital.level, ...wish };
  const [granted, waitingMonths] = [isGranted(pack, visit), waitingMonthsFor(pack, visit)];
  return { hospitalCode: hospital.code, ...wish, granted, waitingMonths };
}

/** The facts of someone found by person number, with what they show; for 2001 they show nothing. */
export function factsOfPerson(
  call: Call,
  psnNo: string,
  shown: Shown | undefined,
  wish: VisitWish,
): { readonly facts: EligibilityFacts; readonly person: Person | undefined } {
  const found = call.store.people.person(psnNo);
  const matches = found !== undefined && (shown?.idNumber === undefined || shown.idNumber === found.idNumber);
  const person = matches ? found : undefined;
  const facts: EligibilityFacts = {
    today: call.today,
    card: shown?.card ?? { card: 'none-shown' },
    person: person
      ? { known: true, person: readPerson(call.store, person) }
      : { known: false, searched: { psn_no: psnNo } },
    visit: person && readVisit(call, person, wish),
  };
  return { facts, person };
}
