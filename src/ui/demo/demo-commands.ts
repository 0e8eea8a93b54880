// The keys of a demonstration, of its gallery, and of one that was handed over.

import type { Text } from '../../domain/language.ts';
import type { OutsideKey } from '../model/moment.ts';
import type { SheetKey } from '../stage/sheet.ts';

export interface DemoCommand {
  readonly keys: readonly string[];
  readonly label: Text;
  readonly does:
    | 'next'
    | 'back'
    | 'play'
    | 'to-prompt'
    | 'faster'
    | 'slower'
    | 'mend'
    | 'hand-over'
    | 'turn'
    | 'gallery'
    | 'quit';
  /** Stands at the foot of a counter that fills the terminal, where there is one row for them. */
  readonly foot?: true;
}

export const demoCommands: readonly DemoCommand[] = [
  { keys: ['n', 'right', 'enter'], label: { zh: '下一步', en: 'next' }, does: 'next', foot: true },
  { keys: ['b', 'left'], label: { zh: '上一步', en: 'back' }, does: 'back', foot: true },
  { keys: [' '], label: { zh: '播放/暂停', en: 'play/pause' }, does: 'play', foot: true },
  { keys: ['p'], label: { zh: '到提示', en: 'to the prompt' }, does: 'to-prompt' },
  { keys: ['+', '='], label: { zh: '快', en: 'faster' }, does: 'faster' },
  { keys: ['-'], label: { zh: '慢', en: 'slower' }, does: 'slower' },
  { keys: ['m'], label: { zh: '消除原因', en: 'mend' }, does: 'mend', foot: true },
  { keys: ['h', 'ctrl+g'], label: { zh: '交给学员', en: 'hand over' }, does: 'hand-over', foot: true },
  { keys: ['tab', 'g'], label: { zh: '翻面', en: 'turn' }, does: 'turn', foot: true },
  { keys: ['escape'], label: { zh: '目录', en: 'gallery' }, does: 'gallery', foot: true },
  { keys: ['ctrl+q', 'ctrl+c'], label: { zh: '结束', en: 'quit' }, does: 'quit' },
];

export const footKeys: readonly SheetKey[] = demoCommands.flatMap(({ keys: [key = ''], label, foot }) =>
  foot ? [{ key, label }] : [],
);

export const galleryKeys: readonly SheetKey[] = [
  { key: 'enter', label: { zh: '演示', en: 'demonstrate' } },
  { key: 'up', label: { zh: '上', en: 'up' } },
  { key: 'down', label: { zh: '下', en: 'down' } },
  { key: 'ctrl+q', label: { zh: '结束', en: 'quit' } },
];

export const handedOverKeys: readonly OutsideKey[] = [
  { key: 'ctrl+k', label: { zh: '存为情景', en: 'save as a scenario' } },
  { key: 'ctrl+g', label: { zh: '收回，由讲师继续', en: 'take back: the trainer goes on' }, leads: true },
];
