// The panel beside a demonstration: what was just done and what comes next, and behind the glass the messages, the fact that
// refused, the rule and what removes the cause.

import type { Text } from '../../domain/language.ts';
import { promptEntry } from '../../domain/prompt-catalog.ts';
import type { BehindTheGlass } from '../../training/demo/behind-the-glass.ts';
import type { Demonstration } from '../../training/demo/demonstration.ts';
import { type HolderNames, stepWords } from '../../training/scenario/step-words.ts';
import type { SheetPart } from '../stage/sheet.ts';

const words = {
  says: { zh: '患者说', en: 'Patient' },
  done: { zh: '刚才', en: 'Just now' },
  next: { zh: '接着', en: 'Next' },
  glass: { zh: '玻璃后面', en: 'Behind the glass' },
  sent: { zh: '报文', en: 'Sent' },
  arrivedNot: { zh: '线路已断，报文送不到中心', en: 'the line is cut: nothing arrives at the center' },
  fact: { zh: '事实', en: 'Fact' },
  rule: { zh: '规则', en: 'Rule' },
  source: { zh: '出处', en: 'Source' },
  also: { zh: '同时成立', en: 'Also true' },
  cure: { zh: '消除 m', en: 'Mend m' },
  noCure: { zh: '这里没有办法消除', en: 'nothing here removes it' },
  end: { zh: '到此结束', en: 'that is the end' },
  beginning: { zh: '患者来到窗口', en: 'the patient comes to the window' },
} satisfies Record<string, Text>;

function sentParts({ sent, lineIsDown }: BehindTheGlass): SheetPart[] {
  const messages = sent.map(({ infno, name, refusedWith }, index): SheetPart => {
    const outcome = refusedWith === undefined ? { zh: '成功', en: 'done' } : { zh: refusedWith, en: refusedWith };
    return {
      is: 'fact',
      label: index === 0 ? words.sent : { zh: '', en: '' },
      text: { zh: `${infno} ${name.zh}：${outcome.zh}`, en: `${infno} ${name.en}: ${outcome.en}` },
      ...(refusedWith === undefined ? {} : { meaning: 'refused' as const }),
    };
  });
  return lineIsDown ? [...messages, { is: 'text', text: words.arrivedNot, meaning: 'attention' }] : messages;
}

function refusalParts({ fact, rule, also, cure, refusal }: BehindTheGlass): SheetPart[] {
  if (!refusal) return [];
  const facts = fact.map(([name, value]) => `${name} ${value}`).join('，');
  return [
    ...(facts === '' ? [] : [{ is: 'fact', label: words.fact, text: { zh: facts, en: facts } } as const]),
    ...(rule ? [{ is: 'fact', label: words.rule, text: rule.text } as const] : []),
    ...(rule ? [{ is: 'fact', label: words.source, text: { zh: rule.source, en: rule.source } } as const] : []),
    ...also.map((id): SheetPart => {
      const { template } = promptEntry(id);
      return { is: 'fact', label: words.also, text: { zh: template, en: template } };
    }),
    { is: 'fact', label: words.cure, text: cure?.text ?? words.noCure, meaning: cure ? 'fine' : 'quiet' },
  ];
}

export function glassParts(demo: Demonstration, name: HolderNames): readonly SheetPart[] {
  const glass = demo.glass();
  const [last, next] = [demo.last(), demo.next()];
  const { says } = demo.scenario;
  return [
    ...(says ? [{ is: 'fact', label: words.says, text: says } as const] : []),
    { is: 'fact', label: words.done, text: last ? stepWords(last.step, name) : words.beginning },
    { is: 'fact', label: words.next, text: next ? stepWords(next.step, name) : words.end },
    { is: 'gap' },
    { is: 'text', text: words.glass, strong: true },
    ...sentParts(glass),
    ...refusalParts(glass),
  ];
}
