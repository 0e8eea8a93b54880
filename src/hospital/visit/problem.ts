// What stops a visit without being one of the ten prompts: a broken message, a wrong field, nothing to pay here.

import type { CalendarDate, Timestamp } from '../../domain/date.ts';
import type { Text } from '../../domain/language.ts';
import { refundReasonIn, refundReasons } from '../../domain/refund-reasons.ts';
import type { ReviewFinding } from './review.ts';

export type ProblemKind =
  /** The center refused with a message of its own, shown unchanged. */
  | 'center'
  /** The holder has no ticket here that awaits payment. */
  | 'nothing-to-pay'
  /** Another window has this ticket, or has dealt with it in the meantime. */
  | 'ticket-taken'
  /** The hospital's own catalogue has no such registration fee. */
  | 'no-such-fee'
  /** The hospital's own file could not be read or written: the disk is full, locked or failing. */
  | 'disk'
  /** What was scanned is no e-voucher. */
  | 'no-voucher'
  /** An identity card lies on its reader and does not read. */
  | 'id-card-unreadable'
  /** Read well, but no longer valid on the business date. */
  | 'id-card-expired'
  /** The hospital has no ticket of this number. */
  | 'no-such-ticket'
  /** Nothing of this ticket, or of what the holder paid, can be given back as it stands. */
  | 'nothing-to-refund'
  /** The center does not let it be given back; its reason is shown unchanged. */
  | 'refund-refused'
  /** The center has fees of this visit settled: paid already, whatever the ticket says. */
  | 'settled-at-center'
  /** This machine's clock and the center's show two days: nothing is sent, as it would be stated on another day there. */
  | 'clock'
  /** Real-time review refused the lines. */
  | 'review';

export interface Problem {
  readonly kind: ProblemKind;
  /** What is shown: the center's own words, or ours in Chinese. */
  readonly message: string;
  /** The same in both languages, where the words are ours. */
  readonly text: Text;
  /** Why it is so, and what to do, where that is known. */
  readonly advice?: { readonly cause: Text; readonly remedy: Text };
  /** Why trying again cannot help, where it cannot. */
  readonly hopeless?: Text;
  /** Everything that review found; only of its own refusals. */
  readonly findings?: readonly ReviewFinding[];
}

/** In the center's words; nobody translates them. */
export function centerProblem(message: string): Problem {
  return { kind: 'center', message, text: { zh: message, en: message } };
}

/** "FIELD: 中文 (English)": the center names the field that it refuses, and says why in both languages. */
const refusalInBoth = /^(?:input\.[\w.]+: )?(.+?) \((.+)\)$/s;

/** The center's reason in both languages, without the field; its whole words where it says it otherwise. */
export function reasonInBoth(message: string): Text {
  const [, zh = message, en = message] = refusalInBoth.exec(message) ?? [];
  return { zh, en };
}

/** In the center's words; what a documented reason means to the people here is the catalogue's. */
export function refundRefused(message: string): Problem {
  const problem: Problem = { kind: 'refund-refused', message, text: reasonInBoth(message) };
  const reason = refundReasonIn(message);
  if (!reason) return problem;
  const { cause, remedy, hopeless } = refundReasons[reason];
  return { ...problem, advice: { cause, remedy }, ...(hopeless && { hopeless }) };
}

/** Review refused: its exact words first, everything found beside them. */
export function reviewProblem(message: string, findings: readonly ReviewFinding[]): Problem {
  const first = findings.find(({ severity }) => severity === 'refuse');
  return { kind: 'review', message, text: first?.message ?? { zh: message, en: message }, findings };
}

function own(kind: ProblemKind, text: Text): Problem {
  return { kind, message: text.zh, text };
}

/** Refused at the door, with what was expected. */
export function noVoucher(expected: Text): Problem {
  return own('no-voucher', {
    zh: `扫到的不是医保电子凭证：${expected.zh}`,
    en: `What was scanned is no e-voucher: expected ${expected.en}`,
  });
}

/** Nothing was charged by what could not be written; `cause` is the system's own word. */
export function diskFailed(cause: string): Problem {
  return own('disk', {
    zh: `本院数据文件写不进去（${cause}）：请检查磁盘空间，关闭占用该文件的程序，然后重试`,
    en: `The hospital's file could not be written (${cause}): free disk space, close what holds the file, then try again`,
  });
}

export function idCardUnreadable(remedy: Text): Problem {
  return own('id-card-unreadable', {
    zh: `身份证读取失败：${remedy.zh}`,
    en: `The identity card does not read. ${remedy.en}`,
  });
}

export function idCardExpired(on: CalendarDate): Problem {
  return own('id-card-expired', {
    zh: `身份证已于 ${on} 到期，请改用社会保障卡或医保电子凭证`,
    en: `The identity card expired on ${on}: use the social-security card or the e-voucher`,
  });
}

export const nothingToPay = own('nothing-to-pay', {
  zh: '持卡人在本院没有待收费的挂号票',
  en: 'The holder of this card has no ticket here that awaits payment',
});

export const ticketTaken = own('ticket-taken', {
  zh: '该票正在其他窗口办理，或已办理完毕',
  en: 'Another window is dealing with this ticket, or has done so',
});

