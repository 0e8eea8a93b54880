// 9002: the operator who signed in signs out; the number that the message itself came under is good for nothing afterwards.

import type { SignedOut } from '../../domain/protocol/inquiries.ts';
import { signOutSchema } from '../inquiry-schemas.ts';
import { done, refused, transaction } from './transaction.ts';

export const signOut = transaction('9002', signOutSchema, (call, { signOut: { opter_no, sign_no } }) => {
  const { messages } = call.store;
  if (sign_no !== call.signNo) {
    return refused('input.signOut.sign_no', '不是本报文的签到编号', 'not the sign_no of this message');
  }
  if (messages.signInOf(sign_no, call.hospital.code)?.operator !== opter_no) {
    return refused('input.signOut.opter_no', '不是签到的人', 'not who signed in');
  }
  messages.signOut(sign_no, call.msgid, call.now);
  const answer: SignedOut = { signinoutb: { sign_time: call.now, sign_no } };
  return done(answer);
});
