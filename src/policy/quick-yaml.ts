// Reads the plain part of YAML in which rule packs are written, some twenty times as fast as the library: block maps and lists,
// flow collections, quoted and plain scalars, anchors on collections. Whatever it is not sure of, right or wrong, it leaves to
// the library by answering undefined, so that it never has to complain and never reads anything differently.

export type QuickNode =
  | { readonly kind: 'scalar'; readonly at: number; readonly value: string | number | boolean }
  | { readonly kind: 'map'; readonly at: number; readonly entries: readonly QuickEntry[] }
  | { readonly kind: 'list'; readonly at: number; readonly items: readonly QuickNode[] }
  | { readonly kind: 'alias'; readonly at: number; readonly target: QuickNode };

export interface QuickEntry {
  readonly key: string;
  readonly keyAt: number;
  readonly value: QuickNode;
}

/** Characters and openings that mean more than this reader knows: tabs, carriage returns, other documents, directives. */
const beyond = /[^\n\P{Cc}]|[\u2028\u2029\ufeff]|^(---|\.\.\.|%)/mu;
const plainKey = /[A-Za-z][\w.-]*|\d{4}-\d\d-\d\d|[a-z0-9]+(?:-[a-z0-9.]+)+/y;
const anchorName = /[A-Za-z][\w-]*/y;
const quoted = /"([^"\\\n]*)"/y;
/** A plain scalar begins with none of these. */
const indicators = new Set('-?:,[]{}#&*!|>\'"%@`~.+=< \n');
const wholeNumber = /^(0|[1-9]\d{0,14})$/;
/** What YAML might take for something else than text: numbers of any form, nulls, booleans in capitals. */
const notText = /^([-+.\d][\d.eExXoOa-fA-F_+-]*|null|Null|NULL|True|TRUE|False|FALSE)$/;
const day = /^\d{4}-\d\d-\d\d$/;
const reserved = new Set(['__proto__', 'true', 'false', 'null', 'True', 'False', 'Null', 'TRUE', 'FALSE', 'NULL']);
/** Deeper than any pack; far from the end of the stack. */
const DEEPEST = 100;

