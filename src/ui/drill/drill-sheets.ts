// The sheets of a drill: who comes, what stands beside the counter while it is worked, what can be told, and the score.

import type { Text } from '../../domain/language.ts';
import type { Drill } from '../../training/drill/drill.ts';
import type { Finding, PartName } from '../../training/drill/finding.ts';
import type { Score } from '../../training/drill/score.ts';
import type { Scenario } from '../../training/scenario/format.ts';
import { type HolderNames, stepWords } from '../../training/scenario/step-words.ts';
import { holdersIn, ordersIn, wantedIn } from '../../training/scenario/who-comes.ts';
import type { Held } from '../../training/session/log.ts';
import type { OutsideKey } from '../model/moment.ts';
import type { Sheet, SheetKey, SheetPart } from '../stage/sheet.ts';

export const words = {
  says: { zh: '患者说', en: 'Patient' },
  silent: { zh: '（把卡递过来）', en: '(hands over the card)' },
  cards: { zh: '来人的卡', en: 'Cards' },
  wants: { zh: '挂号', en: 'Wants' },
  orders: { zh: '医嘱', en: 'Orders' },
  howTo: {
    zh: '卡在读卡器里（Ctrl+R）；Ctrl+G 看本页和按键，Ctrl+Y 告知患者，Ctrl+F 结束',
    en: 'cards lie in the tray (Ctrl+R); Ctrl+G shows this sheet and its keys, Ctrl+Y tells the patient, Ctrl+F finishes',
  },
  comesTo: { zh: '来到', en: 'Comes to' },
  limit: { zh: '时限', en: 'Time' },
  begin: { zh: '开始', en: 'begin' },
  leave: { zh: '返回', en: 'back' },
  elapsed: { zh: '用时', en: 'Elapsed' },
  told: { zh: '告知患者', en: 'Told' },
  notYet: { zh: '还没有（Ctrl+Y）', en: 'nothing yet (Ctrl+Y)' },
  nothingToTell: { zh: '不需要', en: 'nothing to tell' },
  hint: { zh: '提示', en: 'Hint' },
  done: { zh: '都办完了，按 Ctrl+F 看成绩', en: 'all is done: Ctrl+F shows the score' },
  whatToTell: { zh: '怎样告诉患者？', en: 'What do you tell the patient?' },
  score: { zh: '成绩', en: 'Score' },
  handIn: { zh: '交这一题', en: 'hand in' },
  askHandIn: { zh: '交这一题吗？交了不能再改', en: 'Hand this scenario in? There is no way back to it' },
  yes: { zh: '确定', en: 'yes' },
  no: { zh: '返回', en: 'no' },
  keys: { zh: '按键', en: 'Keys' },
  hints: { zh: '提示次数', en: 'Hints' },
  kept: { zh: '记录', en: 'Log' },
} satisfies Record<string, Text>;

export const partNames: Readonly<Record<PartName, Text>> = {
  path: { zh: '步骤', en: 'Path' },
  choice: { zh: '提示之后的选择', en: 'Choice' },
  told: { zh: '告知患者', en: 'Told' },
  economy: { zh: '效率', en: 'Economy' },
  money: { zh: '收款', en: 'Money' },
};

/** None of them is the counter's: neither a command's nor one that edits a field (Ctrl+A, Ctrl+E, Ctrl+U, Ctrl+W). */
export const drillKeys = {
  tell: { key: 'ctrl+y', label: { zh: '告知患者', en: 'tell' } },
  hint: { key: 'ctrl+p', label: { zh: '提示', en: 'hint' } },
  goOn: { key: 'ctrl+z', label: { zh: '患者离开', en: 'patient leaves' } },
  save: { key: 'ctrl+k', label: { zh: '存为情景', en: 'save as a scenario' } },
  end: { key: 'ctrl+f', label: { zh: '结束', en: 'finish' } },
  turn: { key: 'ctrl+g', label: { zh: '翻面', en: 'turn' } },
} satisfies Record<string, SheetKey>;

/** The keys that a drill takes before the counter does, as far as they do something there. */
export function keysOf(scenario: Scenario, examination: boolean, canSave: boolean): readonly OutsideKey[] {
  const { tell, hint, goOn, save, end, turn } = drillKeys;
  return [
    ...(scenario.tell.length > 0 ? [tell] : []),
    ...(examination ? [] : [hint]),
    goOn,
    ...(canSave ? [save] : []),
    ...(examination ? [{ key: end.key, label: words.handIn }, giveUpKey] : [end]),
    { ...turn, leads: true },
  ];
}

export const giveUpKey: SheetKey = { key: 'ctrl+q', label: { zh: '放弃考试', en: 'give up' } };

