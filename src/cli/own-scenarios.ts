// Scenarios of one's own: where they are kept, and how a session that runs becomes one.

import { join } from 'node:path';
import type { Text } from '../domain/language.ts';
import { scenarioFromLog } from '../training/authoring/from-log.ts';
import { keepScenario } from '../training/scenario/shelf.ts';
import type { SessionLog } from '../training/session/log.ts';
import type { Globals } from './globals.ts';
import { scenariosFolder } from './scenarios-folder.ts';

/** Where an editor finds the format. */
export const scenarioSchemaPath = join(scenariosFolder, 'scenario.schema.json');

export function ownScenariosFolder({ dataFolder }: Pick<Globals, 'dataFolder'>): string {
  return join(dataFolder, 'training', 'scenarios');
}

/** What is said to whoever pressed the key: where the scenario is, or why it could not be kept. */
export interface Kept {
  readonly text: Text;
  readonly meaning: 'fine' | 'refused';
}

/** Keeps a session as it is now as a scenario; `name`: of the file, without its ending. */
export function keepAsScenario(log: SessionLog, name: string, globals: Globals): Kept {
  try {
    const path = keepScenario(ownScenariosFolder(globals), name, scenarioFromLog(log, scenarioSchemaPath));
    return { text: { zh: `已存为情景：${path}`, en: `kept as a scenario: ${path}` }, meaning: 'fine' };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { text: { zh: `情景没有存上：${why}`, en: `the scenario was not kept: ${why}` }, meaning: 'refused' };
  }
}
