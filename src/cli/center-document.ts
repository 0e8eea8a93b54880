// The API document (docs/api/openapi.json) with its examples: a visit played against a center in memory. What is published
// there was really sent, and really answered like that.

import { openCenter } from '../center/center.ts';
import { loadCity } from '../center/city-fixtures.ts';
import { apiDocument, type Exchanged } from '../center/server/api-document.ts';
import { compactTimestamp, dateOf, type Timestamp, timestampOf } from '../domain/date.ts';
import type { TraceOnWire } from '../domain/protocol/settlement-trace.ts';
import { loadPack } from '../policy/load-pack.ts';
import { cityPack } from './city.ts';
import { type Json, playVisit } from './example-visit.ts';
import { jsonText } from './json-text.ts';

const day = dateOf('2011-08-15');
const now = timestampOf(day, '09:00:00');
const hospital = { code: 'H12990000001', name: '海河市人民医院', area: '129900' };
/** A trace has dozens of entries; two show what one looks like. */
const shownEntries = 2;

function must<Value>(result: { readonly ok: true; readonly value: Value } | { readonly ok: false }): Value {
  if (result.ok) return result.value;
  throw new Error(`the city or its rules are unsound: ${JSON.stringify(result)}`);
}

/** Rules and texts are numbered as entries come to refer to them: what the first entries need are the first. */
function firstOf(trace: TraceOnWire): TraceOnWire {
  const entries = trace.entries.slice(0, shownEntries);
  const places = trace.places.slice(0, 1 + Math.max(...entries.map(({ at }) => at)));
  const said = [...entries.map(({ reason }) => reason), ...places.flatMap(({ title, source }) => [title, source])];
  return { ...trace, entries, places, texts: trace.texts.slice(0, 1 + Math.max(...said)) };
}

function shortened(answer: Json): Json {
  const text = JSON.stringify(answer, (key, value: unknown) =>
    key === 'sim_trace' && value !== null ? firstOf(value as TraceOnWire) : value,
  );
  return JSON.parse(text) as Json;
}

/** Sends messages and keeps every exchange. */
class ExampleHospital {
  readonly exchanged: Exchanged[] = [];
  private readonly handle: (request: string) => string;
  private signNo: string | null = null;
  private sent = 0;

  constructor(handle: (request: string) => string) {
    this.handle = handle;
  }

  /** Answers the message's output and its msgid. */
  ask(infno: string, input: Json): { readonly output: Json; readonly msgid: string } {
    this.sent += 1;
    const msgid = `${hospital.code}${compactTimestamp(now)}${String(this.sent).padStart(4, '0')}`;
    const request = { ...envelopeAt(now), infno, msgid, sign_no: this.signNo, input };
    const answer = JSON.parse(this.handle(JSON.stringify(request))) as Json & { readonly output: Json };
    if (answer.infcode !== 0) throw new Error(`${infno} was refused: ${answer.err_msg}`);
    const name = `${String(this.exchanged.length + 1).padStart(2, '0')}-${infno}`;
    this.exchanged.push({ name, infno, request, answer: shortened(answer) });
    return { output: answer.output, msgid };
  }

  signIn(): void {
    const { output } = this.ask('9001', { signIn: { opter_no: '0003', mac: '', ip: '127.0.0.1' } });
    this.signNo = String((output.signinoutb as Json).sign_no);
  }

  signOut(): void {
    this.ask('9002', { signOut: { opter_no: '0003', sign_no: this.signNo } });
  }
}

function envelopeAt(time: Timestamp) {
  return {
    infno: '',
    msgid: '',
    mdtrtarea_admvs: hospital.area,
    insuplc_admdvs: hospital.area,
    recer_sys_code: 'HIS',
    dev_no: null,
    dev_safe_info: null,
    cainfo: null,
    signtype: null,
    infver: 'V1.0',
    opter_type: '1',
    opter: '0003',
    opter_name: '李敏',
    inf_time: time,
    fixmedins_code: hospital.code,
    fixmedins_name: hospital.name,
    sign_no: null as string | null,
  };
}

/** Every exchange of the visit, in order. Throws where the center refuses one: then the example is wrong. */
export function exampleExchanges(): readonly Exchanged[] {
  const city = must(loadCity(day));
  const card = city.cards.find(({ id }) => id === 'wang-xiulan');
  if (!card) throw new Error('the city has no wang-xiulan');
  const pack = must(loadPack(cityPack));
  const center = must(openCenter({ file: ':memory:', clock: { now: () => now }, seed: city.seed, pack }));
  try {
    const his = new ExampleHospital((request) => center.handle(request));
    his.signIn();
    playVisit((infno, input) => his.ask(infno, input), card, now);
    his.signOut();
    return his.exchanged;
  } finally {
    center.close();
  }
}

/** docs/api/openapi.json. */
export function centerDocument(): string {
  return jsonText(JSON.parse(JSON.stringify(apiDocument('1.0', exampleExchanges()))));
}
