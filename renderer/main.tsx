// Where the page starts: styles, the mirrors of main's state, the ears for scanner and keyboard, the first render.
import "@fontsource-variable/noto-sans-sc/wght.css";
import "./styles/tokens.css";
import "./styles/global.css";
import "./styles/contrast.css";
import "./styles/print.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { call, on, whenRefused } from "./cashier.ts";
import { askApproval } from "./screens/staff/approval.ts";
import { listenForKeys } from "./keys.ts";
import { lineOfAll } from "./scan/guns.ts";
import { listenForScans } from "./scan/wedge.ts";
import { mark, restore, settle } from "./screens/collect/press.ts";
import { handOver, hearScan } from "./screens/collect/scans.ts";
import { mirrorOpenModes } from "./screens/collect/mode-store.ts";
import { mirrorAttempts } from "./screens/collect/store.ts";
import { isTrying, takeTried, tryKeys } from "./screens/scanners/store.ts";
import { mirrorTill, useTill } from "./till.ts";
import { openEars } from "./sound/ears.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no root");

// The wedge hears every key first, so that a scanner's keys reach nobody else.
listenForScans({
  mark,
  restore,
  settle,
  scan: (text, typed) => void (isTrying() ? tryKeys(text, typed) : handOver(text, typed)),
  line: () => lineOfAll(useTill.getState().state?.settings.scanners ?? []),
});
listenForKeys();
mirrorAttempts();
openEars();
mirrorOpenModes();
mirrorTill();
whenRefused(askApproval);
on("scan.heard", hearScan);
on("scan.tried", (scan) => takeTried({ ...scan, typed: null }));
// A page that was reloaded while scanners were tried begins with the sale.
void call("scanner.try", { on: false });

createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
