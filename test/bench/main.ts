// `npm run bench`: every figure is a ratio within this one run, so that it means the same on a fast and a slow machine.

import { benchReader } from './reader.ts';
import { benchScreen } from './screen.ts';
import { benchServed } from './served.ts';
import { benchSettle } from './settle.ts';

export interface Figure {
  readonly name: string;
  readonly ratio: number;
  /** What was divided by what, with both medians. */
  readonly detail: string;
}

for (const bench of [benchSettle, benchScreen, benchReader, benchServed]) {
  for (const figure of await bench()) {
    process.stdout.write(`${figure.ratio.toFixed(2).padStart(9)} ×  ${figure.name}\n             ${figure.detail}\n`);
  }
}
process.exit(0);
