// Scenarios of one's own: where they are kept, and how a session that runs becomes one.

import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Text } from '../domain/language.ts';
import { problemText } from '../policy/positioned-yaml.ts';
import { scenarioFromLog } from '../training/authoring/from-log.ts';
import { keepScenario, readShelf, type Shelf, type Shelved } from '../training/scenario/shelf.ts';
import type { SessionLog } from '../training/session/log.ts';
import type { Globals } from './globals.ts';
import { scenariosFolder } from './scenarios-folder.ts';
import { namesOn, shelfOrRefuse } from './training-stage.ts';

/** Where an editor finds the format. */
export const scenarioSchemaPath = join(scenariosFolder, 'scenario.schema.json');

export function ownScenariosFolder({ dataFolder }: Pick<Globals, 'dataFolder'>): string {
  return join(dataFolder, 'training', 'scenarios');
}

/** One's own, as far as they can be read; none where there is no folder. */
export function ownShelf(globals: Globals): Shelf {
  const folder = ownScenariosFolder(globals);
  return existsSync(folder) ? readShelf(folder) : { shelved: [], problems: [] };
}

/** Those that come with the program, and one's own; one of one's own that cannot be read is named and left out. */
export function shelfWithOwn(globals: Globals): readonly Shelved[] {
  const shipped = shelfOrRefuse(globals.language);
  const { shelved, problems } = ownShelf(globals);
  for (const problem of problems) process.stderr.write(`${problemText(problem, globals.language)}\n`);
  const names = new Set(shipped.map(({ name }) => name));
  return [...shipped, ...shelved.filter(({ name }) => !names.has(name))];
}

/** A scenario is read at a glance: so many lines it has at most. */
export const mostLines = 40;

export function linesIn(text: string): number {
  return text.trimEnd().split('\n').length;
}

/** What is said to whoever pressed the key: where the scenario is, or why it could not be kept. */
export interface Kept {
  readonly text: Text;
  readonly meaning: 'fine' | 'attention' | 'refused';
}

/** Keeps a session as it is now as a scenario; `name`: of the file, without its ending. */
export function keepAsScenario(log: SessionLog, name: string, globals: Globals): Kept {
  try {
    const text = scenarioFromLog(log, { schema: scenarioSchemaPath, lookup: namesOn(globals.businessDate).lookup });
    const path = keepScenario(ownScenariosFolder(globals), name, text);
    const kept = basename(path, '.yaml');
    const said = { zh: `已存为情景，可以练习：drill ${kept}`, en: `kept as a scenario: drill ${kept}` };
    const lines = linesIn(text);
    if (lines <= mostLines) return { text: said, meaning: 'fine' };
    const more = { zh: `（${lines} 行，请删到 ${mostLines} 行）`, en: ` (${lines} lines: cut it to ${mostLines})` };
    return { text: { zh: said.zh + more.zh, en: said.en + more.en }, meaning: 'attention' };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { text: { zh: `情景没有存上：${why}`, en: `the scenario was not kept: ${why}` }, meaning: 'refused' };
  }
}
