// Colours by meaning, and only here. Two weights: normal and bold. Every meaning is also said in words or by place, so
// that NO_COLOR loses nothing.

import type { Meaning, Span } from './text/line.ts';

/** What Ink's Text is told for a span. */
export interface Look {
  readonly color?: 'green' | 'yellow' | 'red' | 'gray';
  readonly bold?: true;
}

const colours: Readonly<Record<Meaning, Look>> = {
  plain: {},
  fine: { color: 'green' },
  attention: { color: 'yellow' },
  refused: { color: 'red' },
  quiet: { color: 'gray' },
};

/** Whether colours may be used: not where NO_COLOR is set to anything, nor on a terminal that says it has none. */
export function coloursAllowed(environment: Readonly<Record<string, string | undefined>>): boolean {
  return !environment.NO_COLOR && environment.TERM !== 'dumb';
}

export function lookOf(span: Span, colour: boolean): Look {
  return { ...(colour ? colours[span.meaning] : {}), ...(span.strong ? { bold: true as const } : {}) };
}
