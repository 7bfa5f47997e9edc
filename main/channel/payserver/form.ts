// What a merchant fills in for PayServer, and which calls move money. Data only.
import { type ChannelForm, may, must } from "../probe.ts";

export const PAYSERVER_FORM: ChannelForm = {
  fields: [
    must("baseUrl", "url"),
    must("token", "secret"),
    must("payee", "url"),
    may("payer", "text", "A"),
    may("authHeader", "text", "Authorization"),
    may("authScheme", "text", "Bearer"),
  ],
  identity: ["baseUrl", "payee"],
  moneyCalls: ["pay", "batchPay", "refund", "batchRefund"],
};
