// What a cashier does not see: the message that was sent, the row in the center that refused, the rule, and what would
// remove the cause. For trainers and for whoever learns; nothing here is the patient's.

import type { Text } from '../../domain/language.ts';
import { type PromptId, promptStages } from '../../domain/prompt.ts';
import { promptEntry, stageNames } from '../../domain/prompt-catalog.ts';
import type { Refusal, VisitState } from '../../hospital/visit/state.ts';
import type { Overheard } from '../city.ts';
import type { Practice } from '../session/practice.ts';
import { type Cure, cureOf } from './cure.ts';
import { infnoNames } from './infno-names.ts';

export interface SentMessage {
  readonly infno: string;
  readonly name: Text;
  readonly msgid: string;
  /** Undefined: done. */
  readonly refusedWith: string | undefined;
}

export interface BehindTheGlass {
  readonly refusal: Refusal | undefined;
  /** The last messages that arrived at the center, oldest first. */
  readonly sent: readonly SentMessage[];
  /** The line is cut: what is sent does not arrive. */
  readonly lineIsDown: boolean;
  /** The state that refused: the center's table and the fields of the row, or what the card or the line did. */
  readonly fact: readonly (readonly [name: string, value: string])[];
  readonly rule: { readonly text: Text; readonly source: string } | undefined;
  /** Other prompts that hold as well, in their order. */
  readonly also: readonly PromptId[];
  readonly cure: Cure | undefined;
}

const shownMessages = 4;

function refusalIn(visit: VisitState): Refusal | undefined {
  return visit.at === 'refused' || visit.at === 'in-doubt' ? visit.refusal : undefined;
}

function textIn(json: string, field: string): string | undefined {
  return new RegExp(`"${field}":"((?:[^"\\\\]|\\\\.)*)"`).exec(json)?.[1];
}

function sentMessage({ request, answer }: Overheard): SentMessage {
  const infno = textIn(request, 'infno') ?? '';
  const name = infnoNames[infno] ?? { zh: infno, en: infno };
  const refusedWith = answer.startsWith('{"infcode":0') ? undefined : textIn(answer, 'err_msg');
  return { infno, name, msgid: textIn(request, 'msgid') ?? '', refusedWith };
}

/** Where in the chain a prompt stands, and what comes before and after it. */
function ruleOf({ prompt, stage }: Refusal): BehindTheGlass['rule'] {
  const place = promptStages.findIndex((each) => each.stage === stage) + 1;
  const name = stageNames[stage];
  return {
    text: {
      zh: `办理顺序第 ${place} 步「${name.zh}」，共 ${promptStages.length} 步；先遇到的先提示`,
      en: `step ${place} of ${promptStages.length} in the chain, “${name.en}”; what is met first is shown`,
    },
    source: promptEntry(prompt).source,
  };
}

export function behindTheGlass(practice: Practice): BehindTheGlass {
  const window = practice.window();
  const city = practice.city();
  const refusal = refusalIn(window.desk.snapshot().visit);
  return {
    refusal,
    sent: city.overheard().slice(-shownMessages).map(sentMessage),
    lineIsDown: window.line.hand.state() === 'down',
    fact: refusal ? Object.entries(refusal.fact).filter(([, value]) => value !== '') : [],
    rule: refusal && ruleOf(refusal),
    also: refusal?.also ?? [],
    cure: refusal && cureOf(refusal, practice),
  };
}
