// What other projects get as `yibao-pos/drivers`: readers by URL, the social-security card, the emulated readers with
// their faults, the conformance run and transcripts. The program itself knows less of the drivers (ARCHITECTURE.md).

export { type Command, encodeCommand, parseAnswer, parseCommand } from './card/apdu.ts';
export { type Atr, parseAtr } from './card/atr.ts';
export {
  type CardApplication,
  cardLine,
  type PinVerdict,
  type SocialSecurityCard,
} from './card/social-security-card.ts';
export * from './open.ts';
export type * from './reader.ts';
export { checkLine, type LineCheck, type LineProfile } from './transcript/rules.ts';
export { type Entry, type WireEntry, writeTranscript } from './transcript/transcript.ts';
