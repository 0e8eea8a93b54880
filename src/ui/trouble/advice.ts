// The catalogue's word on a refusal, made particular where the refusal names somebody.

import type { Text } from '../../domain/language.ts';
import { promptEntry } from '../../domain/prompt-catalog.ts';
import type { Refusal } from '../../hospital/visit/state.ts';

export interface Advice {
  readonly cause: Text;
  readonly remedy: Text;
  /** Who has to act. */
  readonly actor: Text;
}

/** The hospital inside prompt 3: between its fixed words and the 23 characters of the data string. */
const namedHospital = /^存在未完成的对账信息，提示(.+)\d{23}$/u;

export function adviceOn(refusal: Refusal): Advice {
  const { cause, remedy, actor, actorName } = promptEntry(refusal.prompt);
  const hospital = actor === 'named-hospital' ? namedHospital.exec(refusal.text)?.[1] : undefined;
  return { cause, remedy, actor: hospital === undefined ? actorName : { zh: hospital, en: hospital } };
}
