// Reads YAML (and JSON, which is YAML) so that a complaint about any key can name its line and column.
// It knows the shape of nothing: schemas are applied by whoever asked, and `complaints` puts their findings in place.

import {
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseAllDocuments,
  type YAMLMap,
} from 'yaml';
import type { z } from 'zod';
import type { Text } from '../domain/language.ts';
import { failure, ok, type Result } from '../domain/result.ts';
import type { PositionedYaml } from './positions.ts';
import { quickYaml } from './quick-positions.ts';

import { readQuickly } from './quick-yaml.ts';

export type { PositionedYaml } from './positions.ts';

/** Something unreadable in a file that a person wrote: where, and what was expected there. Lines and columns from 1. */
export interface InputProblem {
  readonly kind: 'input';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The path of the key, as in lines[0].price; empty for the file as a whole. */
  readonly key: string;
  readonly expected: Text;
  /** What stands there, shortened; absent where something is missing. */
  readonly found?: string;
}

type Path = readonly PropertyKey[];

const LONGEST_FOUND = 60;
/** Guards against documents that unfold without end through aliases. */
const MOST_ALIASES = 100;

export function keyOf(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

interface Found {
  readonly node: ParsedNode;
  /** The key in front of the node, where it stands in a map. */
  readonly key: Node | undefined;
}

function pairOf(map: YAMLMap, part: PropertyKey): { key: Node | undefined; value: unknown } | undefined {
  for (const { key, value } of map.items) {
    if (isScalar(key) && String(key.value) === String(part)) return { key, value };
  }
  return undefined;
}

/** The node of a path, or the deepest one on the way to it. */
function nodeAt(root: ParsedNode | null, path: Path): Found | undefined {
  if (!root) return undefined;
  let found: Found = { node: root, key: undefined };
  for (const part of path) {
    const pair = isMap(found.node) ? pairOf(found.node, part) : undefined;
    const item = isSeq(found.node) && typeof part === 'number' ? found.node.items[part] : undefined;
    const next = pair?.value ?? item;
    if (!isNode(next)) return pair ? { node: found.node, key: pair.key } : found;
    found = { node: next as ParsedNode, key: pair?.key };
  }
  return found;
}

/** Where people look for it: a map or list in its key's line, anything else where it stands. */
function offsetOf(found: Found | undefined): number {
  if (!found) return 0;
  const { node, key } = found;
  return (isScalar(node) || !key ? node.range[0] : key.range?.[0]) ?? 0;
}

/** Reads one document. Duplicate keys, several documents and broken syntax are refused. */
export function readPositioned(text: string, file: string): Result<PositionedYaml, InputProblem[]> {
  const root = readQuickly(text);
  return root ? ok(quickYaml(root, text, file)) : readWithLibrary(text, file);
}

/** The same by the library alone, which knows all of YAML and what is wrong with a text. */
export function readWithLibrary(text: string, file: string): Result<PositionedYaml, InputProblem[]> {
  const lineCounter = new LineCounter();
  const placed = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  let documents: ReturnType<typeof parseAllDocuments>;
  try {
    documents = parseAllDocuments(text, { lineCounter, prettyErrors: false, version: '1.2' });
  } catch (error) {
    // The parser recurses: text nested ten thousand deep runs out of stack before it is found to be no bill.
    return failure([{ kind: 'input', file, line: 1, column: 1, key: '', expected: syntax(messageOf(error)) }]);
  }
  const [document] = documents;
  if (!document || 'empty' in documents) {
    return failure([{ kind: 'input', file, line: 1, column: 1, key: '', expected: oneDocument }]);
  }
  const broken = documents.flatMap((one) => one.errors);
  if (broken.length > 0) {
    return failure(
      broken.map(({ pos, message }) => ({
        kind: 'input',
        file,
        ...placed(pos[0]),
        key: '',
        expected: syntax(message),
      })),
    );
  }
  const [, second] = documents;
  if (second) {
    return failure([{ kind: 'input', file, ...placed(second.range?.[0] ?? 0), key: '', expected: oneDocument }]);
  }
  const root = document.contents as ParsedNode | null;
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    const expected = syntax(messageOf(error));
    return failure([{ kind: 'input', file, line: 1, column: 1, key: '', expected }]);
  }
  return ok({
    file,
    content,
    positionOf: (path) => placed(offsetOf(nodeAt(root, path))),
    positionOfKey(path, key) {
      const found = nodeAt(root, path);
      const pair = found && isMap(found.node) ? pairOf(found.node, key) : undefined;
      return placed(pair?.key?.range?.[0] ?? offsetOf(found));
    },
  });
}

const oneDocument: Text = { zh: '恰好一个 YAML 或 JSON 文档', en: 'exactly one YAML or JSON document' };

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function syntax(message: string): Text {
  return { zh: `合法的 YAML 或 JSON（${message}）`, en: `valid YAML or JSON (${message})` };
}

function shortened(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length > LONGEST_FOUND ? `${text.slice(0, LONGEST_FOUND)}…` : text;
}

function valueAt(content: unknown, path: Path): unknown {
  let value = content;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}

/** What a schema found, in place. `expectations`: the texts behind the ids that the schema gives as messages. */
export function complaints(
  source: PositionedYaml,
  issues: readonly z.core.$ZodIssue[],
  expectations: Readonly<Record<string, Text>>,
): InputProblem[] {
  return issues.flatMap((issue): InputProblem[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        kind: 'input',
        file: source.file,
        ...source.positionOfKey(issue.path, key),
        key: keyOf([...issue.path, key]),
        expected: { zh: '此处认得的键（没有这个键）', en: 'no such key here' },
      }));
    }
    const isKey = issue.code === 'invalid_key';
    const found = isKey ? issue.path.at(-1) : valueAt(source.content, issue.path);
    const message = isKey ? (issue.issues[0]?.message ?? issue.message) : issue.message;
    const expected = expectations[message] ?? { zh: message, en: message };
    return [
      {
        kind: 'input',
        file: source.file,
        ...source.positionOf(issue.path),
        key: keyOf(issue.path),
        expected,
        ...(found === undefined ? {} : { found: shortened(found) }),
      },
    ];
  });
}

/** One line for standard error: file:line:column: key: expected …, found …. */
export function problemText(problem: InputProblem, language: 'zh' | 'en'): string {
  const { file, line, column, key, expected, found } = problem;
  const place = `${file}:${line}:${column}: ${key === '' ? '' : `${key}: `}`;
  if (language === 'zh') return `${place}应为${expected.zh}${found === undefined ? '' : `，实为 ${found}`}`;
  return `${place}expected ${expected.en}${found === undefined ? '' : `, found ${found}`}`;
}