export function clockText(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

export const heldWords: Readonly<Record<Exclude<Held, 'free'>, Text>> = {
  frozen: {
    zh: '讲师冻结了窗口：按键不起作用，以后也不会补上；请看讲师，等待解冻',
    en: 'Frozen by the trainer: keys do nothing, now or later. Please look up and wait',
  },
  taken: {
    zh: '讲师接管了窗口：您的按键不起作用，请看讲师怎样办',
    en: 'The trainer has taken this window over: watch; your own keys do nothing',
  },
};

/** Stands over a window that is held; `ignored`: keys that did nothing since. */
export function heldBanner(held: Exclude<Held, 'free'>, ignored: number): Text {
  const { zh, en } = heldWords[held];
  return ignored === 0 ? { zh, en } : { zh: `已忽略 ${ignored} 键。${zh}`, en: `${ignored} keys ignored. ${en}` };
}

function same(text: string): Text {
  return { zh: text, en: text };
}

/** Whose cards come, what they want, and what the doctor orders: whoever stands there sees and hears as much. */
function whoParts(scenario: Scenario, names: HolderNames): readonly SheetPart[] {
  const wants = wantedIn(scenario);
  const orders = ordersIn(scenario);
  return [
    { is: 'fact', label: words.cards, text: same(holdersIn(scenario, names).join('，')) },
    { is: 'fact', label: words.says, text: scenario.says ?? words.silent },
    ...(wants ? [{ is: 'fact', label: words.wants, text: wants } as const] : []),
    ...(orders ? [{ is: 'fact', label: words.orders, text: orders } as const] : []),
  ];
}

export interface Intro {
  readonly scenario: Scenario;
  readonly hospitalName: string;
  readonly names: HolderNames;
  readonly keys: readonly SheetKey[];
}

export function introSheet({ scenario, hospitalName, names, keys }: Intro): Sheet {
  return {
    title: scenario.title,
    parts: [
      { is: 'fact', label: words.comesTo, text: same(hospitalName) },
      ...whoParts(scenario, names),
      { is: 'fact', label: words.limit, text: same(clockText(scenario.limit)) },
      { is: 'gap' },
      { is: 'text', text: words.howTo, meaning: 'quiet' },
    ],
    keys,
  };
}

export interface BesideDrill {
  readonly scenario: Scenario;
  readonly drill: Drill;
  /** Whole seconds. */
  readonly elapsed: number;
  /** From 1. */
  readonly told: number | undefined;
  readonly hint: Text | undefined;
  readonly names: HolderNames;
  /** In an examination no score follows, and nobody says that all is done. */
  readonly examination: boolean;
  readonly keys: readonly SheetKey[];
}

export function besideSheet(beside: BesideDrill): Sheet {
  const { scenario, drill, elapsed, told, hint, names, examination, keys } = beside;
  const said = told === undefined ? undefined : scenario.tell[told - 1];
  const toTell = scenario.tell.length === 0 ? words.nothingToTell : words.notYet;
  const late = elapsed > scenario.limit;
  const parts: SheetPart[] = [
    ...whoParts(scenario, names),
    {
      is: 'fact',
      label: words.elapsed,
      text: same(`${clockText(elapsed)} / ${clockText(scenario.limit)}`),
      ...(late ? { meaning: 'attention' as const } : {}),
    },
    { is: 'fact', label: words.told, text: said?.say ?? toTell },
    ...(hint ? [{ is: 'fact', label: words.hint, text: hint, meaning: 'attention' } as const] : []),
    ...(drill.isDone() && !examination
      ? [{ is: 'gap' } as const, { is: 'text', text: words.done, meaning: 'fine' } as const]
      : []),
  ];
  return { title: scenario.title, parts, keys };
}

export function tellSheet(scenario: Scenario): Sheet {
  return {
    title: words.whatToTell,
    parts: scenario.tell.map(({ say }, index) => ({
      is: 'choice',
      key: String(index + 1),
      text: say,
      chosen: false,
    })),
    keys: [{ key: 'escape', label: words.leave }],
  };
}

/** Yes is `y`, or the key that asked; anything else that answers is no. */
export const answerKeys: readonly SheetKey[] = [
  { key: 'y', label: words.yes },
  { key: 'escape', label: words.no },
];

export function handInSheet(): Sheet {
  return {
    title: words.handIn,
    parts: [{ is: 'text', text: words.askHandIn, meaning: 'attention' }],
    keys: answerKeys,
  };
}

/** Yes, no, or nothing of the two; `again`: the key that asked is the answer yes. */
export function answerOf(name: string, again: readonly string[]): 'yes' | 'no' | undefined {
  if (name === 'y' || again.includes(name)) return 'yes';
  return name === 'escape' || name === 'n' || name === 'enter' ? 'no' : undefined;
}

/** The next step, as one would say it to somebody at the window. */
export function hintText(drill: Drill, names: HolderNames): Text | undefined {
  const next = drill.hint();
  return next && stepWords(next.step, names);
}

/** What was found; with the points that it cost in the place of the label. */
export function findingPart({ lost, ...text }: Finding): SheetPart {
  if (lost === 0) return { is: 'fact', label: same(''), text };
  return { is: 'fact', label: same(`  -${lost}`), text, meaning: 'attention' };
}

export function scoreSheet(scenario: Scenario, score: Score, kept: string, keys: readonly SheetKey[]): Sheet {
  const parts = score.parts.flatMap(({ part, points, of, evidence }): SheetPart[] => [
    { is: 'bar', label: partNames[part], share: of === 0 ? 1 : points / of, text: same(`${points} / ${of}`) },
    ...evidence.map((text) => findingPart(text)),
  ]);
  return {
    title: {
      zh: `${scenario.title.zh}：${score.points} / ${score.of} 分`,
      en: `${scenario.title.en}: ${score.points} of ${score.of}`,
    },
    parts: [
      ...parts,
      { is: 'gap' },
      { is: 'fact', label: words.elapsed, text: same(clockText(score.seconds)) },
      { is: 'fact', label: words.keys, text: same(String(score.keys)) },
      { is: 'fact', label: words.hints, text: same(String(score.hints)) },
      ...(kept === '' ? [] : [{ is: 'fact', label: words.kept, text: same(kept) } as const]),
    ],
    keys,
  };
}
