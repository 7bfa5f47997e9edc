// Keeps Electron's windows on our page: nothing else is answered, no other window opens, no download is kept, no
// permission is given. The same list as main/host/browser/lock-down.ts, in Electron's words.
import { app, type Session, type WebContents } from "electron";
import { sameOrigin } from "../../ipc/sender.ts";
import type { Log } from "../../log.ts";
import { ORIGIN } from "../csp.ts";
import type { Files } from "../files.ts";

/** Call before `ready`: what holds for the whole process. */
export function lockApp(log: Log): void {
  app.enableSandbox();
  // Requests for our origin are answered before a name is looked up; the window may find no other host.
  app.commandLine.appendSwitch("host-resolver-rules", "MAP * ~NOTFOUND");
  app.commandLine.appendSwitch("no-proxy-server");
  app.commandLine.appendSwitch("no-pings");
  app.on("web-contents-created", (_event, contents) => lockContents(contents, log));
}

function lockContents(contents: WebContents, log: Log): void {
  contents.setWindowOpenHandler(() => {
    log.warn("second_window_refused");
    return { action: "deny" };
  });
  contents.on("will-frame-navigate", (event) => {
    if (event.isMainFrame && sameOrigin(event.url, ORIGIN)) return;
    log.warn("navigation_refused");
    event.preventDefault();
  });
  contents.on("will-redirect", (event) => event.preventDefault());
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.on("select-bluetooth-device", (event, _devices, choose) => {
    event.preventDefault();
    choose("");
  });
}

/** Call once for the session, before its first window: answers our files and refuses everything else. */
export function lockSession(session: Session, files: Files, log: Log): void {
  session.protocol.handle("https", async (request) => {
    const { status, headers, body } = await files.answer(request.method, request.url);
    return new Response(body, { status, headers });
  });
  session.webRequest.onBeforeRequest((details, answer) => {
    // `devtools:` is the tool's own page; packaged builds have none.
    const allowed = sameOrigin(details.url, ORIGIN) || (!app.isPackaged && details.url.startsWith("devtools://"));
    answer({ cancel: !allowed && !details.url.startsWith("data:image/") });
  });
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    log.warn("permission_refused", { permission });
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.on("will-download", (event) => {
    log.warn("download_refused");
    event.preventDefault();
  });
  session.setSpellCheckerEnabled(false);
}
