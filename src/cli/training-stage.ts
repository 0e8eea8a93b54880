// What the training commands share: the shelf of scenarios, cities in folders of their own that are gone afterwards, names,
// and the terminal.

import { rmSync } from 'node:fs';
import { type CalendarDate, dateOf, type Timestamp, timestampOf } from '../domain/date.ts';
import { inLanguage, type Language, type Text } from '../domain/language.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import { loadHospital, loadHospitals } from '../hospital/hospital-fixtures.ts';
import { createLookup } from '../hospital/lookup.ts';
import { systemSchedule } from '../hospital/schedule.ts';
import { problemText } from '../policy/positioned-yaml.ts';
import { type CityProblem, openCity } from '../training/city.ts';
import { makeDataFolder } from '../training/data-folder.ts';
import type { Names } from '../training/drill/plan.ts';
import { spokenScenario } from '../training/drill/spoken.ts';
import { type Records, recordsIn } from '../training/records/records.ts';
import type { Scenario } from '../training/scenario/format.ts';
import type { Stage } from '../training/scenario/player.ts';
import { loadShelf, type Shelved } from '../training/scenario/shelf.ts';
import type { HolderNames } from '../training/scenario/step-words.ts';
import type { SessionTime } from '../training/session/session-time.ts';
import type { CounterClock } from '../ui/clock.ts';
import { loadCardFixtures } from './card-fixtures.ts';
import { cityPack } from './city.ts';
import { WrongUsage } from './exit.ts';
import type { Globals } from './globals.ts';
import { newFolder } from './own-folder.ts';
import { scenariosFolder } from './scenarios-folder.ts';

/** The scenarios that come with the product; a broken one is told with its place. */
export function shelfOrRefuse(language: Language): readonly Shelved[] {
  const loaded = loadShelf(scenariosFolder);
  if (loaded.ok) return loaded.value;
  throw new WrongUsage(loaded.error.map((problem) => problemText(problem, language)).join('\n'));
}

/** The same scenarios with the names of what they call by code or initials, for whoever works through them. */
export function inNames(shelf: readonly Shelved[], names: Names): readonly Shelved[] {
  const codes = hospitalCodes();
  // One's own may name a hospital that there is not; whoever opens it is told so.
  const isPlaced = ({ hospital, steps }: Scenario) =>
    codes.has(hospital) && steps.every(({ step }) => step.name !== 'hospital' || codes.has(step.value));
  return shelf.map((each) =>
    isPlaced(each.scenario) ? { ...each, scenario: spokenScenario(each.scenario, names) } : each,
  );
}

/** When a scenario happens: at its own date and time where it names them, else in the morning of the business date. */
export function startOf(scenario: Pick<Scenario, 'date' | 'time'>, businessDate: CalendarDate): Timestamp {
  const date = scenario.date === undefined ? businessDate : dateOf(scenario.date);
  return timestampOf(date, scenario.time ?? '09:30:00');
}

export interface Folders {
  /** A stage whose city is in a new folder. */
  stageAt(time: SessionTime): Stage;
  /** Every folder is gone. */
  clear(): void;
}

/** Where nothing can be written, that is told before any screen is drawn. */
export function ownFolders(language: Language = 'zh'): Folders {
  const root = newFolder('yibao-pos-training-');
  if (!root.ok) throw refusedBy(root.error, language);
  return {
    stageAt({ clock, schedule, passDays }) {
      let kept: string | undefined;
      return {
        open() {
          const folder = kept === undefined ? newFolder('city-', root.value) : ok(kept);
          if (!folder.ok) return folder;
          kept = folder.value;
          return openCity({ dataFolder: kept, clock, schedule, pack: cityPack, cards: loadCardFixtures });
        },
        readerUrl: 'mock:',
        idReaderUrl: 'mock:',
        windowAt: () => 1,
        passDays,
      };
    },
    clear() {
      rmSync(root.value, { recursive: true, force: true });
    },
  };
}

/** What names of departments, items and people mean in the invented city of that day. */
export function namesOn(day: CalendarDate): Names {
  const lookups = new Map<string, ReturnType<typeof createLookup>>();
  return {
    cards: loadCardFixtures(day),
    lookup(hospital) {
      const known = lookups.get(hospital);
      if (known) return known;
      const data = loadHospital(hospital);
      if (!data.ok) throw new WrongUsage(`no designated hospital ${hospital} / 没有定点医疗机构`);
      const lookup = createLookup(data.value);
      lookups.set(hospital, lookup);
      return lookup;
    },
  };
}

export function holderNames({ cards }: Names): HolderNames {
  const known = new Map<string, string>();
  return (id) => {
    const name = known.get(id) ?? cards.get(id)?.name ?? hospitalName(id);
    known.set(id, name);
    return name;
  };
}

/** Every way of naming a hospital of the city. */
function hospitalCodes(): ReadonlySet<string> {
  const hospitals = loadHospitals();
  return new Set(hospitals.ok ? hospitals.value.flatMap(({ code, number }) => [code, number]) : []);
}

export function hospitalName(hospital: string): string {
  const hospitals = loadHospitals();
  const found = hospitals.ok
    ? hospitals.value.find(({ code, number }) => code === hospital || number === hospital)
    : undefined;
  return found?.name ?? hospital;
}

/** The terminal that this program was started in, and its clock, as a stage holds them. */
export function thisTerminal({ language }: Globals, clock: CounterClock) {
  return { language, environment: process.env, stdin: process.stdin, stdout: process.stdout, clock };
}

export function terminalClock({ clock }: Globals): CounterClock {
  return { now: () => clock.now(), monotonic: () => systemSchedule.now(), after: systemSchedule.after };
}

/** `without`: what does the same without a terminal. */
export function demandTerminal(what: string, without = 'yibao-pos run FILE'): void {
  if (process.stdin.isTTY && process.stdout.isTTY) return;
  throw new WrongUsage(`${what} needs a terminal; without one: ${without} / 需要终端`);
}

export function problemWords(problem: CityProblem, language: Language): Text {
  const text = problem.kind === 'reader' ? problem.error.cause : inLanguage(problem.cause, language);
  return { zh: text, en: text };
}

function refusedBy(problem: CityProblem, language: Language): WrongUsage {
  const remedy = problem.kind === 'reader' ? problem.error.remedy : problem.remedy;
  const cause = inLanguage(problemWords(problem, language), language);
  return new WrongUsage(`${cause}\n  → ${inLanguage(remedy, language)}`);
}

/** The records in a folder, which is made; where that cannot be, the command ends with what to do. */
export function recordsOrRefuse(folder: string, language: Language): Records {
  const made = makeDataFolder(folder);
  if (!made.ok) throw refusedBy(made.error, language);
  return recordsIn(folder);
}

/** What the disk refused in keeping a log or a result; an error of the program itself goes on. */
export function orNotKept<Value>(act: () => Value): Result<Value, Text> {
  try {
    return ok(act());
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return failure({ zh: `没有存上：${error.message}`, en: `not kept: ${error.message}` });
  }
}
