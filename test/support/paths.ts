// Where the program is, for tests and benchmarks alike.

import { join } from 'node:path';

export const top = join(import.meta.dirname, '..', '..');
export const launcher = join(top, 'bin', 'yibao-pos.js');
