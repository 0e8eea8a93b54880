// The conformance run in process, for every card of its page, and the page (docs/readers.md) held against it.
// Through a pseudo-terminal and PC/SC the same runs in test/system.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCardFixtures } from '../../src/cli/card-fixtures.ts';
import { dateOf } from '../../src/domain/date.ts';
import { cardTable, conformanceCards, conformanceOf } from '../support/conformance.ts';
import { top } from '../support/paths.ts';

const page = readFileSync(join(top, 'docs', 'readers.md'), 'utf8');

describe('docs/readers.md', () => {
  it.each(conformanceCards)('%s: every step of the run stands there, with what it showed', async (card) => {
    const steps = await conformanceOf(`mock:${card}`, loadCardFixtures(dateOf('2011-08-15')));
    for (const step of steps) expect(step, step.detail).not.toMatchObject({ outcome: 'failed' });
    // What holds in process holds the other ways too; the system tests say the same of each.
    expect(page).toContain(cardTable(card, { 'in process': steps, 'pseudo-terminal': steps, 'PC/SC': steps }));
  });
});
