// Who may import whom, who alone may import what, and what may be used where: the arrows of the architecture as data.
// A file that no row speaks about fails the test, so that a new folder begins with a row here.

/** Globs of files in this repository. `<own>` is the channel's or the part's own folder. */
type Globs = readonly string[];

export type Area = {
  readonly files: Globs;
  /** Files it may import. */
  readonly imports: Globs;
  /** Exceptions to `imports`. */
  readonly never?: Globs;
  /** Packages and Node modules it may import; `*` stands for the rest of a name. */
  readonly packages: readonly string[];
};

const CONTRACT = "preload/contract/**";
const PAY_CODE = "preload/contract/pay-code.ts";
/** Outside things as types, and the log: what every part of main may be handed. */
const BASE = ["main/clock.ts", "main/ids.ts", "main/log.ts"];
/** Nobody imports a door; `main/start.ts` alone, which chooses between them, may open one. */
const DOORS = ["main/electron.ts", "main/browser.ts", "main/cli.ts", "main/start.ts"];
const WINDOWS = ["main/host/electron/**", "main/host/browser/**"];
const CHANNEL_TOOLS = [
  "channel",
  "funds",
  "guarded",
  "http",
  "config",
  "probe",
  "settlement",
  "pay-modes",
  "words",
].map((name) => `main/channel/${name}.ts`);
/** What the channels screen is served with. */
const CHANNEL_DESK = ["check", "tap", "call-form", "skew", "channel", "pay-modes"].map(
  (name) => `main/channel/${name}.ts`,
);

/** The first row whose `files` match speaks. */
export const AREAS: readonly Area[] = [
  { files: [CONTRACT], imports: [CONTRACT], packages: ["zod"] },
  { files: ["preload/*.ts"], imports: ["preload/**"], never: [PAY_CODE], packages: ["electron"] },
  {
    files: ["renderer/**"],
    imports: ["renderer/**", CONTRACT, "resources/**"],
    never: [PAY_CODE],
    packages: [
      "react",
      "react/*",
      "react-dom/*",
      "react-aria-components",
      "react-aria-components/*",
      "zustand",
      "uqr",
      "@tanstack/react-virtual",
    ].concat(["zustand/*", "@fontsource-variable/*", "zod", "papaparse", "read-excel-file/*"]),
  },

  // The doors and the composition.
  {
    files: ["main/start.ts"],
    imports: ["main/electron.ts", "main/browser.ts", "main/host/**", ...BASE, CONTRACT],
    never: ["main/host/electron/**"],
    packages: ["node:*"],
  },
  { files: ["main/bell.ts"], imports: [CONTRACT, "main/log.ts"], packages: [] },
  { files: DOORS, imports: ["main/**", "preload/**"], never: DOORS, packages: ["electron", "node:*"] },
  {
    files: ["main/till.ts", "main/book.ts", "main/book-channels.ts", "main/book-routes.ts"],
    imports: ["main/**", CONTRACT],
    never: [...DOORS, ...WINDOWS],
    packages: ["node:*"],
  },
  {
    files: ["main/command/**"],
    imports: ["main/**", CONTRACT],
    never: [...DOORS, ...WINDOWS],
    packages: ["zod", "node:*"],
  },
  {
    files: ["main/counter/**"],
    imports: [
      "<own>",
      "main/book.ts",
      "main/ipc/**",
      "main/notice/**",
      "main/payment/**",
      "main/print/**",
      "main/report/**",
      "main/scan/**",
      "main/staff/**",
      "main/store/**",
      ...BASE,
      CONTRACT,
    ].concat(
      [...CHANNEL_DESK, "main/book-channels.ts", "main/book-routes.ts", "main/channel/training/**"],
      ["main/reconcile/**"],
    ),
    packages: ["uqr", "zod", "node:*"],
  },
  { files: BASE, imports: [CONTRACT], packages: ["pino", "node:*"] },

  // The parts.
  { files: ["main/ipc/**"], imports: ["<own>", ...BASE, CONTRACT], packages: ["zod"] },
  {
    files: ["main/payment/**"],
    imports: ["<own>", "main/channel/channel.ts", "main/store/**", ...BASE, CONTRACT],
    packages: ["zod"],
  },
  // Lays the channels' books beside ours. It asks and compares; what a payment learns from it goes through its own verbs.
  {
    files: ["main/reconcile/**"],
    imports: ["<own>", "main/channel/channel.ts", "main/payment/**", "main/store/**", ...BASE, CONTRACT],
    never: [PAY_CODE],
    packages: ["csv-parse", "read-excel-file/universal", "zod", "node:*"],
  },
  // People: who they are, what they may do, who is at the till.
  {
    files: ["main/staff/**"],
    imports: ["<own>", "main/scan/holds-pay-code.ts", "main/store/**", ...BASE, CONTRACT],
    packages: ["zod", "node:crypto"],
  },
  // What channels send unasked: verified by the channel, settled by payment, never by itself.
  {
    files: ["main/notice/**"],
    imports: ["<own>", "main/channel/channel.ts", "main/payment/**", "main/store/**", ...BASE, CONTRACT],
    never: [PAY_CODE],
    packages: ["zod", "node:http", "node:net", "node:os"],
  },
  { files: ["main/channel/registry.ts"], imports: ["main/channel/**", CONTRACT], packages: [] },
  {
    files: CHANNEL_DESK.slice(0, 4),
    imports: [...CHANNEL_DESK, ...CHANNEL_TOOLS, ...BASE, CONTRACT],
    packages: ["zod"],
  },
  { files: CHANNEL_TOOLS, imports: [...CHANNEL_TOOLS, ...BASE, CONTRACT], packages: ["axios", "zod", "node:*"] },
  // Leshua answers in XML; one file reads it.
  { files: ["main/channel/leshua/xml.ts"], imports: ["<own>"], packages: ["fast-xml-parser"] },
  {
    files: ["main/channel/*/**"],
    imports: ["<own>", ...CHANNEL_TOOLS, ...BASE, CONTRACT],
    packages: ["zod", "node:*"],
  },
  {
    files: ["main/store/**"],
    imports: ["<own>", "main/payment/attempt.ts", "main/payment/transitions.ts", ...BASE, CONTRACT],
    never: [PAY_CODE],
    packages: ["better-sqlite3", "zod", "node:*"],
  },
  { files: ["main/scan/**"], imports: ["<own>", ...BASE, CONTRACT], packages: ["serialport", "node-hid", "node:*"] },
  // The wires to the devices processes, and what runs in them.
  {
    files: ["main/devices/**"],
    imports: [
      "<own>",
      "main/scan/**",
      "main/print/link.ts",
      "main/print/transports.ts",
      "main/host/service.ts",
      "main/host/service-side.ts",
      ...BASE,
      CONTRACT,
    ],
    never: [PAY_CODE],
    packages: ["zod", "node:*"],
  },
  // Sums of what moved, on the screen and in files; each file format has its one writer.
  {
    files: ["main/report/**"],
    imports: ["<own>", "main/store/**", ...BASE, CONTRACT],
    never: [PAY_CODE],
    packages: ["papaparse", "write-excel-file/node", "node:*"],
  },
  {
    files: ["main/print/**", "main/staff/**"],
    imports: ["<own>", "main/store/**", "main/host/host.ts", ...BASE, CONTRACT],
    never: [PAY_CODE],
    packages: ["receiptline", "serialport", "zod", "node:*"],
  },
  {
    files: ["main/host/electron/**"],
    imports: ["main/host/**", "main/ipc/**", ...BASE, CONTRACT],
    never: ["main/host/browser/**", PAY_CODE],
    packages: ["electron", "zod", "node:*"],
  },
  {
    files: ["main/host/browser/**"],
    imports: ["main/host/**", "main/ipc/**", "preload/bridge.ts", ...BASE, CONTRACT],
    never: ["main/host/electron/**", PAY_CODE],
    packages: ["playwright-core", "node:*"],
  },
  {
    files: ["main/host/*.ts"],
    imports: ["main/host/**", "main/ipc/**", ...BASE, CONTRACT],
    never: [...WINDOWS, PAY_CODE],
    packages: ["zod", "node:*"],
  },
];

