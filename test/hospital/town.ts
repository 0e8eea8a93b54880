// The invented city with a real center and real hospital files, for tests of the hospital's side.

import { join } from 'node:path';
import type { OpenedReader } from '../../drivers/open.ts';
import type { CodeScanner, IdCardReader } from '../../drivers/reader.ts';
import { type EmbeddedCenter, openCenter } from '../../src/center/center.ts';
import { type CityFixtures, loadCity } from '../../src/center/city-fixtures.ts';
import { type Clock, dateOf, type Timestamp } from '../../src/domain/date.ts';
import { createLine, type Line } from '../../src/hospital/center-line.ts';
import { createDesk } from '../../src/hospital/create-desk.ts';
import type { Desk, DeskSnapshot, Station } from '../../src/hospital/desk.ts';
import { loadHospital, placeAt } from '../../src/hospital/hospital-fixtures.ts';
import { createLookup } from '../../src/hospital/lookup.ts';
import { createOperators } from '../../src/hospital/operators/operators.ts';
import { type Schedule, systemSchedule } from '../../src/hospital/schedule.ts';
import { type HospitalStore, openStore, type StoreMachine } from '../../src/hospital/store/open-store.ts';
import type { RegistrationChoice } from '../../src/hospital/visit/charge.ts';
import type { CounterEvent } from '../../src/hospital/visit/events.ts';
import { loadPack } from '../../src/policy/load-pack.ts';
import { type PocketCard, type ScriptedReader, scriptedReader } from './scripted-reader.ts';

export const businessDay = dateOf('2011-08-15');

/** A clock that goes on by a second whenever it is asked. */
export function walkingClock(from = `${businessDay} 09:00:00`): Clock {
  let at = new Date(`${from.replace(' ', 'T')}Z`).getTime();
  return {
    now() {
      at += 1000;
      return new Date(at).toISOString().slice(0, 19).replace('T', ' ') as Timestamp;
    },
  };
}

function must<Value>(result: { ok: true; value: Value } | { ok: false; error: unknown }): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error, null, 2));
  return result.value;
}

const pack = must(loadPack('tianjin-2011'));

let loaded: CityFixtures | undefined;
/** Read when it is needed: a program that dies a hundred times over a founded city does not need it. */
function city(): CityFixtures {
  loaded ??= must(loadCity(businessDay));
  return loaded;
}

const compact = (date: string) => date.replaceAll('-', '');

export function pocketCard(id: string): PocketCard {
  const found = city().cards.find((card) => card.id === id);
  if (!found) throw new Error(`no card ${id}`);
  return {
    pin: found.pin,
    card: {
      identification: found.identification,
      area: found.identification.slice(0, 6),
      cardClass: '1',
      version: found.version,
      institution: '',
      issued: compact(found.issuedOn),
      validUntil: compact(found.validUntil),
      cardNumber: found.number,
      socialSecurityNumber: found.holder.idNumber,
      name: found.holder.name,
      sex: found.holder.sex,
      ethnicGroup: found.ethnicGroup,
      birthPlace: '129900',
      birth: compact(found.holder.birth),
      resetInfo: found.resetInfo,
    },
  };
}

/** A card by what it is good for: the prompt that its registration meets first. */
export function cardShowing(prompt: string): PocketCard {
  const found = city().cards.find((card) => card.shows === prompt);
  if (!found) throw new Error(`no card shows ${prompt}`);
  return pocketCard(found.id);
}

/** The cards that meet a prompt: which, and what has to be so for it to come up. */
export function troubledCards() {
  return city().cards.flatMap(({ id, shows, foulContacts, holder }) => {
    if (shows === undefined) return [];
    const person = city().seed.people.find(({ idNumber }) => idNumber === holder.idNumber);
    const [code] = person?.specialIllnesses.map((each) => each.code) ?? [];
    const named = city().seed.illnesses.find((each) => each.code === code) ?? city().seed.illnesses[0];
    const illness = shows === 'special-illness-lapsed' ? named : undefined;
    return [{ id, shows, foul: foulContacts ?? 0, illness }];
  });
}

