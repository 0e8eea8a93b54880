// `yibao-pos prompts` and `yibao-pos cards` as a process: the documents of 8-cli, aligned tables, exit codes.

import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { promptCatalog } from '../../src/domain/prompt-catalog.ts';
import { runProgram } from '../support/program.ts';

/** The cell columns at which a needle begins in each line that has it. */
function columnsOf(text: string, needles: readonly string[]): Set<number> {
  return new Set(
    text.split('\n').flatMap((line) => {
      const found = needles.find((needle) => line.includes(needle));
      return found === undefined ? [] : [stringWidth(line.slice(0, line.indexOf(found)), { ambiguousIsNarrow: true })];
    }),
  );
}

describe('prompts', () => {
  test('--json is one document with id, text, cause, remedy, who acts and precedence (8-cli)', async () => {
    const { code, stdout, stderr } = await runProgram(['prompts', '--json']);
    expect([code, stderr]).toEqual([0, '']);
    const documents = JSON.parse(stdout) as Record<string, unknown>[];
    expect(documents.map(({ id }) => id)).toEqual(promptCatalog.map(({ id }) => id));
    for (const document of documents) {
      expect(document).toMatchObject({
        text: expect.any(String),
        cause: expect.any(String),
        remedy: expect.any(String),
        whoActs: expect.any(String),
        precedence: expect.any(Array),
      });
    }
  });

  test('one by its id, in English; its text stays Chinese', async () => {
    const { code, stdout } = await runProgram(['prompts', 'waiting-period', '--json', '--lang', 'en']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      id: 'waiting-period',
      number: 10,
      text: '个人缴费有六个月的等待期',
      remedy: 'swipe again once the six months have passed',
      steps: ['settle-in-cash', 'end-visit'],
    });
  });

  test('an unknown id ends with 2 and the list, on standard error', async () => {
    const { code, stdout, stderr } = await runProgram(['prompts', 'no-such-prompt']);
    expect([code, stdout]).toEqual([2, '']);
    for (const { id } of promptCatalog) expect(stderr).toContain(id);
  });

  test('the table is aligned in terminal cells', async () => {
    const { stdout } = await runProgram(['prompts']);
    const actors = promptCatalog.map(({ actorName }) => actorName.zh);
    expect(columnsOf(stdout, actors).size).toBe(1);
    expect(columnsOf(stdout, ['「']).size).toBe(1);
  });
});

describe('cards', () => {
  test('--json is an array of card, holder, class, pin, shows and about, and of nothing else (8-cli)', async () => {
    const { code, stdout, stderr } = await runProgram(['cards', '--json', '--date', '2011-08-15']);
    expect([code, stderr]).toEqual([0, '']);
    const cards = JSON.parse(stdout) as Record<string, unknown>[];
    expect(cards.length).toBeGreaterThanOrEqual(26);
    for (const card of cards) {
      expect(Object.keys(card)).toEqual(['card', 'holder', 'class', 'pin', 'shows', 'about']);
      expect(card.pin).toMatch(/^\d{6}$/);
    }
    const ids = new Set<unknown>(promptCatalog.map(({ id }) => id));
    expect(cards.every(({ shows }) => shows === null || ids.has(shows))).toBe(true);
    expect(cards[0]).toMatchObject({ card: 'wang-xiulan', holder: '王秀兰', pin: '123456', shows: null });
  });

  test.each(['zh', 'en'])('the table is aligned in terminal cells, %s', async (language) => {
    const { stdout } = await runProgram(['cards', '--lang', language]);
    expect(columnsOf(stdout, ['123456', '246810', '888666', '194910']).size).toBe(1);
  });
});
