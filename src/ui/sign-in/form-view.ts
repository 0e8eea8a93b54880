// The form drawn: number, stars for the password, and why the last try was refused.

import type { Drawn } from '../frame/drawn.ts';
import { messages } from '../language/messages.ts';
import type { Pen } from '../language/pen.ts';
import { cellStart, cells, emptyLine, type Line, line, quiet, span, strong } from '../text/line.ts';
import { wrap } from '../text/wrap.ts';
import type { SignInForm } from './form.ts';

const labelCells = 10;
/** However long a password is, no more of its stars are drawn: they tell nobody its length. */
const mostStars = 12;

function row(label: string, value: string, open: boolean): Line {
  const name = cellStart(label, labelCells);
  return line(open ? strong(name) : quiet(name), ' ', strong(value));
}

/** Always as many lines, so that a refusal moves nothing. `above`: what the form is for. */
export function formDrawn(form: SignInForm, above: readonly string[], pen: Pen, width: number): Drawn {
  const head = above.flatMap((text) => wrap(text, width)).map((text) => line(text));
  const stars = '*'.repeat(Math.min(form.password.length, mostStars));
  const { refused } = form;
  const said = refused
    ? [
        line(span(pen.say(refused.cause), 'refused')),
        ...wrap(pen.say(refused.remedy), width)
          .slice(0, 2)
          .map((text) => line(text)),
      ]
    : [line(quiet(pen.say(messages.signInHint)))];
  const lines = [
    ...head,
    emptyLine,
    row(pen.say(messages.operatorNumber), form.code, form.typing === 'code'),
    row(pen.say(messages.operatorPassword), stars, form.typing === 'password'),
    emptyLine,
    ...said,
    ...Array.from({ length: Math.max(0, 3 - said.length) }, () => emptyLine),
  ];
  const typed = form.typing === 'code' ? form.code : stars;
  const y = head.length + (form.typing === 'code' ? 1 : 2);
  return { lines, caret: { x: labelCells + 1 + cells(typed), y } };
}