export function openTownCenter(file = ':memory:', clock: Clock = walkingClock()): EmbeddedCenter {
  return must(openCenter({ file, seed: () => city().seed, pack, clock }));
}

export const people = 'H12990000001';
export const chineseMedicine = 'H12990000002';

export interface WindowOptions {
  readonly center: { handle(request: string): string | Promise<string> };
  readonly folder: string;
  readonly hospital?: string;
  readonly window?: number;
  readonly station?: Station;
  readonly clock?: Clock;
  /** Lets a test stand in front of the store: to count its writes, or to die at one. */
  readonly guard?: (store: HospitalStore) => HospitalStore;
  readonly line?: Line;
  /** Lets a window die within this process: its file and its lock are let go, and nothing more is written. */
  readonly machine?: StoreMachine;
  /** Another reader than the scripted one. */
  readonly opened?: OpenedReader;
  readonly idReader?: IdCardReader;
  readonly scanner?: CodeScanner;
  readonly schedule?: Schedule;
  readonly signIn?: 'demanded';
  readonly practice?: boolean;
}

export interface Window {
  readonly desk: Desk;
  readonly line: Line;
  readonly reader: ScriptedReader;
  readonly store: HospitalStore;
  /** Dispatches and waits until nothing is under way. */
  act(event: CounterEvent): Promise<DeskSnapshot>;
  insert(card: PocketCard): Promise<DeskSnapshot>;
  remove(): Promise<DeskSnapshot>;
  close(): Promise<void>;
}

export function openWindow(options: WindowOptions): Window {
  const { center, folder, hospital = people, window = 1, station = 'register' } = options;
  const clock = options.clock ?? walkingClock(`${businessDay} 10:00:00`);
  const data = must(loadHospital(hospital));
  const opened = must(openStore({ folder, hospitalCode: hospital, window }, clock.now(), options.machine));
  const store = options.guard?.(opened) ?? opened;
  const line =
    options.line ??
    createLine({ handle: (request) => center.handle(request), schedule: systemSchedule, deadline: 5000 });
  const reader = scriptedReader();
  const place = placeAt(data, window) ?? placeAt(data, 1);
  if (!place) throw new Error(`no window ${window}`);
  const desk = createDesk({
    place,
    area: data.hospital.area,
    reader: options.opened ?? reader,
    ...(options.idReader && { idReader: options.idReader }),
    ...(options.scanner && { scanner: options.scanner }),
    transport: line.transport,
    store,
    operators: createOperators({
      roster: data.roster,
      store: store.operators,
      clock,
      practice: options.practice ?? true,
    }),
    ...(options.signIn && { signIn: options.signIn }),
    clock,
    schedule: options.schedule ?? systemSchedule,
    lookup: createLookup(data),
    limits: { card: 5000, center: 5000 },
    station,
  });
  return {
    desk,
    line,
    reader,
    store,
    act(event) {
      desk.dispatch(event);
      return desk.settled();
    },
    insert(card) {
      reader.insert(card);
      return desk.settled();
    },
    remove() {
      reader.remove();
      return desk.settled();
    },
    async close() {
      await desk.close();
      opened.close(clock.now());
    },
  };
}

export function choiceAt(desk: Desk, query = 'nk', kind: RegistrationChoice['kind'] = 'ordinary'): RegistrationChoice {
  const [department] = desk.lookup.departments(query);
  if (!department) throw new Error(`no department ${query}`);
  const [doctor] = desk.lookup.doctors(department);
  if (!doctor) throw new Error(`no doctor in ${department.name}`);
  return { kind, illness: undefined, department, doctor };
}

export function centerFile(folder: string): string {
  return join(folder, 'center.db');
}
