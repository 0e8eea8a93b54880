// A key as the counter knows it, whatever bytes the terminal sent for it.

export type NamedKey =
  | 'enter'
  | 'escape'
  | 'tab'
  | 'backspace'
  | 'delete'
  | 'insert'
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'home'
  | 'end'
  | 'page-up'
  | 'page-down'
  | `f${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12}`;

export interface Modifiers {
  readonly shift: boolean;
  readonly alt: boolean;
  readonly ctrl: boolean;
}

export type Key =
  /** One character that can be typed. */
  | { readonly kind: 'character'; readonly text: string; readonly alt: boolean }
  | { readonly kind: 'named'; readonly name: NamedKey; readonly modifiers: Modifiers }
  /** Ctrl and a letter, lower case. */
  | { readonly kind: 'control'; readonly letter: string }
  /** Bracketed paste: text, never commands. */
  | { readonly kind: 'paste'; readonly text: string }
  /** The terminal's answer to "where is the cursor"; 1-based. */
  | { readonly kind: 'cursor-report'; readonly row: number; readonly column: number };

export const noModifiers: Modifiers = { shift: false, alt: false, ctrl: false };

/** The one name of a key in the command table: `enter`, `shift+tab`, `ctrl+r`, `alt+1`, `w`. */
export function keyName(key: Key): string | undefined {
  switch (key.kind) {
    case 'character':
      return key.alt ? `alt+${key.text}` : key.text;
    case 'control':
      return `ctrl+${key.letter}`;
    case 'named': {
      const { ctrl, alt, shift } = key.modifiers;
      return `${ctrl ? 'ctrl+' : ''}${alt ? 'alt+' : ''}${shift ? 'shift+' : ''}${key.name}`;
    }
    case 'paste':
    case 'cursor-report':
      return undefined;
  }
}
