// 9001: an operator of a hospital signs in for the day; every other transaction carries the number that it answers.

import type { SignedIn } from '../../domain/protocol/transactions.ts';
import { signInSchema } from '../schemas.ts';
import { done, transaction } from './transaction.ts';

export const signIn = transaction('9001', signInSchema, (call, { signIn: { opter_no } }) => {
  const sign_no = call.store.messages.signIn(call.hospital.code, opter_no, call.now);
  const answer: SignedIn = { signinoutb: { sign_time: call.now, sign_no } };
  return done(answer);
});
