// A request as any hospital's system would write it.

import type { RequestEnvelope } from '../../src/domain/protocol/envelope.ts';

/** The institution is the one that the msgid begins with. */
export function envelopeOf(
  infno: string,
  input: unknown,
  msgid: string,
  but: Partial<RequestEnvelope> = {},
): RequestEnvelope {
  return {
    infno,
    msgid,
    mdtrtarea_admvs: '129900',
    insuplc_admdvs: '129900',
    recer_sys_code: 'YBPOS',
    dev_no: null,
    dev_safe_info: null,
    cainfo: null,
    signtype: null,
    infver: 'V1.0',
    opter_type: '1',
    opter: '0003',
    opter_name: '李敏',
    inf_time: '2011-08-15 09:00:00',
    fixmedins_code: msgid.slice(0, 12),
    fixmedins_name: '海河市人民医院',
    sign_no: null,
    input,
    ...but,
  };
}
