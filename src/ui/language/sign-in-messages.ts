// Signing in, the second person's word, and the locked counter; in both languages.

import type { Text } from '../../domain/language.ts';

export const signInMessages = {
  operatorNumber: { zh: '工号', en: 'Number' },
  operatorPassword: { zh: '密码', en: 'Password' },
  signInHint: { zh: '密码不显示，只显示星号', en: 'The password is not shown, only stars' },
  approvalTitle: { zh: '需要第二人批准', en: 'A second person approves' },
  approvalWanted: (about: string): Text => ({
    zh: `请组长核对后批准：${about}`,
    en: `For the supervisor to approve: ${about}`,
  }),
  lockedTitle: { zh: '窗口已锁定', en: 'The counter is locked' },
  lockedAbout: { zh: '请输入工号和密码；登录之前不办理任何业务', en: 'Number and password; nothing is done before' },
  lockedShort: { zh: '已锁定', en: 'locked' },
  inPractice: { zh: '练习', en: 'practice' },
  signIn: { zh: '登录', en: 'sign in' },
  lock: { zh: '锁屏/换操作员', en: 'lock / other operator' },
  approve: { zh: '批准', en: 'approve' },
  toPassword: { zh: '输密码', en: 'to the password' },
} as const satisfies Record<string, Text | ((...facts: never[]) => Text)>;
