// The gallery: the ten prompts by their numbers in the deck, the ordinary visit, and all other scenarios below them.

import type { Text } from '../../domain/language.ts';
import type { PromptId } from '../../domain/prompt.ts';
import { promptCatalog } from '../../domain/prompt-catalog.ts';
import type { Shelved } from '../../training/scenario/shelf.ts';
import type { Sheet, SheetKey, SheetPart } from '../stage/sheet.ts';

export interface GalleryRow {
  /** The key that leads there at once; further down there is none. */
  readonly key: string;
  readonly text: Text;
  readonly note: Text | undefined;
  readonly shelved: Shelved;
  /** Plays by itself until this prompt is there; undefined: step by step. */
  readonly prompt: PromptId | undefined;
}

const ordinary = 'ordinary-visit';

/** The scenario that shows a prompt first and most plainly: the one that is named for it, else the first that has it. */
function scenarioOf(prompt: string, shelf: readonly Shelved[]): Shelved | undefined {
  const having = shelf.filter(({ prompts }) => (prompts as readonly string[]).includes(prompt));
  return (
    having.find(({ name }) => name === `prompt-${prompt}`) ??
    having.find(({ name }) => name.startsWith(`prompt-${prompt}`)) ??
    having[0]
  );
}

export function galleryRows(shelf: readonly Shelved[]): readonly GalleryRow[] {
  const prompts = promptCatalog.flatMap(({ id, number, template, cause }) => {
    const shelved = scenarioOf(id, shelf);
    if (!shelved) return [];
    const key = String(number % 10);
    return [{ key, text: { zh: template, en: template }, note: cause, shelved, prompt: id }];
  });
  const visit = shelf.find(({ name }) => name === ordinary);
  const shown = new Set([...prompts.map(({ shelved }) => shelved.name), ordinary]);
  const others = shelf.filter(({ name }) => !shown.has(name));
  return [
    ...prompts,
    ...(visit ? [{ key: 'v', text: visit.scenario.title, note: undefined, shelved: visit, prompt: undefined }] : []),
    ...others.map((shelved) => ({
      key: ' ',
      text: shelved.scenario.title,
      note: undefined,
      shelved,
      prompt: undefined,
    })),
  ];
}

export function gallerySheet(
  rows: readonly GalleryRow[],
  index: number,
  title: Text,
  keys: readonly SheetKey[],
): Sheet {
  const parts = rows.map(
    (row, place): SheetPart => ({
      is: 'choice',
      key: row.key,
      text: row.text,
      chosen: place === index,
      ...(place === index && row.note ? { note: row.note } : {}),
    }),
  );
  return { title, parts, keys };
}
