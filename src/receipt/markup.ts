// ReceiptLine markup, the part of it that the receipts use. It knows the syntax and nothing of money or visits.
// Everything that comes from data is escaped: a name can never become a rule, a column or a paper cut.

/** One line of markup, or several. */
export type Markup = string;

/** The characters that mean something to ReceiptLine (its specification, Escape sequences). */
const meaningful = /[\\|{}~_"`^\-=]/g;
// Control characters would end a line, or reach a printer as commands.
const control = /\p{Cc}+/gu;

function escaped(text: string): string {
  return text.replace(control, ' ').replace(meaningful, '\\$&');
}

export function centered(text: string): Markup {
  return escaped(text);
}

/** The full width, from the left edge; what is too long goes on in the next line. */
export function left(text: string): Markup {
  return `|${escaped(text)} |`;
}

/** A label at the left edge and a value at the right one. */
export function pair(label: string, value: string): Markup {
  return `${escaped(label)} | ${escaped(value)}`;
}

export const rule: Markup = '---';

/** Two columns from here on, the right one of so many cells. */
export function rightColumn(cells: number): Markup {
  return `{width:*,${cells}}`;
}

/** One column of the full width from here on. */
export const oneColumn: Markup = '{width:*}';
