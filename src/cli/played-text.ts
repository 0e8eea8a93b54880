// What a played scenario did not keep, as lines with their places.

import { inLanguage, type Language } from '../domain/language.ts';
import type { PlayedStep, PlayProblem } from '../training/scenario/play.ts';

export interface PlacedText {
  readonly line: number;
  readonly text: string;
}

/** What did not hold, in the order of the file. */
export function discrepancyLines(
  file: string,
  steps: readonly PlayedStep[],
  language: Language,
): readonly PlacedText[] {
  return steps.flatMap(({ line, discrepancies }) =>
    discrepancies.map(({ key, expected, found }) => {
      const said =
        language === 'zh' ? `${key}: 应为 ${expected}，实为 ${found}` : `${key}: expected ${expected}, found ${found}`;
      return { line, text: `${file}:${line}: ${said}` };
    }),
  );
}

/** The step that could not be played, and that nothing after it was. */
export function stoppedLine(
  file: string,
  { line, message }: Extract<PlayProblem, { kind: 'step' }>,
  language: Language,
): PlacedText {
  const rest = language === 'zh' ? '；其后的步骤没有执行' : '; nothing after it was played';
  return { line, text: `${file}:${line}: ${inLanguage(message, language)}${rest}` };
}
