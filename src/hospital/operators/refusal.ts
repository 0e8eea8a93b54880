// Why someone was not signed in, or gave no approval: each with its remedy. None of them says whether a password that was
// not looked at would have been right.

import type { Timestamp } from '../../domain/date.ts';
import type { Text } from '../../domain/language.ts';
import type { ApprovedAction, Operator, Role } from '../../domain/operator.ts';
import type { Practised } from '../store/file-use.ts';

export interface OperatorRefusal {
  readonly kind:
    | 'unknown-operator'
    | 'wrong-password'
    | 'paused'
    | 'locked'
    /** Outside practice: the password is still the one that everybody knows. */
    | 'practice-password'
    /** Their role may not do this. */
    | 'role'
    /** Nobody approves what they ask for themselves. */
    | 'same-person'
    /** A supervisor's password, or their witness's, and not the two others who set it. */
    | 'second-supervisor'
    /** Somebody else set the password that is to allow the setting of another. */
    | 'set-by-another'
    /** The file is not one for patients, or is practised on at this moment. */
    | 'practised'
    /** A new password that is none. */
    | 'unfit-password'
    /** Something stands open at the window that their role may not finish. */
    | 'visit-open'
    /** The hospital's own file could not be read or written. */
    | 'disk';
  readonly cause: Text;
  readonly remedy: Text;
}

export const roleWords: Readonly<Record<Role, Text>> = {
  cashier: { zh: '收费员', en: 'cashier' },
  doctor: { zh: '医生', en: 'doctor' },
  supervisor: { zh: '组长', en: 'supervisor' },
  trainer: { zh: '教员', en: 'trainer' },
};

export const actionWords: Readonly<Record<ApprovedAction, Text>> = {
  refund: { zh: '退费', en: 'a refund' },
  reversal: { zh: '冲正结算', en: 'reversing a settlement' },
  'reconcile-for-another': { zh: '处理他人的对账记录', en: "deciding on another's row" },
};

const timeOf = (at: Timestamp) => at.slice(11);

/** `code` as it was typed: it names nobody here. */
export function unknownOperator(code: string): OperatorRefusal {
  return {
    kind: 'unknown-operator',
    cause: { zh: `本院没有工号 ${code}`, en: `Nobody here has the number ${code}` },
    remedy: { zh: '请重新输入工号', en: 'Type the number again' },
  };
}

/** `left`: tries until the lock. */
export function wrongPassword(left: number, again: Timestamp): OperatorRefusal {
  if (left === 0) return { ...lockedUntil(again), kind: 'wrong-password' };
  return {
    kind: 'wrong-password',
    cause: { zh: `密码不对，还可试 ${left} 次`, en: `Wrong password: ${left} ${left === 1 ? 'try' : 'tries'} left` },
    remedy: { zh: `${timeOf(again)} 起可再试`, en: `Try again from ${timeOf(again)}` },
  };
}

export function pausedUntil(again: Timestamp): OperatorRefusal {
  return {
    kind: 'paused',
    cause: { zh: '刚才密码输错，稍候再试', en: 'After a wrong password there is a pause' },
    remedy: { zh: `${timeOf(again)} 起可再试`, en: `Try again from ${timeOf(again)}` },
  };
}

export function lockedUntil(again: Timestamp): OperatorRefusal {
  return {
    kind: 'locked',
    cause: { zh: '密码连续输错五次，工号已锁定', en: 'Five wrong passwords in a row: the number is locked' },
    remedy: {
      zh: `${timeOf(again)} 自动解锁；忘记密码请组长用 yibao-pos operator password 重设`,
      en: `It opens by itself at ${timeOf(again)}; who forgot it has a supervisor set another: yibao-pos operator password`,
    },
  };
}

/** Said before the password is looked at: the list of operators says as much. */
export function ownPasswordFirst({ code, name }: Operator): OperatorRefusal {
  return {
    kind: 'practice-password',
    cause: {
      zh: `${name} 还用着练习密码，练习之外不算数`,
      en: `${name} still has the practice password, which counts in practice only`,
    },
    remedy: {
      zh: `请先自设密码：yibao-pos operator password ${code}`,
      en: `Set your own password: yibao-pos operator password ${code}`,
    },
  };
}

/** Whoever set it knows it: it may be the same person's word twice. */
export function setByAnother({ code, name }: Operator): OperatorRefusal {
  return {
    kind: 'set-by-another',
    cause: {
      zh: `${name} 的密码是别人设的，不能凭它和别人一起重设密码`,
      en: `${name}'s password was set by somebody else: it is no word for setting another's together`,
    },
    remedy: {
      zh: `请${name}先自设密码：yibao-pos operator password ${code}`,
      en: `${name} sets their own first: yibao-pos operator password ${code}`,
    },
  };
}

