// Makes the reader's typed errors: every kind has a standing remedy here, a case that knows better hands in its own.
// It is no class and is never thrown: an error is a value.

import type { ReaderError, ReaderErrorKind, Result } from './reader.ts';

type Remedy = ReaderError['remedy'];

const remedies: Readonly<Record<ReaderErrorKind, Remedy>> = {
  'port-not-found': {
    zh: '检查读卡器的连接线和端口名称（yibao-pos reader list 可列出端口）',
    en: 'Check the cable and the name of the port (yibao-pos reader list shows the ports)',
  },
  'port-busy': {
    zh: '端口正被其他程序占用，请先关闭那个程序',
    en: 'Another program holds the port: close it first',
  },
  'port-closed': { zh: '重新打开读卡器', en: 'Open the reader again' },
  'no-answer': {
    zh: '检查读卡器是否通电、连接线是否插牢、波特率是否正确，然后重试',
    en: 'Check the power, the cable and the baud rate of the reader, then try again',
  },
  'bad-frame': {
    zh: '线路受干扰，请重试；反复出现时更换连接线',
    en: 'The line is disturbed: try again; change the cable if it happens again and again',
  },
  'refused-by-reader': {
    zh: '重新插卡后再试；仍然不行时重启读卡器',
    en: 'Insert the card again and retry; if that fails, restart the reader',
  },
  'no-card': { zh: '请插入社会保障卡', en: 'Insert the card' },
  'mute-card': {
    zh: '卡片没有应答：检查卡片方向，擦拭芯片触点后重新插入',
    en: 'The card does not answer: check which way it lies, wipe the contacts and insert it again',
  },
  'card-removed': {
    zh: '操作过程中卡片被拔出，请重新插入并保持到操作结束',
    en: 'The card was pulled during the operation: insert it again and leave it in until the end',
  },
  'bad-atr': {
    zh: '不是可识别的芯片卡，或触点脏污：擦拭触点，换卡再试',
    en: 'Not a card that can be recognised, or fouled contacts: wipe the contacts, try another card',
  },
  'card-protocol': {
    zh: '请重新插卡再试；卡片可能不受支持',
    en: 'Insert the card again; the card may not be supported',
  },
  'card-refused': {
    zh: '卡片拒绝了该操作：确认插入的是社会保障卡，必要时到发卡部门查询',
    en: 'The card refused: make sure that it is a social-security card, or ask the office that issued it',
  },
  'bad-card-data': {
    zh: '卡内数据有误，请持卡人到发卡部门换卡',
    en: 'The data on the card are damaged: its holder must have it replaced by the office that issued it',
  },
  'bad-pin-format': { zh: '密码为六位数字，请重新输入', en: 'The PIN is six digits: enter it again' },
  'unsupported-url': {
    zh: '读卡器地址应为 mock:、mock:卡号、ccid:端口、gwi:端口、sam:端口（身份证）、scanner:端口（扫码），或 ccid+tcp:主机:端口',
    en: 'A reader URL is mock:, mock:CARD, ccid:PATH, gwi:PATH, sam:PATH (identity cards), scanner:PATH (codes), or ccid+tcp:HOST:PORT',
  },
  'unknown-name': { zh: '请使用列出的名称之一', en: 'Use one of the names listed' },
};

export function readerError(kind: ReaderErrorKind, cause: string, remedy: Remedy = remedies[kind]): ReaderError {
  return { kind, cause, remedy };
}

export function done<Value>(value: Value): Result<Value, never> {
  return { ok: true, value };
}

export function failed(kind: ReaderErrorKind, cause: string, remedy?: Remedy): Result<never, ReaderError> {
  return { ok: false, error: readerError(kind, cause, remedy) };
}
