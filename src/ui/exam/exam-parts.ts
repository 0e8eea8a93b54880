// What an examination's stage is handed: the paper, its terms, and how it is begun, worked and kept.

import type { Text } from '../../domain/language.ts';
import type { Result } from '../../domain/result.ts';
import type { ExamPart } from '../../training/exam/answers.ts';
import type { Paper } from '../../training/exam/paper.ts';
import type { Shelved } from '../../training/scenario/shelf.ts';
import type { HolderNames } from '../../training/scenario/step-words.ts';
import type { Practice } from '../../training/session/practice.ts';
import type { CounterClock } from '../clock.ts';
import type { OpenedDrill } from '../drill/drill-stage.ts';
import type { OutsideKey } from '../model/moment.ts';
import type { StageSurroundings } from '../run-stage.tsx';
import type { CounterStore } from '../store.ts';
import type { ExamEnd, ExamTerms } from './exam-sheets.ts';

export interface ExamParts {
  readonly surroundings: StageSurroundings;
  readonly clock: CounterClock;
  readonly paper: Paper;
  readonly terms: ExamTerms;
  readonly names: HolderNames;
  readonly hospitalName: (hospital: string) => string;
  /** Puts down, durably, that it begins: before anything of the paper is shown. Answers which attempt it is. */
  readonly begin: () => Result<number, Text>;
  readonly open: (shelved: Shelved) => Promise<Result<OpenedDrill, Text>>;
  readonly counter: (practice: Practice, onQuit: () => void, outside: readonly OutsideKey[]) => CounterStore;
  /** Signs and keeps the result, and says where it stands then. */
  readonly finish: (parts: readonly ExamPart[], seconds: number) => ExamEnd;
}