/** `witness`: whose word it takes besides, as the hospital's roster has them. */
export function secondSupervisorFirst(
  { code, name, role }: Operator,
  witness: 'supervisor' | 'trainer',
): OperatorRefusal {
  const supervisors =
    role === 'trainer'
      ? { zh: '两位组长一起', en: 'the two supervisors do' }
      : { zh: '另两位组长一起', en: 'two other supervisors do' };
  const who = {
    supervisor: supervisors,
    trainer: { zh: '另一位组长和教员一起', en: 'the other supervisor and the trainer do' },
  }[witness];
  return {
    kind: 'second-supervisor',
    cause:
      role === 'trainer'
        ? {
            zh: `重设组长的密码要教员 ${name} 在场，别人不能一人重设其密码`,
            en: `It takes the trainer ${name} to set a supervisor's password, so nobody else sets theirs alone`,
          }
        : {
            zh: `${name} 是组长，别人不能一人重设其密码`,
            en: `${name} is a supervisor, whose password nobody else sets alone`,
          },
    remedy: {
      zh: `本人来设，或${who.zh}：yibao-pos operator password ${code} --by 工号 --approver 工号`,
      en: `Its owner sets it, or ${who.en}: yibao-pos operator password ${code} --by CODE --approver CODE`,
    },
  };
}

/** The only one there is: whoever else could allow it is not on the roster. */
export function onlySupervisor({ code, name }: Operator): OperatorRefusal {
  return {
    kind: 'second-supervisor',
    cause: {
      zh: `${name} 是本院唯一的组长，别人不能重设其密码`,
      en: `${name} is the only supervisor here, whose password nobody else sets`,
    },
    remedy: {
      zh: `本人来设；忘记了，请信息科在操作员名册增加一位组长，由其和教员一起：yibao-pos operator password ${code} --by 工号 --approver 工号`,
      en: `Its owner sets it; forgotten: the information department names another supervisor on the roster, who sets it with the trainer: yibao-pos operator password ${code} --by CODE --approver CODE`,
    },
  };
}

export function samePerson(operator: Operator): OperatorRefusal {
  return {
    kind: 'same-person',
    cause: { zh: `${operator.name} 不能批准自己的请求`, en: `${operator.name} cannot approve what they ask for` },
    remedy: { zh: '请另一位组长输入工号和密码', en: 'Another person, a supervisor, types number and password' },
  };
}

/** `practice`: whether a trainer's word would count. */
export function roleMayNotApprove(operator: Operator, action: ApprovedAction, practice: boolean): OperatorRefusal {
  const word = roleWords[operator.role];
  return {
    kind: 'role',
    cause: {
      zh: `${operator.name} 是${word.zh}，不能批准${actionWords[action].zh}`,
      en: `${operator.name} is a ${word.en} and cannot approve ${actionWords[action].en}`,
    },
    remedy: practice
      ? { zh: '请组长或教员输入工号和密码', en: 'A supervisor or a trainer types number and password' }
      : { zh: '请组长输入工号和密码', en: 'A supervisor types number and password' },
  };
}

/** Their role may not finish what stands open at the window. */
export function roleCannotFinish(operator: Operator): OperatorRefusal {
  const word = roleWords[operator.role];
  return {
    kind: 'visit-open',
    cause: {
      zh: `窗口有未完成的就诊，${word.zh}不能接着办`,
      en: `A visit stands open here that a ${word.en} cannot go on with`,
    },
    remedy: { zh: '请收费员或组长登录，办完后再换人', en: 'A cashier or a supervisor signs in and ends it first' },
  };
}

/** Outside practice there is nothing at a counter for them. */
export function roleOpensNothing(operator: Operator): OperatorRefusal {
  const word = roleWords[operator.role];
  return {
    kind: 'role',
    cause: {
      zh: `${operator.name} 是${word.zh}，只在练习时使用窗口`,
      en: `${operator.name} is a ${word.en} and uses a counter in practice only`,
    },
    remedy: { zh: '请收费员或组长登录', en: 'A cashier or a supervisor signs in' },
  };
}

/** Patients are not served with a file that has, or may yet get, practised visits. */
export function practisedHere(practised: Practised): OperatorRefusal {
  if (practised.at === 'practised') {
    return {
      kind: 'practised',
      cause: {
        zh: '本院数据里有练习的就诊，不能办正式业务',
        en: 'The data here has practised visits: not for patients',
      },
      remedy: {
        zh: '办正式业务请用 --data 另一个文件夹',
        en: 'Serve patients in another folder (--data)',
      },
    };
  }
  return {
    kind: 'practised',
    cause: {
      zh: `${practised.window} 号窗口正用这些数据练习`,
      en: `Window ${practised.window} practises with this data`,
    },
    remedy: {
      zh: '先关闭那个窗口再登录；练习请另用 --data，不加 --center',
      en: 'Close that window first; practise in another --data, without --center',
    },
  };
}

export function unfitPassword(expected: Text): OperatorRefusal {
  return {
    kind: 'unfit-password',
    cause: { zh: '新密码不合要求，没有更改', en: 'The new password will not do; nothing was changed' },
    remedy: expected,
  };
}

/** `cause` in the system's own word. */
export function diskRefused(cause: string): OperatorRefusal {
  return {
    kind: 'disk',
    cause: { zh: `本院数据文件写不进去（${cause}）`, en: `The hospital's file could not be written (${cause})` },
    remedy: {
      zh: '请检查磁盘空间，关闭占用该文件的程序，然后重试',
      en: 'Free disk space, close what holds the file, then try again',
    },
  };
}
