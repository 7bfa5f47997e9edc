// What a merchant fills in for Yapos Pay, and which calls move money. Data only.
import { type ChannelForm, may, must } from "../probe.ts";

export const GATHERING_FORM: ChannelForm = {
  fields: [
    must("baseUrl", "url"),
    must("loginName"),
    must("password", "secret"),
    must("sid"),
    may("paths.login", "text", "/v1/login"),
    may("paths.gathering", "text", "/v1/gathering"),
    may("paths.refund", "text", "/v1/refund"),
    may("paths.wechatPayment", "text", "/v1/wechat_payment"),
    may("paths.alipayPayment", "text", "/v1/alipay_payment"),
  ],
  identity: ["baseUrl", "sid"],
  moneyCalls: ["gathering", "refund", "wechat_payment", "alipay_payment"],
};
