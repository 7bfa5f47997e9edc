// The verbs about the receiver of notices. The command line itself never listens: what is set holds for the next till
// with a window.
import { fail } from "../../preload/contract/failure.ts";
import { noticeWish } from "../../preload/contract/notices.ts";
import { viewNotices } from "../counter/notices.ts";
import { parseObject } from "./desk-verbs.ts";
import { Refused, type Verb, must } from "./verbs.ts";

/** `notices set`: reads `{enabled, host, port}` as JSON from standard input. */
export const noticesSet: Verb = {
  texts: [],
  flags: [],
  deed: () => ({ call: "notices.set", input: {}, order: null }),
  async read(_options, { readStdin }) {
    const config = parseObject(await readStdin());
    if (!config) throw new Refused(fail("config_not_json", "notices").failure);
    const wish = noticeWish.safeParse(config);
    if (!wish.success) {
      const [issue] = wish.error.issues;
      const own = issue?.code === "unrecognized_keys" ? issue.keys[0] : issue?.path.join(".");
      throw new Refused(fail("bad_input", own, "manager").failure);
    }
    return async ({ till }) => {
      must(await till.notices.change(wish.data));
      return { code: 0, body: { ok: true, ...wish.data } };
    };
  },
};

/** `notices show`: where it is to listen, the address for each channel, and what came in. */
export const noticesShow: Verb = {
  texts: [],
  flags: [],
  read:
    () =>
    async ({ till }) => {
      const { wish, addresses, sums } = viewNotices(till.books.real, till.notices);
      return { code: 0, body: { ...wish, addresses, sums } };
    },
};
