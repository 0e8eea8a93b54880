// 1312: the catalogue (三目), page by page, by code or by a part of the name.

import { chargeLevel } from '../../domain/protocol/codes.ts';
import type { CataloguePage } from '../../domain/protocol/inquiries.ts';
import { catalogueSchema } from '../inquiry-schemas.ts';
import { ceilingAmount, ownShare } from './item-terms.ts';
import { done, transaction } from './transaction.ts';

export const catalogue = transaction('1312', catalogueSchema, (call, { data }) => {
  const search = { code: data.hilist_code, name: data.hilist_name };
  const count = call.store.catalogue.count(search);
  const answer: CataloguePage = {
    data: {
      pages: Math.ceil(count / data.page_size),
      page_num: data.page_num,
      recordCounts: count,
      data: call.store.catalogue.page(search, data.page_num, data.page_size).map((item) => ({
        hilist_code: item.code,
        hilist_name: item.name,
        chrgitm_lv: chargeLevel[item.class],
        selfpay_prop: ownShare(item),
        pric_uplmt_amt: ceilingAmount(item.ceiling),
        list_type: item.category,
      })),
    },
  };
  return done(answer);
});
