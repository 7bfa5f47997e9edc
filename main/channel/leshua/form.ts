// What a merchant fills in for Leshua, and which calls move money. Data only.
import { type ChannelForm, may, must } from "../probe.ts";

export const LESHUA_FORM: ChannelForm = {
  fields: [
    must("url", "url"),
    must("merchantId"),
    must("key", "secret"),
    must("notifyKey", "secret"),
    may("notifyUrl", "url"),
    may("jumpUrl", "url"),
    may("encodeUrls", "flag", false),
    may("orderExpirationSeconds", "number"),
  ],
  identity: ["url", "merchantId"],
  moneyCalls: ["upload_authcode", "get_tdcode", "close_order", "unified_refund"],
};
