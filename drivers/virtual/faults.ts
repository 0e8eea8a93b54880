// Every fault that the emulated reader and card know: one table of names, used by the tray on the screen, scenario
// files, the command line and tests; and the set of those that are on, each with the number of operations it still lasts.

interface FaultDescription {
  readonly name: string;
  readonly label: { readonly zh: string; readonly en: string };
  /** One line: what it does, and what the driver makes of it. */
  readonly about: { readonly zh: string; readonly en: string };
}

/**
 * What counts as one operation: for faults of the card, the power-on or command that it spoils; for faults of the line,
 * one exchange with the card. The polls of the slot pass by, except where a fault is of the reader as a whole.
 */
export const faults = [
  {
    name: 'fouled-contacts',
    label: { zh: '触点脏污', en: 'Fouled contacts' },
    about: { zh: '卡片上电失败，擦拭重插后恢复', en: 'Power-on fails (mute-card) until the contacts are wiped' },
  },
  {
    name: 'mute-card',
    label: { zh: '卡片无应答', en: 'Mute card' },
    about: { zh: '卡片不应答复位和命令', en: 'The card answers neither reset nor commands (mute-card)' },
  },
  {
    name: 'bad-atr',
    label: { zh: '复位信息错误', en: 'Wrong answer to reset' },
    about: { zh: '复位信息首字节错误', en: 'The answer to reset begins with a wrong byte (bad-atr)' },
  },
  {
    name: 'card-pulled',
    label: { zh: '中途拔卡', en: 'Card pulled' },
    about: {
      zh: '在下一条命令执行中拔出卡片',
      en: 'The card is pulled in the middle of the next command (card-removed)',
    },
  },
  {
    name: 'bad-block',
    label: { zh: '数据块校验错误', en: 'Block garbled' },
    about: {
      zh: 'T=1 卡的数据块校验错误，自动重传；一直如此则报错',
      en: 'A block of a T=1 card comes garbled; asked for again (when it never comes right: card-protocol)',
    },
  },
  {
    name: 'waiting-time',
    label: { zh: '卡片请求延时', en: 'Card asks for time' },
    about: {
      zh: 'T=1 卡请求更多时间，予以等待；无休止则报错',
      en: 'A T=1 card asks for more time and gets it (when it never answers: card-protocol)',
    },
  },
  {
    name: 'pin-wrong',
    label: { zh: '密码错误', en: 'PIN refused' },
    about: { zh: '任何密码均判为错误，并扣减次数', en: 'Every PIN is wrong, and costs a try' },
  },
  {
    name: 'pin-blocked',
    label: { zh: '密码锁定', en: 'PIN blocked' },
    about: { zh: '卡片报告密码已锁定（6983）', en: 'The card says that its PIN is blocked (6983)' },
  },
  {
    name: 'missing-record',
    label: { zh: '缺少记录', en: 'Record missing' },
    about: { zh: '卡号记录不存在', en: 'The record of the card number is not there (bad-card-data)' },
  },
  {
    name: 'garbled-record',
    label: { zh: '记录损坏', en: 'Record garbled' },
    about: { zh: '卡号记录内容损坏', en: 'The record of the card number holds nonsense (bad-card-data)' },
  },
  {
    name: 'wrong-lrc',
    label: { zh: '校验错误', en: 'Wrong checksum' },
    about: { zh: '应答帧校验字节错误', en: 'An answer comes with a wrong LRC (bad-frame)' },
  },
  {
    name: 'wrong-sequence',
    label: { zh: '序号错误', en: 'Wrong sequence number' },
    about: { zh: '应答帧序号不符', en: 'An answer carries the number of another command (bad-frame)' },
  },
  {
    name: 'wrong-echo',
    label: { zh: '回显错误', en: 'Wrong echo' },
    about: { zh: '回显与命令不一致', en: 'The echo is not the command that was sent (bad-frame)' },
  },
  {
    name: 'no-echo',
    label: { zh: '无回显', en: 'Echo off' },
    about: {
      zh: '读卡器不再回显命令：一次操作失败，之后正常',
      en: 'The reader stops repeating commands: one operation fails (bad-frame), then the driver goes on without',
    },
  },
  {
    name: 'nak',
    label: { zh: '拒收命令', en: 'Command refused (NAK)' },
    about: {
      zh: '读卡器以 NAK 拒收，三次以内自动重发',
      en: 'The reader answers NAK; up to three are made up for (then bad-frame)',
    },
  },
  {
    name: 'time-extensions',
    label: { zh: '无限延时', en: 'Endless time extensions' },
    about: { zh: '读卡器不断请求延时，从不应答', en: 'The reader asks for more time and never answers (no-answer)' },
  },
  {
    name: 'late-answer',
    label: { zh: '应答迟到', en: 'Late answer' },
    about: {
      zh: '应答在下一条命令之后才到',
      en: 'The answer comes only when the next command was sent (no-answer, then as usual)',
    },
  },
  {
    name: 'double-answer',
    label: { zh: '重复应答', en: 'Answer twice' },
    about: { zh: '同一应答发送两次', en: 'The answer comes twice; the second is passed over' },
  },
  {
    name: 'short-answer',
    label: { zh: '应答不完整', en: 'Answer cut short' },
    about: { zh: '应答帧后半部分丢失', en: 'The second half of the answer is lost (no-answer)' },
  },
  {
    name: 'byte-by-byte',
    label: { zh: '逐字节发送', en: 'One byte at a time' },
    about: { zh: '每次只到达一个字节', en: 'Bytes arrive one by one; nothing else is wrong' },
  },
  {
    name: 'noise',
    label: { zh: '线路噪声', en: 'Noise on the line' },
    about: { zh: '应答之前出现杂散字节', en: 'Stray bytes come before the answer; the driver passes over them' },
  },
  {
    name: 'silent-reader',
    label: { zh: '读卡器无响应', en: 'Silent reader' },
    about: { zh: '读卡器对任何命令都不响应', en: 'The reader answers nothing at all (no-answer, then reader gone)' },
  },
  {
    name: 'unplugged',
    label: { zh: '拔掉连接线', en: 'Cable unplugged' },
    about: { zh: '连接线断开，清除后恢复', en: 'The line is gone (reader gone) until the fault is cleared' },
  },
] as const satisfies readonly FaultDescription[];

export type FaultName = (typeof faults)[number]['name'];

export function isFaultName(text: string): text is FaultName {
  return faults.some(({ name }) => name === text);
}

export interface FaultSet {
  /** `times`: operations that it lasts; without it until cleared. */
  set(name: FaultName, times?: number): void;
  clear(): void;
  active(): readonly FaultName[];
  has(name: FaultName): boolean;
  /** Whether the fault is on; and if so, one operation of it is used up. */
  take(name: FaultName): boolean;
  /** Calls back after every change. */
  subscribe(listener: () => void): void;
}

export function createFaultSet(): FaultSet {
  const left = new Map<FaultName, number>();
  const listeners: (() => void)[] = [];
  const changed = () => {
    for (const listener of listeners) listener();
  };
  return {
    set(name, times = Number.POSITIVE_INFINITY) {
      if (times > 0) left.set(name, times);
      else left.delete(name);
      changed();
    },
    clear() {
      left.clear();
      changed();
    },
    active: () => [...left.keys()],
    has: (name) => left.has(name),
    take(name) {
      const times = left.get(name);
      if (times === undefined) return false;
      if (times > 1) left.set(name, times - 1);
      else left.delete(name);
      changed();
      return true;
    },
    subscribe: (listener) => void listeners.push(listener),
  };
}
