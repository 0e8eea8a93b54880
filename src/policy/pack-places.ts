// Where the rules of a pack stand and where their figures come from: turns a path in a rule file into the reference that
// traces and complaints carry. It gathers problems; it decides nothing about rules.

import type { Text } from '../domain/language.ts';
import type { SourceData } from './pack-schema.ts';
import { type InputProblem, keyOf, type PositionedYaml } from './positioned-yaml.ts';
import type { Place as Spot } from './positions.ts';
import type { RuleRef, Source } from './trace.ts';

export type PackProblem = InputProblem;
type Path = readonly (string | number)[];

/** The documents that a pack cites, by id. */
export type Documents = ReadonlyMap<string, { readonly title: string }>;

/** One file of a pack while it is compiled. */
export class PackFile {
  readonly #yaml: PositionedYaml;
  readonly #documents: Documents;
  readonly #problems: PackProblem[];
  readonly #head: string;

  /** `head`: the file that names the documents. */
  constructor(yaml: PositionedYaml, documents: Documents, problems: PackProblem[], head = 'pack.yaml') {
    this.#yaml = yaml;
    this.#documents = documents;
    this.#problems = problems;
    this.#head = head;
  }

  /** Notes something wrong at a path. */
  complain(path: Path, expected: Text, found?: string): void {
    this.#problems.push({
      kind: 'input',
      file: this.#yaml.file,
      ...this.#yaml.positionOf(path),
      key: keyOf(path),
      expected,
      ...(found === undefined ? {} : { found }),
    });
  }

  /**
   * The reference of the rule at a path; `key` is the name it is known by, `title` what it is to people. Where it stands is
   * looked up when somebody wants to see it: most rules of a pack are never shown.
   */
  refer(path: Path, source: Source, key: string, title: Text): RuleRef {
    const yaml = this.#yaml;
    let known: Spot | undefined;
    const spot = () => {
      known ??= yaml.positionOf(path);
      return known;
    };
    return {
      file: yaml.file,
      get line() {
        return spot().line;
      },
      get column() {
        return spot().column;
      },
      key,
      title,
      source,
    };
  }

  /** The source beside a rule, checked: a document of the pack, or an assumption that says why. */
  source(data: SourceData, path: Path): Source {
    const { source, why } = data;
    if (source === undefined) {
      this.complain(path, { zh: '该值或其参数带有 source', en: 'a source, on the value’s row or on its parameter' });
      return { kind: 'assumption', why: { zh: '未注明', en: 'not stated' } };
    }
    if (source === 'assumption') {
      if (!why)
        this.complain([...path, 'source'], { zh: '假设须以 why 说明', en: 'an assumption with `why` beside it' });
      return { kind: 'assumption', why: why ?? { zh: '未注明', en: 'not stated' } };
    }
    const { document: id, section } = source;
    const document = this.#documents.get(id);
    if (!document) {
      const known = [...this.#documents.keys()].join(', ');
      const expected = { zh: `${this.#head} 中的文件之一：${known}`, en: `a document of ${this.#head}: ${known}` };
      this.complain([...path, 'source'], expected, id);
    }
    return { kind: 'document', document: id, title: document?.title ?? id, section };
  }
}
