// What commands ask of the people who work here, number and password, and how they say that somebody was refused.

import { inLanguage, type Language, type Text } from '../domain/language.ts';
import type { OperatorRefusal } from '../hospital/operators/refusal.ts';
import { ExitCode } from './exit.ts';

export const numberQuestion: Text = { zh: '工号: ', en: 'Number: ' };
export const passwordQuestion: Text = { zh: '密码 (不显示): ', en: 'Password (not shown): ' };

/** Says on standard error why it was refused, and what to do; the business refused, exit 3. */
export function reportOperatorRefusal({ kind, cause, remedy }: OperatorRefusal, language: Language): void {
  process.stderr.write(`yibao-pos: ${inLanguage(cause, language)}\n  → ${inLanguage(remedy, language)}\n`);
  process.exitCode = kind === 'disk' ? ExitCode.bug : ExitCode.refused;
}
