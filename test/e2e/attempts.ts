// What a hostile script in the page might try. Each function runs in the page, so it stands alone; it must be
// refused: throw, reject, or hear an error event.

const events = (target: EventTarget, good: string) =>
  new Promise((done, fail) => {
    target.addEventListener(good, done);
    target.addEventListener("error", fail);
  });

/** Carries the helper into the page beside the attempt. */
const listening = (make: () => EventTarget, good: string) => {
  const text = `() => (${events.toString()})((${make.toString()})(), ${JSON.stringify(good)})`;
  return { toString: () => text } as () => unknown;
};

/** What it tries -> how. */
export const ATTEMPTS: Readonly<Record<string, () => unknown>> = {
  "fetch elsewhere": () => fetch("https://example.com/"),
  "fetch its own files": () => fetch("/"),
  "send a request": listening(() => {
    const request = new XMLHttpRequest();
    request.open("GET", "https://example.com/");
    request.send();
    return request;
  }, "load"),
  "open a socket": listening(() => new WebSocket("wss://example.com/"), "open"),
  "listen to a stream": listening(() => new EventSource("https://example.com/"), "open"),
  "load a picture from elsewhere": listening(
    () => Object.assign(new Image(), { src: "https://example.com/x.png" }),
    "load",
  ),
  "load a script from elsewhere": () => import("https://example.com/x.js" as string),
  "run a script from a data address": () => import("data:text/javascript,export default 1" as string),
  "run text as code": () => window["eval"]("1 + 1"),
  "make a function of text": () => Reflect.construct(Function, ["return 1"])(),
  "start a worker": listening(() => new Worker(URL.createObjectURL(new Blob(["postMessage(1)"]))), "message"),
  "keep a service worker": async () => {
    await navigator.serviceWorker.register("/sw.js");
    // Where registering is a silent nothing, nothing may be registered.
    if ((await navigator.serviceWorker.getRegistrations()).length === 0) throw new TypeError("refused");
  },
  "read the clipboard": () => navigator.clipboard.readText(),
  "see or hear": () => navigator.mediaDevices.getUserMedia({ audio: true, video: true }),
  "share the screen": () => navigator.mediaDevices.getDisplayMedia(),
  "know the place": () => new Promise((done, fail) => navigator.geolocation.getCurrentPosition(done, fail)),
};