export const takenBackMeanwhile = own('ticket-taken', {
  zh: '该挂号已在收费窗口退号，或正在退号：医嘱不能发送，患者要就医须重新挂号',
  en: 'This registration was taken back at a window, or is being: no orders can be sent; to be treated the patient registers anew',
});

export const noSuchFee = own('no-such-fee', {
  zh: '本院目录中没有该科室的挂号费项目',
  en: 'The catalogue of this hospital has no registration fee for this department',
});

export const noSuchTicket = own('no-such-ticket', {
  zh: '本院没有这张票，请核对票号',
  en: 'This hospital has no such ticket: check its number',
});

export const nothingPaid = own('nothing-to-refund', {
  zh: '还没有收费，没有可退的',
  en: 'Nothing has been paid yet that could be given back',
});

export const takeCashFirst = own('nothing-to-refund', {
  zh: '该票已结算，现金还没有收：请先在收费处收款，再退费',
  en: 'Settled, but the cash is not taken yet: take it at the pay station first',
});

/** A registration is taken back on its own day: later it is over. */
export const notThatDay = own('nothing-to-refund', {
  zh: '只能当日退号，该票已过期',
  en: 'A registration is taken back on its own day only: that day is over',
});

export const treatedAlready = own('nothing-to-refund', {
  zh: '医生已开单，不能退号；费用还没有收，没有可退的',
  en: 'The doctor has ordered: the registration stays, and nothing else is paid yet',
});

export const cancelledAlready = own('nothing-to-refund', {
  zh: '该票已退号',
  en: 'This registration has been taken back already',
});

/** Given back at the center, and taken into the books by a statement; of which lines, this file does not know. */
export const refundAccepted = own('nothing-to-refund', {
  zh: '该票的退费在对账时已按中心认账，不能再退',
  en: 'A statement accepted the refund of this ticket from the center: nothing more comes back here',
});

export const allGivenBack = own('nothing-to-refund', {
  zh: '该票已全部退费',
  en: 'All of this ticket has been given back already',
});

/**
 * Two clocks on two days. The insurance works, so that nobody is sent to pay the full price.
 * @param center its time, or the day that it has come to
 */
export function clocksDiffer(own: Timestamp, center: string): Problem {
  const text = {
    zh: `本机时钟与医保中心不一致：本机 ${own}，中心 ${center}`,
    en: `This machine's clock and the center's differ: here ${own}, there ${center}`,
  };
  const advice = {
    cause: {
      zh: '日期不同，结算会记到另一天，对账不平；没有结算，医保没有停',
      en: 'A settlement would be of another day there; nothing was settled, and the insurance is not down',
    },
    remedy: {
      zh: '请校准本机的日期和时间，再重试；本机时间没有错，请信息科找医保中心',
      en: "Set this machine's date and time, then try again; if they are right, the information department calls the center",
    },
  };
  return { kind: 'clock', message: text.zh, text, advice };
}

/** The center's clock is behind a day that it has come to already; this machine's is not. */
export function centerClockBehind(own: Timestamp, reached: string): Problem {
  const text = {
    zh: `医保中心的时钟有误：中心已到过 ${reached}，现在却更早；本机 ${own}`,
    en: `The center's clock is wrong: it has been at ${reached}, and is before that now; here it is ${own}`,
  };
  const advice = {
    cause: {
      zh: '时钟校准之前，中心不受理任何交易；没有改变任何账',
      en: 'Until it is set the center takes no message; nothing was changed',
    },
    remedy: {
      zh: '请信息科找医保中心校准时钟，再重试',
      en: 'The information department has the center set its clock; then try again',
    },
  };
  return { kind: 'clock', message: text.zh, text, advice };
}

/** The books here forgot a payment, as a restored file does: the day's statement brings it back, or takes it back. */
export function settledUnknown(settlementId: string): Problem {
  const text = {
    zh: `中心已有本次就诊的费用结算 ${settlementId}，本院账上没有`,
    en: `The center has settlement ${settlementId} of this visit, and the books of this hospital do not`,
  };
  const advice = {
    cause: {
      zh: '该次结算之后，本院数据可能恢复过备份；再收费就是重复收费',
      en: 'The data here may have been restored from a backup made before it; to charge now would be to charge twice',
    },
    remedy: { zh: '请先对该次结算当日的账（对账）', en: 'State the day of that settlement first (对账)' },
  };
  return { ...own('settled-at-center', text), advice };
}

/** A statement has accepted that settlement into the books; no receipt was printed for it. */
export function settledAccepted(settlementId: string): Problem {
  const text = {
    zh: `本次就诊的费用已结算（${settlementId}），对账时已认账`,
    en: `The fees of this visit are settled (${settlementId}): a statement accepted them`,
  };
  const advice = {
    cause: {
      zh: '对账时已按中心的结算入账；再收费就是重复收费',
      en: 'A statement took it from the center into the books; to charge now would be to charge twice',
    },
    remedy: {
      zh: '不再收费；如有新增费用，请重新挂号',
      en: 'Take nothing more for it; for anything further, register anew',
    },
  };
  return { ...own('settled-at-center', text), advice, hopeless: advice.cause };
}
