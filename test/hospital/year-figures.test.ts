// The figures of the year beside a visit: of the ledger that is charged, and after each charge as the center has them.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedCenter } from '../../src/center/center.ts';
import type { Insured, Patient } from '../../src/hospital/visit/people.ts';
import type { VisitState } from '../../src/hospital/visit/state.ts';
import { consult, identify, pay, register, takeCash } from './steps.ts';
import { centerFile, choiceAt, openTownCenter, openWindow, pocketCard, type Window } from './town.ts';

let folder: string;
let center: EmbeddedCenter;
let window: Window;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hospital-'));
  center = openTownCenter(centerFile(folder));
  window = openWindow({ center, folder });
});
afterEach(async () => {
  await window.close();
  center.close();
  rmSync(folder, { recursive: true, force: true });
});

function insuredOf(patient: Patient | undefined): Insured {
  if (patient?.known !== 'by-center') throw new Error('the center was not asked');
  return patient.insured;
}

function shownIn(visit: VisitState): Insured {
  switch (visit.at) {
    case 'choosing':
      return insuredOf(visit.patient);
    case 'trial-shown':
      return insuredOf(visit.subject.purpose === 'registration' ? visit.subject.patient : visit.subject.ticket.patient);
    case 'registered':
    case 'paid':
      return insuredOf(visit.ticket.patient);
    default:
      throw new Error(visit.at);
  }
}

/** What the center's own books say of this person now. */
function booked({ idNumber, psnNo, year }: Insured) {
  const found = center.inspection.personByIdNumber(idNumber);
  const { inScope, deductible, fund } = center.inspection.ledger(psnNo, 2011, year.ledger);
  return { account: found?.person.account, year: { inScope, deductibleTaken: deductible, fund } };
}

describe('a visit for a special illness (门特)', () => {
  const gao = pocketCard('gao-wenbin');

  async function registerForIllness() {
    const chosen = shownIn((await identify(window, gao)).visit);
    const [illness] = chosen.specialIllnesses;
    if (!illness) throw new Error('no special illness registered');
    const choice = { ...choiceAt(window.desk, 'snk', 'special-illness'), illness };
    return { chosen, trial: await window.act({ kind: 'choice-made', choice }) };
  }

  it('shows the ordinary year at the choice, and its own from the trial on', async () => {
    const { chosen, trial } = await registerForIllness();
    expect(chosen.year.ledger).toBe('outpatient');
    const shown = shownIn(trial.visit);
    expect(shown.year.ledger).toBe('special-illness');
    expect(shown).toMatchObject({ year: booked(shown).year });
    expect([shown.year.deductible, shown.year.limit]).not.toEqual([chosen.year.deductible, chosen.year.limit]);
    await window.act({ kind: 'confirmed' });
    const registered = shownIn((await takeCash(window)).visit);
    expect(registered.year.ledger).toBe('special-illness');
    expect(registered).toMatchObject(booked(registered));
  });

  it('is shown so again when its fees are paid', async () => {
    await registerForIllness();
    await window.act({ kind: 'confirmed' });
    await takeCash(window);
    await consult(window);
    window.desk.openStation('pay');
    const shown = shownIn((await window.desk.settled()).visit);
    expect(shown.year).toMatchObject({ ledger: 'special-illness', ...booked(shown).year });
  });
});

describe('after a charge', () => {
  const wang = pocketCard('wang-xiulan');

  it('the ticket carries the account and the year as the center has them: the consulting room sees no old money', async () => {
    await register(window, wang);
    const [ticket] = (await window.desk.settled()).queue.consult;
    const seen = insuredOf(ticket?.patient);
    expect(seen).toMatchObject(booked(seen));
  });

  it('so it does once the fees are paid', async () => {
    await register(window, wang);
    await consult(window);
    const paid = shownIn((await pay(window, wang)).visit);
    expect(paid).toMatchObject(booked(paid));
  });
});