class Reader {
  readonly #text: string;
  readonly #anchors = new Map<string, QuickNode>();
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): QuickNode | undefined {
    const column = this.#nextLine();
    if (column !== 0) return undefined;
    const node = this.#block(0);
    return node && this.#at >= this.#text.length ? node : undefined;
  }

  /** Skips blanks, comments and line ends from the end of a value; answers the column of what follows, -1 at the end. */
  #nextLine(): number {
    const text = this.#text;
    while (this.#at < text.length) {
      const start = this.#at;
      while (text[this.#at] === ' ') this.#at += 1;
      const character = text[this.#at];
      if (character === '#' && (this.#at > start || start === 0 || text[start - 1] === '\n')) {
        const end = text.indexOf('\n', this.#at);
        this.#at = end < 0 ? text.length : end + 1;
      } else if (character === '\n') this.#at += 1;
      else if (character !== undefined) return this.#at - (text.lastIndexOf('\n', this.#at - 1) + 1);
    }
    return -1;
  }

  #column(): number {
    return this.#at - (this.#text.lastIndexOf('\n', this.#at - 1) + 1);
  }

  /** Whether only blanks and a comment stand between here and the line's end. */
  #lineEnds(): boolean {
    const text = this.#text;
    let at = this.#at;
    while (text[at] === ' ') at += 1;
    return at >= text.length || text[at] === '\n' || (text[at] === '#' && at > this.#at);
  }

  #block(column: number): QuickNode | undefined {
    this.#depth += 1;
    if (this.#depth > DEEPEST) return undefined;
    const isItem = this.#text[this.#at] === '-' && this.#text[this.#at + 1] === ' ';
    const node = isItem ? this.#blockList(column) : this.#blockMap(column);
    this.#depth -= 1;
    return node;
  }

  #blockList(column: number): QuickNode | undefined {
    const at = this.#at;
    const items: QuickNode[] = [];
    while (this.#text[this.#at] === '-' && this.#text[this.#at + 1] === ' ') {
      this.#at += 2;
      while (this.#text[this.#at] === ' ') this.#at += 1;
      const item = this.#startsMap() ? this.#block(this.#column()) : this.#inline();
      if (!item) return undefined;
      items.push(item);
      if (item.kind !== 'map' || this.#text[this.#at] === '\n' || this.#text[this.#at] === ' ') {
        if (!this.#atLineStart() && !this.#lineEnds()) return undefined;
      }
      const next = this.#atLineStart() ? this.#column() : this.#nextLine();
      if (next < column || this.#at >= this.#text.length) break;
      if (next > column) return undefined;
    }
    return { kind: 'list', at, items };
  }

  /** Whether the reader stands on the first character of its line that is no blank. */
  #atLineStart(): boolean {
    const start = this.#text.lastIndexOf('\n', this.#at - 1) + 1;
    return this.#at >= this.#text.length || this.#text.slice(start, this.#at).trim() === '';
  }

  /** Whether a key with its colon stands here. */
  #startsMap(): boolean {
    const before = this.#at;
    const key = this.#key();
    const found = key !== undefined && this.#text[this.#at] === ':';
    this.#at = before;
    return found;
  }

  #key(): string | undefined {
    const pattern = this.#text[this.#at] === '"' ? quoted : plainKey;
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (!match) return undefined;
    this.#at = pattern.lastIndex;
    const key = match[1] ?? match[0];
    return reserved.has(key) ? undefined : key;
  }

  #blockMap(column: number): QuickNode | undefined {
    const at = this.#at;
    const entries: QuickEntry[] = [];
    const seen = new Set<string>();
    for (;;) {
      const keyAt = this.#at;
      const key = this.#key();
      if (key === undefined || seen.has(key) || this.#text[this.#at] !== ':') return undefined;
      seen.add(key);
      this.#at += 1;
      const value = this.#valueOf(column);
      if (!value) return undefined;
      entries.push({ key, keyAt, value });
      const next = this.#atLineStart() ? (this.#at >= this.#text.length ? -1 : this.#column()) : this.#nextLine();
      if (next < column) return { kind: 'map', at, entries };
      if (next > column) return undefined;
      if (this.#text[this.#at] === '-' && this.#text[this.#at + 1] === ' ') return undefined;
    }
  }

  /** What stands behind a key of a block map: on its line, or as a block below it. */
  #valueOf(column: number): QuickNode | undefined {
    if (!this.#lineEnds()) {
      if (this.#text[this.#at] !== ' ') return undefined;
      while (this.#text[this.#at] === ' ') this.#at += 1;
      if (this.#text[this.#at] === '&') return this.#anchored(column);
      const value = this.#inline();
      return value && this.#lineEnds() ? value : undefined;
    }
    const below = this.#nextLine();
    const isItem = this.#text[this.#at] === '-' && this.#text[this.#at + 1] === ' ';
    if (below > column || (below === column && isItem)) return this.#block(below);
    return undefined;
  }

  /** An anchor on a collection; on anything else it is left to the library. */
  #anchored(column?: number): QuickNode | undefined {
    this.#at += 1;
    anchorName.lastIndex = this.#at;
    const name = anchorName.exec(this.#text)?.[0];
    if (name === undefined || this.#anchors.has(name)) return undefined;
    this.#at += name.length;
    const value = column === undefined ? this.#anchoredInFlow() : this.#valueOf(column);
    if (!value || (value.kind !== 'map' && value.kind !== 'list')) return undefined;
    this.#anchors.set(name, value);
    return value;
  }

  #anchoredInFlow(): QuickNode | undefined {
    if (this.#text[this.#at] !== ' ') return undefined;
    this.#flowBlanks();
    return this.#inline(true);
  }

  /** A value on one line: flow collection, alias or scalar. */
  #inline(inFlow = false): QuickNode | undefined {
    const character = this.#text[this.#at];
    if (character === '{' || character === '[') return this.#flow(character);
    if (character === '"') return this.#quotedScalar();
    if (character === '*') return this.#alias();
    return this.#plain(inFlow);
  }

  #quotedScalar(): QuickNode | undefined {
    quoted.lastIndex = this.#at;
    const match = quoted.exec(this.#text);
    if (!match) return undefined;
    const at = this.#at;
    this.#at = quoted.lastIndex;
    return { kind: 'scalar', at, value: match[1] ?? '' };
  }

  #alias(): QuickNode | undefined {
    const at = this.#at;
    anchorName.lastIndex = at + 1;
    const name = anchorName.exec(this.#text)?.[0];
    const target = name === undefined ? undefined : this.#anchors.get(name);
    if (name === undefined || !target) return undefined;
    this.#at = at + 1 + name.length;
    return { kind: 'alias', at, target };
  }

  #plain(inFlow: boolean): QuickNode | undefined {
    const at = this.#at;
    if (indicators.has(this.#text[at] ?? '~')) return undefined;
    let end = at;
    for (;;) {
      const character = this.#text[end];
      if (character === undefined || character === '\n') break;
      if (inFlow && (character === ',' || character === ']' || character === '}')) break;
      if (inFlow && (character === '[' || character === '{')) return undefined;
      if (character === '#' && this.#text[end - 1] === ' ') break;
      if (character === ':' && /[\s,\]}]/.test(this.#text[end + 1] ?? ' ')) return undefined;
      end += 1;
    }
    // Within a flow collection the text could go on in the next line.
    if (inFlow && this.#text[end] === '\n') return undefined;
    const written = this.#text.slice(at, end).trimEnd();
    this.#at = at + written.length;
    if (written === 'true' || written === 'false') return { kind: 'scalar', at, value: written === 'true' };
    if (wholeNumber.test(written)) return { kind: 'scalar', at, value: Number(written) };
    if (notText.test(written) && !day.test(written)) return undefined;
    return { kind: 'scalar', at, value: written };
  }

  /** Skips blanks inside a flow collection; one that goes on in another line is left to the library. */
  #flowBlanks(): void {
    while (this.#text[this.#at] === ' ') this.#at += 1;
  }

  #flow(open: '{' | '['): QuickNode | undefined {
    this.#depth += 1;
    if (this.#depth > DEEPEST) return undefined;
    const at = this.#at;
    const close = open === '{' ? '}' : ']';
    const entries: QuickEntry[] = [];
    const items: QuickNode[] = [];
    this.#at += 1;
    for (;;) {
      this.#flowBlanks();
      if (this.#text[this.#at] === close) break;
      if (open === '{') {
        const entry = this.#flowEntry();
        if (!entry || entries.some(({ key }) => key === entry.key)) return undefined;
        entries.push(entry);
      } else {
        const item = this.#inline(true);
        if (!item) return undefined;
        items.push(item);
      }
      this.#flowBlanks();
      if (this.#text[this.#at] === ',') this.#at += 1;
      else if (this.#text[this.#at] !== close) return undefined;
    }
    this.#at += 1;
    this.#depth -= 1;
    return open === '{' ? { kind: 'map', at, entries } : { kind: 'list', at, items };
  }

  #flowEntry(): QuickEntry | undefined {
    const keyAt = this.#at;
    const key = this.#key();
    if (key === undefined || this.#text[this.#at] !== ':' || this.#text[this.#at + 1] !== ' ') return undefined;
    this.#at += 1;
    this.#flowBlanks();
    const value = this.#text[this.#at] === '&' ? this.#anchored() : this.#inline(true);
    return value && { key, keyAt, value };
  }
}

/** The document's tree, or undefined where the library should read it. */
export function readQuickly(text: string): QuickNode | undefined {
  return beyond.test(text) ? undefined : new Reader(text).document();
}

/** The tree as plain values. An alias is the value of its anchor once more. */
export function quickContent(node: QuickNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(quickContent);
    case 'map':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, quickContent(value)]));
    case 'alias':
      return quickContent(node.target);
  }
}
