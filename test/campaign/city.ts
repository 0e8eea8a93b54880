// The invented city as runs use it: read and founded once a process, then copied for each run; who lives there, and what
// they can show at a window.

import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type CardState, newCard } from '../../drivers/virtual/card-os/card.ts';
import { openCenter } from '../../src/center/center.ts';
import { loadCity } from '../../src/center/city-fixtures.ts';
import { loadCardFixtures } from '../../src/cli/card-fixtures.ts';
import { dateOf, type Timestamp } from '../../src/domain/date.ts';
import type { Lookup } from '../../src/hospital/desk.ts';
import { type HospitalData, loadHospital, loadHospitals } from '../../src/hospital/hospital-fixtures.ts';
import { createLookup } from '../../src/hospital/lookup.ts';
import { openFile } from '../../src/hospital/store/open-file.ts';
import { loadPack } from '../../src/policy/load-pack.ts';
import type { Pack } from '../../src/policy/pack.ts';
import { loadReview } from '../../src/policy/review/load-review.ts';
import type { ReviewRules } from '../../src/policy/review/rule.ts';
import { pins } from './left-pins.ts';

export const foundingDay = dateOf('2011-08-15');

export interface Resident {
  readonly card: string;
  readonly idNumber: string;
  readonly pin: string;
  /** The prompt that their registration meets; undefined: none. */
  readonly shows: string | undefined;
  readonly voucher: string | undefined;
  readonly illnesses: readonly { readonly code: string; readonly name: string }[];
}

export interface CampaignCity {
  readonly pack: Pack;
  readonly review: ReviewRules;
  readonly hospitals: readonly { readonly data: HospitalData; readonly lookup: Lookup }[];
  readonly residents: readonly Resident[];
  /** Every card as it was on the founding day. */
  cards(): Map<string, CardState>;
  /** A folder of its own with the founded center in it, and how to be rid of it. */
  freshFolder(): { readonly folder: string; readonly remove: () => void };
  close(): void;
}

function must<Value>(result: { ok: true; value: Value } | { ok: false; error: unknown }): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function seedOf(id: string): number {
  return [...id].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), 7);
}

/** @param ground where the folders are made; in memory, the disk's own speed has no part in a run */
export function openCampaignCity(ground: string): CampaignCity {
  mkdirSync(ground, { recursive: true });
  const top = mkdtempSync(join(ground, 'campaign-'));
  const founded = join(top, 'founded');
  mkdirSync(founded);
  const pack = must(loadPack('tianjin-2011'));
  const review = must(loadReview());
  const city = must(loadCity(foundingDay));
  const clock = { now: () => `${foundingDay} 00:00:00` as Timestamp };
  const center = must(openCenter({ file: join(founded, 'center.db'), clock, pack, seed: city.seed }));
  const nameOf = new Map(city.seed.illnesses.map(({ code, name }) => [code, name]));
  const residents = city.cards.map(({ id, shows, holder }): Resident => {
    const person = city.seed.people.find(({ idNumber }) => idNumber === holder.idNumber);
    const codes = [...new Set(person?.specialIllnesses.map(({ code }) => code) ?? [])];
    return {
      card: id,
      idNumber: holder.idNumber,
      pin: pins.right,
      shows,
      voucher: center.inspection.eVoucher(holder.idNumber),
      illnesses: codes.map((code) => ({ code, name: nameOf.get(code) ?? code })),
    };
  });
  center.close();
  const contents = loadCardFixtures(foundingDay);
  const hospitals = must(loadHospitals()).map(({ code }) => {
    const data = must(loadHospital(code));
    // A run's hospitals begin with files that are empty, and of this version.
    must(openFile(join(founded, `hospital-${data.hospital.code}.db`))).close();
    return { data, lookup: createLookup(data) };
  });
  return {
    pack,
    review,
    hospitals,
    residents,
    cards: () =>
      new Map(
        [...contents].map(([id, data]) => [id, newCard({ ...data, pin: pins.right, foulContacts: 0 }, seedOf(id))]),
      ),
    freshFolder() {
      const folder = mkdtempSync(join(top, 'run-'));
      cpSync(founded, folder, { recursive: true });
      return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
    },
    close: () => rmSync(top, { recursive: true, force: true }),
  };
}
