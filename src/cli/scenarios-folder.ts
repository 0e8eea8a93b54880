// Where the scenarios that come with the product lie.

import { join } from 'node:path';
import { fixturesFolder } from '../center/city-files.ts';

export const scenariosFolder = join(fixturesFolder(), 'scenarios');
