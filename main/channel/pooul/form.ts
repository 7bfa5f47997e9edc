// What a merchant fills in for Pooul, and which calls move money. Data only.
import { type ChannelForm, may, must } from "../probe.ts";

export const POOUL_FORM: ChannelForm = {
  fields: [
    must("baseUrl", "url"),
    must("merchantId"),
    must("privateKeyPem", "pem"),
    must("pooulPublicKeyPem", "pem"),
    may("notifyUrl", "url"),
    may("spbillCreateIp", "text", "127.0.0.1"),
    may("orderMissingCodes", "text", "301"),
  ],
  identity: ["baseUrl", "merchantId"],
  moneyCalls: ["pay", "pre_order", "refund", "reverse", "close", "pre_order_close"],
};
