// PayServer's harmless question: the list of the shop's open pay modes. The gateway looks at the token; nothing is
// signed there.
import { type Probe, type Proofs, credentialsRefused, disproved, proved, unbelieved, unproved } from "../probe.ts";
import { itemsOf, readAnswer } from "./answer.ts";
import { rawLine } from "./raw.ts";
import { type PayserverConfig, merchantUuidOf } from "./settings.ts";
import type { Wire } from "./wire.ts";

export function probeWith(config: Pick<PayserverConfig, "payee" | "token">, wire: Wire): Probe {
  const hidden = { codes: [], token: config.token };
  return async (timeoutMs): Promise<Proofs> => {
    const signature = unproved("nothing_signed");
    const query = { merchantUUID: merchantUuidOf(config.payee), isOpened: 1, orderBy: "uiOrder desc", limit: 100 };
    const answer = await wire.get("/payModes", query, timeoutMs);
    if (answer.ok && (answer.status === 401 || answer.status === 403))
      return { ...credentialsRefused(`HTTP ${answer.status}`), signature };
    const said = readAnswer(answer, hidden);
    if (said.said === "nothing") return { ...unbelieved(said.cause, said.raw), signature };
    if (said.said === "error") {
      const words = rawLine([`HTTP ${said.status}`, said.code, said.message], hidden);
      return { credentials: disproved("refused_otherwise", words), signature };
    }
    const items = itemsOf(said.body);
    if (items === null) return { credentials: disproved("not_the_channel"), signature };
    return { credentials: items.length === 0 ? proved("no_open_mode") : proved(), signature };
  };
}
