// Number and password, as someone types them: for a second person's word and for signing in. Pure. The password is never
// drawn; it leaves the form with the Enter that hands it in.

import type { Text } from '../../domain/language.ts';
import type { Key } from '../keys/key.ts';

export interface SignInForm {
  readonly typing: 'code' | 'password';
  readonly code: string;
  readonly password: string;
  /** Why the last try was refused, and what to do; until the next key. */
  readonly refused?: { readonly cause: Text; readonly remedy: Text };
}

export const emptyForm: SignInForm = { typing: 'code', code: '', password: '' };

const longestCode = 8;
const longestPassword = 64;

function without(form: SignInForm): SignInForm {
  const { typing, code, password } = form;
  return { typing, code, password };
}

/** The form after a key; undefined where the key is none of its own. A paste is no password: it would have been on a clipboard. */
export function typedInto(form: SignInForm, key: Key): SignInForm | undefined {
  const { typing, code, password } = form;
  if (key.kind === 'named' && key.name === 'backspace') {
    return typing === 'code'
      ? { ...without(form), code: code.slice(0, -1) }
      : { ...without(form), password: password.slice(0, -1) };
  }
  if (key.kind !== 'character' || key.alt) return undefined;
  const character = key.text.normalize('NFKC');
  if (typing === 'password') {
    return /^[!-~]$/.test(character) && password.length < longestPassword
      ? { ...without(form), password: password + character }
      : form;
  }
  return /^\d$/.test(character) && code.length < longestCode ? { ...without(form), code: code + character } : form;
}

const numberFirst = {
  cause: { zh: '还没有输工号', en: 'no staff number yet' },
  remedy: { zh: '先输工号，再按 Enter', en: 'type the number, then Enter' },
} as const;
const passwordFirst = {
  cause: { zh: '还没有输密码', en: 'no password yet' },
  remedy: { zh: '输密码，再按 Enter；Esc 返回', en: 'type the password, then Enter; Esc goes back' },
} as const;

/** What Enter does: on to the password, or hands both in; where nothing is typed, it says so. */
export type Entered =
  | { readonly at: 'typing'; readonly form: SignInForm }
  | { readonly at: 'handed-in'; readonly code: string; readonly password: string; readonly form: SignInForm };

export function entered(form: SignInForm): Entered {
  const { typing, code, password } = form;
  if (typing === 'code') {
    return {
      at: 'typing',
      form: code === '' ? { ...without(form), refused: numberFirst } : { typing: 'password', code, password: '' },
    };
  }
  if (password === '') return { at: 'typing', form: { ...without(form), refused: passwordFirst } };
  return { at: 'handed-in', code, password, form: { typing, code, password: '' } };
}

/** One step back; undefined: out of the form. */
export function steppedBack({ typing, code }: SignInForm): SignInForm | undefined {
  return typing === 'password' ? { typing: 'code', code, password: '' } : undefined;
}

/** Refused: the password is typed again, the number only where it names nobody. */
export function refusedWith(
  form: SignInForm,
  refusal: { readonly kind: string; cause: Text; remedy: Text },
): SignInForm {
  const { cause, remedy, kind } = refusal;
  const again = kind === 'unknown-operator' || kind === 'role' || kind === 'same-person';
  const refused = { cause, remedy };
  return again ? { ...emptyForm, refused } : { typing: 'password', code: form.code, password: '', refused };
}
