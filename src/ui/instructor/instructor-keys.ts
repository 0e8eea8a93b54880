// The keys of an instructor: what each does to the counter that is selected, or to all.

import type { Text } from '../../domain/language.ts';
import type { ClassCommand } from '../../training/class/command.ts';
import type { Step } from '../../training/scenario/steps.ts';
import type { SheetKey } from '../stage/sheet.ts';

export type Choosing = 'fault' | 'befall' | 'mend' | 'card' | 'scenario';

export type InstructorDoes =
  | { readonly does: 'command'; readonly command: ClassCommand }
  | { readonly does: 'choose'; readonly what: Choosing }
  /** Freezes the counter, or thaws one that is frozen. */
  | { readonly does: 'freeze' }
  | { readonly does: 'freeze-all' }
  | { readonly does: 'take-over' };

interface InstructorKey {
  readonly key: string;
  readonly label: Text;
  readonly does: InstructorDoes;
}

function step(of: Step): InstructorDoes {
  return { does: 'command', command: { do: 'step', step: of } };
}

export const instructorKeys: readonly InstructorKey[] = [
  { key: 's', label: { zh: '派患者', en: 'send patient' }, does: { does: 'choose', what: 'scenario' } },
  { key: 'i', label: { zh: '插卡', en: 'card' }, does: { does: 'choose', what: 'card' } },
  { key: 'r', label: { zh: '拔卡', en: 'pull card' }, does: step({ name: 'remove', value: null }) },
  { key: 'f', label: { zh: '读卡故障', en: 'reader fault' }, does: { does: 'choose', what: 'fault' } },
  { key: 'c', label: { zh: '清除故障', en: 'clear' }, does: step({ name: 'clear', value: null }) },
  { key: 'd', label: { zh: '断网', en: 'line down' }, does: step({ name: 'line', value: 'down' }) },
  { key: 'a', label: { zh: '记账后断', en: 'cut after' }, does: step({ name: 'line', value: 'cut-after-arrival' }) },
  { key: 'u', label: { zh: '复网', en: 'line up' }, does: step({ name: 'line', value: 'up' }) },
  { key: 'b', label: { zh: '变故', en: 'befall' }, does: { does: 'choose', what: 'befall' } },
  { key: 'm', label: { zh: '消除', en: 'mend' }, does: { does: 'choose', what: 'mend' } },
  { key: 'z', label: { zh: '冻结/解冻', en: 'freeze/thaw' }, does: { does: 'freeze' } },
  { key: 'Z', label: { zh: '全部', en: 'all' }, does: { does: 'freeze-all' } },
  { key: 't', label: { zh: '接管', en: 'take over' }, does: { does: 'take-over' } },
];

/** Never sent to a counter: there it turns the trainee's own sheet. */
export const handBackKey = 'ctrl+g';

export const tableKeys: readonly SheetKey[] = [
  ...instructorKeys.map(({ key, label }) => ({ key, label })),
  { key: 'ctrl+q', label: { zh: '结束', en: 'quit' } },
];

export const takenKeys: readonly SheetKey[] = [
  { key: handBackKey, label: { zh: '交还给学员', en: 'hand back to the trainee' } },
];

export const chooserKeys: readonly SheetKey[] = [
  { key: 'enter', label: { zh: '选定', en: 'take' } },
  { key: 'up', label: { zh: '上', en: 'up' } },
  { key: 'down', label: { zh: '下', en: 'down' } },
  { key: 'escape', label: { zh: '返回', en: 'back' } },
];