/** Packages with one importer. */
export const OWNERS: Readonly<Record<string, Globs>> = {
  "better-sqlite3": ["main/store/open.ts"],
  axios: ["main/channel/http.ts"],
  serialport: ["main/scan/serial.ts", "main/print/serial.ts"],
  "node-hid": ["main/scan/hid.ts"],
  electron: ["main/electron.ts", "main/host/electron/**", "preload/index.ts"],
  "playwright-core": ["main/host/browser/**"],
  pino: ["main/log.ts"],
  "node:http": ["main/channel/http.ts", "main/notice/server.ts"],
  "fast-xml-parser": ["main/channel/leshua/xml.ts"],
  papaparse: ["main/report/csv.ts", "renderer/screens/goods/read-file.ts"],
  "write-excel-file/node": ["main/report/xlsx.ts"],
  "read-excel-file": ["renderer/screens/goods/read-file.ts"],
  "csv-parse": ["main/reconcile/bill/read-rows.ts"],
  "read-excel-file/universal": ["main/reconcile/bill/sheet-worker.ts", "renderer/screens/goods/read-file.ts"],
  receiptline: ["main/print/bytes.ts", "main/print/glyphs.ts", "main/print/raster.ts"],
  "node:timers": ["main/clock.ts"],
  "node:timers/promises": ["main/clock.ts"],
};

const WALL_CLOCK = ["main/clock.ts", "renderer/now.ts"];
/** A window measures key gaps and redraws seconds by itself; no rule about money hangs on its timers. */
const TIMERS = ["main/clock.ts", "renderer/**"];
const RANDOM = ["main/ids.ts", "main/host/secrets.ts"];
const YUAN = ["preload/contract/money.ts"];

/** What may be used where. The names are those that `read-source.ts` gives to uses. */
export const USES: Readonly<Record<string, Globs>> = {
  "Date.now": WALL_CLOCK,
  "new Date()": WALL_CLOCK,
  "Date()": WALL_CLOCK,
  "performance.now": TIMERS,
  "process.hrtime": ["main/clock.ts"],
  setTimeout: TIMERS,
  setInterval: [],
  /** The deadline of a real request; a simulated network has its own. */
  "AbortSignal.timeout": ["main/channel/http.ts"],
  "Math.random": [],
  randomBytes: RANDOM,
  randomUUID: RANDOM,
  randomInt: RANDOM,
  getRandomValues: RANDOM,
  generateKey: ["main/host/secrets.ts"],
  parseFloat: YUAN,
  toFixed: YUAN,
  "* 100": YUAN,
  "/ 100": YUAN,
  "window.cashier": ["renderer/cashier.ts"],
};
