// Theory questions about the ten prompts, made from their catalog: so they are true as long as it is.

import type { Text } from '../../domain/language.ts';
import { type PromptEntry, promptCatalog, stepNames } from '../../domain/prompt-catalog.ts';
import type { PromptStep } from '../../domain/prompt-entries.ts';
import { cited, type Question, question } from './question.ts';

function about({ template }: PromptEntry, zh: string, en: string): Text {
  return { zh: `提示「${template}」：${zh}`, en: `Prompt “${template}”: ${en}` };
}

function others(entry: PromptEntry, of: (other: PromptEntry) => Text): readonly Text[] {
  return promptCatalog.filter(({ id }) => id !== entry.id).map(of);
}

const choices: readonly PromptStep[] = ['retry', 'settle-in-cash', 'reconcile'];

function maySettle(entry: PromptEntry, random: () => number): Question | undefined {
  const allowed = choices.filter((step) => entry.steps[step].may);
  const [right] = allowed;
  const wrong = choices.filter((step) => !entry.steps[step].may);
  if (!right || allowed.length !== 1 || wrong.length === 0) return undefined;
  const text = about(entry, '除了结束本次就诊，收费员还可以选', 'besides ending the visit, the cashier may');
  return question(
    text,
    stepNames[right],
    wrong.map((step) => stepNames[step]),
    cited(entry.source),
    random,
  );
}

/** Cause, remedy, who acts, and what may be chosen: for each of the ten, as far as one answer alone is right. */
export function promptQuestions(random: () => number): readonly Question[] {
  return promptCatalog.flatMap((entry) => {
    const { cause, remedy, actorName } = entry;
    const source = cited(entry.source);
    const questions = [
      question(
        about(entry, '原因是', 'the cause is'),
        cause,
        others(entry, (other) => other.cause),
        source,
        random,
      ),
      question(
        about(entry, '应当', 'what is to be done'),
        remedy,
        others(entry, (other) => other.remedy),
        source,
        random,
      ),
      question(
        about(entry, '由谁办理', 'who acts'),
        actorName,
        others(entry, (other) => other.actorName),
        source,
        random,
      ),
      maySettle(entry, random),
    ];
    return questions.filter((each) => each !== undefined);
  });
}
