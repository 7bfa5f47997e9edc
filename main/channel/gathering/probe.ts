// Yapos' harmless question: a login. It shows name and password; nothing is signed there.
import { type Probe, type Proofs, credentialsRefused, disproved, proved, unbelieved, unproved } from "../probe.ts";
import { rawLine } from "./raw.ts";
import { tokenOf } from "./session.ts";
import type { GatheringConfig } from "./settings.ts";
import type { Wire } from "./wire.ts";

export function probeWith(config: Pick<GatheringConfig, "loginName" | "password">, wire: Wire): Probe {
  return async (timeoutMs): Promise<Proofs> => {
    const signature = unproved("nothing_signed");
    const answer = await wire.session.tryOut(config.loginName, config.password, timeoutMs);
    if (!answer.ok) return { ...unbelieved(answer.failure, ""), signature };
    if (tokenOf(answer) !== null) return { credentials: proved(), signature };
    const words = rawLine([`HTTP ${answer.status}`], wire.hidden(null));
    if (answer.status === 401) return { ...credentialsRefused(words), signature };
    // 404 is how an unknown login name is answered (facts §1.2), and a wrong path too; a page is somebody else's.
    if (answer.status === 404 && !answer.text.trim().startsWith("<"))
      return { ...credentialsRefused(words), signature };
    if (answer.status >= 500 || answer.status === 429) return { ...unbelieved("server_error", words), signature };
    return { credentials: disproved("not_the_channel", words), signature };
  };
}
