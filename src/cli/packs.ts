// The rule packs that a command has asked for, each loaded once. A pack that does not exist is told from a broken one.

import type { Text } from '../domain/language.ts';
import { failure, type Result } from '../domain/result.ts';
import { loadPack, type PackProblem, packNames } from '../policy/load-pack.ts';
import type { Pack } from '../policy/pack.ts';

export type NoPack =
  | { readonly kind: 'unknown'; readonly expected: Text }
  | { readonly kind: 'broken'; readonly problems: readonly PackProblem[] };

/** A stream of bills may name any number of packs that do not exist; only so many answers are kept. */
const MOST_KEPT = 64;

export class Packs {
  readonly #kept = new Map<string, Result<Pack, NoPack>>();
  readonly #known = packNames();

  /** The pack of this name, with variants behind plus signs. */
  get(name: string): Result<Pack, NoPack> {
    const kept = this.#kept.get(name);
    if (kept) return kept;
    const loaded = this.#load(name);
    if (this.#kept.size < MOST_KEPT) this.#kept.set(name, loaded);
    return loaded;
  }

  #load(name: string): Result<Pack, NoPack> {
    if (!this.#known.includes(name.split('+')[0] ?? '')) {
      const known = this.#known.join(', ');
      return failure({ kind: 'unknown', expected: { zh: `规则包之一：${known}`, en: `one of the packs ${known}` } });
    }
    const pack = loadPack(name);
    return pack.ok ? pack : failure({ kind: 'broken', problems: pack.error });
  }
}
