// What a merchant fills in for 慧收银, and which calls move money. Data only.
import { type ChannelForm, may, must, oneOf } from "../probe.ts";

export const HUISHOUYIN_FORM: ChannelForm = {
  fields: [
    must("baseUrl", "url"),
    must("appId"),
    must("appSecret", "secret"),
    oneOf("signEncoding", ["base64", "hex"], "base64"),
    may("signIncludesSignType", "flag", true),
    oneOf("signNestedAs", ["json", "quoteless"], "json"),
    may("signTypeEverywhere", "flag", false),
    oneOf("bodyAs", ["json", "form"], "json"),
    may("sendsGoods", "flag", true),
    may("storeId"),
    may("cashierId"),
    may("waiter1Id"),
    may("waiter2Id"),
    may("terminalId"),
    may("noticeReply", "text", "success"),
  ],
  identity: ["baseUrl", "appId"],
  moneyCalls: ["qrcode", "scan", "h5", "refund", "cancel", "close"],
};
