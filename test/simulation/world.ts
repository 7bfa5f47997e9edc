// One seed: a bank, a network, a shop, and the lives of a till among them, ended by a time in which everything heals; all
// the while the auditor compares the two books. The same seed always runs the same way.
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Eyes, ownEyes } from "./auditor-rows.ts";
import { Auditor } from "./auditor.ts";
import { Bank, type ChannelName } from "./bank.ts";
import { Draw } from "./draw.ts";
import { RATES, withoutLate } from "./faults.ts";
import { Life } from "./life.ts";
import { Network } from "./network.ts";
import { Notifier } from "./notifier.ts";
import { CHANNELS, type Plan, drawPlan } from "./plan.ts";
import { StoreCannotWrite } from "../../main/store/open.ts";
import { openAnother, takeFolder } from "./rival.ts";
import { isSecret, secretsInFiles, secretsInRows } from "./secrecy.ts";
import { type Counts, type WorldOptions, type WorldResult, countUp } from "./world-result.ts";
import { OLDER_VERSIONS, makeOlder } from "./older-book.ts";
import { openServers } from "./servers/all.ts";
import { Shop } from "./shop.ts";
import { Story } from "./story.ts";
import { templateFolder } from "./template.ts";
import { SimTime } from "./time.ts";

export class World {
  readonly time = new SimTime();
  readonly plan: Plan;
  readonly bank: Bank;
  readonly auditor: Auditor;
  readonly network: Network;
  readonly shop: Shop;
  readonly #options: WorldOptions;
  readonly #draw: Draw;
  readonly #story: Story;
  readonly #log: string[] = [];
  readonly #folder: string;
  readonly #secrets: readonly string[];
  readonly #isApart: boolean;
  #life: Life | null = null;
  #eyes: Eyes | null = null;
  #lives = 0;
  #isHealing = false;
  readonly #faults: Counts = {};
  readonly #diskDraw: Draw;
  readonly #rivalDraw: Draw;

  constructor(options: WorldOptions) {
    this.#options = options;
    this.#story = new Story(options.trace);
    this.#isApart = options.isApart ?? options.seed % 8 === 0;
    this.#draw = new Draw(options.seed);
    this.#diskDraw = new Draw(options.seed + 1_000_000_007);
    this.#rivalDraw = new Draw(options.seed + 1_000_000_009);
    this.#folder = join(options.root, `seed-${options.seed}`);
    const told = (line: string) => this.told(line);
    this.plan = drawPlan(this.#draw.split(), options);
    const table = CHANNELS.map((channel) => {
      const own = RATES[channel];
      if (!this.plan.isLate) return [channel, withoutLate(own)] as const;
      // A clock that is set ahead while the till is off has the watch ask too early, and no till can know.
      return [channel, this.plan.jumps.length === 0 ? own : { ...own, pays_hours_later: 0 }] as const;
    });
    const byChannel = new Map(table);
    const rates = (channel: ChannelName) => byChannel.get(channel) ?? RATES[channel];
    this.bank = new Bank({
      time: this.time,
      draw: this.#draw.split(),
      rates,
      doubled: (refund) => this.auditor.say("g", `refund ${refund.refundNo ?? ""} is carried out twice`),
      changed: (payment, what, refund) => {
        const subject = refund ? `refund ${refund.refundNo ?? refund.channelNo} of ` : "";
        told(`bank: ${subject}${payment.channel} ${payment.number ?? payment.channelNo} ${what}`);
        this.auditor.bankChanged(payment, refund);
        notifier.changed(payment, refund);
      },
    });
    this.auditor = new Auditor({ bank: this.bank, time: this.time, presses: () => this.shop.presses, told });
    const servers = openServers({
      bank: this.bank,
      time: this.time,
      draw: this.#draw.split(),
      rates,
      pooulEdition: this.plan.pooulEdition,
    });
    this.#secrets = servers.flatMap((server) => server.secrets);
    const notifier = new Notifier({
      time: this.time,
      draw: this.#draw.split(),
      server: (channel) => servers.find((one) => one.channel === channel),
      rates,
      life: () => this.#life,
    });
    this.network = new Network({
      time: this.time,
      draw: this.#draw.split(),
      servers,
      rates,
      roughness: () => (this.#isHealing ? 0 : this.plan.roughness),
      mayContradict: (heard) => this.auditor.mayContradict(heard),
      isDown: () => !this.#isHealing && within(this.plan.outages, this.time.monotonic()),
      breach: (what) => this.auditor.say("wire", what),
      leaving: (server, heard) => {
        if (this.#life?.isWriting) this.auditor.say("write", `${heard.name} leaves before what it does is committed`);
        this.auditor.departures.leaving(server.channel, heard);
      },
      served: (heard, served) => {
        if (served.turnedAway) this.auditor.departures.turnedAway(heard);
      },
      late: (serve) => {
        this.bank.isLateNow = true;
        const served = serve();
        this.bank.isLateNow = false;
        return served;
      },
      // Without a number to key on, what the network repeats is paid twice by the channel, not by the till.
      // A request that comes minutes after its own number was refused cannot be told from the one before.
      allows: (fault, channel, { kind, refundNo }) =>
        kind !== "refund" ||
        (fault === "request_after_giving_up"
          ? this.bank.refundByNo(channel, refundNo)?.state !== "refused"
          : !fault.startsWith("twice") || !this.#keysOnNothing(channel)),
      lied: (heard) => this.auditor.proof.lied(heard),
      befell: (fault) => countUp(this.#faults, fault),
      told,
    });
    const channels = this.plan.channels;
    const shopDraw = this.#draw.split();
    this.shop = new Shop({
      time: this.time,
      draw: shopDraw,
      channel: () => shopDraw.pick(channels),
      console: (tradeNo) => this.auditor.console(tradeNo),
      told,
    });
  }

  #keysOnNothing(channel: ChannelName): boolean {
    return channel === "gathering" || (channel === "pooul" && this.plan.pooulEdition === "A");
  }

  told(line: string): void {
    this.#story.tell(this.time.monotonic(), line);
  }

  async run(): Promise<WorldResult> {
    try {
      await this.#live();
    } finally {
      this.auditor.end();
      rmSync(this.#folder, { recursive: true, force: true });
    }
    return this.result();
  }

  /** What can be said about it now. */
  result(): WorldResult {
    const ends: Counts = {};
    for (const status of this.auditor.ends) countUp(ends, status);
    return {
      seed: this.#options.seed,
      violations: this.auditor.violations,
      payments: this.shop.begun,
      lives: this.#lives,
      hash: this.#story.hash(),
      lines: this.#story.lines,
      ends,
      faults: this.#faults,
    };
  }

  /** The folder that the living till works in, or that the dead one left. */
  get folder(): string {
    return this.#life?.folder ?? this.#folder;
  }

  get isTillOpen(): boolean {
    return this.#life?.isOpen() ?? false;
  }

  /**
   * Nothing but payers, people and deaths of the process: then nothing is left to a person where a cancel exists. A clock
   * that jumps between two lives makes a charge look older than it is, and a close is refused as too early until time is up.
   */
  get #isCalm(): boolean {
    const { roughness, outages, fullDisks, jumps, isLate } = this.plan;
    return roughness === 0 && [outages, fullDisks, jumps].every((list) => list.length === 0) && !isLate;
  }

  get #isBroken(): boolean {
    return this.auditor.violations.length > 0;
  }

  async #live(): Promise<void> {
    const first = join(this.#folder, "a");
    mkdirSync(this.#folder, { recursive: true });
    cpSync(await templateFolder(this.#options.root, this.plan.channels), first, { recursive: true });
    for (const jump of this.plan.jumps) this.time.after(jump.atMs, () => this.#jump(jump.byMs));
    let folder = first;
    for (const era of this.plan.eras) {
      if (era.isOlder) folder = await this.#bringUp(folder);
      const life = await this.#begin(folder, era.diesAt);
      this.shop.open(life, era.customers, era.spanMs);
      if (this.#rivalDraw.chance(0.5)) this.time.after(this.#rivalDraw.below(era.spanMs), () => this.#rival(life));
      await this.#pass(era.spanMs + era.tailMs);
      if (this.#isBroken) return void (await life.bury());
      if (!life.isGone() && era.endsOrderly) await life.close();
      if (!life.isGone()) life.die("for no reason");
      countUp(this.#faults, `life ended ${life.ended}`);
      folder = await this.#leave(life);
      await this.time.pass(era.offMs);
    }
    this.#isHealing = true;
    this.told("everything heals");
    const last = await this.#begin(folder, Number.POSITIVE_INFINITY);
    await this.#heal();
    if (!this.#isBroken) this.#finish(last);
    await last.bury();
  }

  /** Another process comes to the same folder. */
  #rival(life: Life): void {
    if (!life.isOpen() || this.#life !== life) return;
    this.told("a second process comes to the folder");
    const wrongs = [takeFolder(life.folder)];
    const [open] = this.auditor.underWay();
    // Where the till's connection is lent out, nobody else reaches the book at all.
    if (open && this.#isApart) wrongs.push(openAnother(life.folder, open, this.#lives));
    for (const wrong of wrongs) if (wrong !== null) this.auditor.say("a", wrong);
  }

  /** A disk that fills up at times is nearly full at all others: a single write may be refused right after one that was not. */
  #refusesToWrite(): boolean {
    if (this.plan.fullDisks.length === 0) return false;
    return within(this.plan.fullDisks, this.time.monotonic()) || this.#diskDraw.chance(0.02);
  }

  #jump(byMs: number): void {
    this.told(`the clock is set ${byMs > 0 ? "forward" : "back"} by ${Math.abs(byMs)} ms`);
    this.time.jump(byMs);
  }

  /** The book is an earlier version's, and the process dies while it brings it up to date: once, twice, or not. */
  async #bringUp(folder: string): Promise<string> {
    const draw = this.#draw.split();
    const [first = 0, ...others] = OLDER_VERSIONS;
    const version = draw.pick([first, ...others]);
    this.told(`the book is one of version ${version}`);
    makeOlder(join(folder, "till.db"), version);
    let at = folder;
    while (draw.chance(0.6)) {
      const life = await this.#open(at, Number.POSITIVE_INFINITY);
      life.die("while it brings the book up to date", 0);
      countUp(this.#faults, `life ended ${life.ended}`);
      at = await this.#leave(life);
    }
    return at;
  }

  async #begin(folder: string, diesAt: number): Promise<Life> {
    const life = await this.#open(folder, diesAt);
    this.#life = life;
    try {
      life.till.recover();
    } catch (error) {
      if (!life.isGone()) throw error;
    }
    return life;
  }

  async #open(folder: string, diesAt: number): Promise<Life> {
    this.#lives += 1;
    const life = new Life({
      name: `till ${this.#lives}`,
      folder,
      time: this.time,
      network: this.network,
      draw: this.#draw.split(),
      diesAt,
      isDiskFull: () => !this.#isHealing && this.#refusesToWrite(),
      committed: () => this.auditor.committed(),
      ended: () => this.auditor.end(),
      logged: (event, error) => this.#logged(event, error),
      wrote: (line) => void this.#log.push(line),
      told: (line) => this.told(line),
    });
    this.told(`${life.name} starts`);
    if (this.#isApart) this.#look(ownEyes(join(folder, "till.db")));
    try {
      await life.open();
    } catch (error) {
      // Whatever was done to it, a book that was left must open again.
      this.auditor.say("open", error instanceof Error ? error.message : String(error));
      throw error;
    }
    if (!this.#isApart) this.#look(life.lend());
    return life;
  }

  #look(eyes: Eyes): void {
    this.#eyes = eyes;
    this.auditor.begin(eyes);
  }

  /** A bug of the till's own: it must never reach its log. */
  #logged(event: string, error: unknown): void {
    this.told(`logged ${event}`);
    if (error instanceof StoreCannotWrite) return this.auditor.disturbed();
    this.auditor.say("bug", `${event}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }

  /** Lets time pass; looks every half minute whether something waits too long. */
  async #pass(ms: number): Promise<void> {
    const life = this.#life;
    for (let leftMs = ms; leftMs > 0; leftMs -= LOOK_MS) {
      await this.time.pass(Math.min(LOOK_MS, leftMs), () => this.#isBroken || (life?.isGone() ?? true));
      if (this.#isBroken || !life || life.isGone()) return;
      if (within(this.plan.fullDisks, this.time.monotonic())) this.auditor.disturbed();
      this.auditor.overdue();
    }
  }

  async #leave(life: Life): Promise<string> {
    this.#life = null;
    const remains = life.remains ?? life.folder;
    this.auditor.end();
    await life.bury();
    return remains;
  }

  /** Time for everything to come to its end: all bounds, and whoever may still pay. */
  async #heal(): Promise<void> {
    for (let i = 0; i < HEAL_MS / LOOK_MS && !this.#isBroken; i++) {
      await this.#pass(LOOK_MS);
      if (i * LOOK_MS >= HEAL_LEAST_MS && this.auditor.isQuiet()) break;
    }
    // The watch's last question comes a day after the end.
    if (this.plan.isLate && !this.#isBroken) await this.time.pass(WATCH_MS, () => this.#isBroken);
  }

  #finish(life: Life): void {
    this.auditor.final(this.#isCalm);
    this.#options.atEnd?.(life.till);
    const { codes } = this.shop;
    const places = this.#eyes === null ? ["no book"] : secretsInRows(this.#eyes, codes, this.#secrets);
    for (const place of places) this.auditor.say("h", `a secret stands in ${place}`);
    if (isSecret(this.#log.join("\n"), codes, this.#secrets)) this.auditor.say("h", "a secret stands in the log");
    // Raw bytes cost a while: every eighth world.
    if (this.#options.seed % 8 !== 0) return;
    for (const name of secretsInFiles(life.folder, codes, this.#secrets))
      this.auditor.say("h", `a secret stands in the bytes of ${name}`);
  }
}

const LOOK_MS = 30_000;
const HEAL_LEAST_MS = 180_000;
const WATCH_MS = 25 * 3_600_000;
const HEAL_MS = 1_200_000;

type Span = { readonly fromMs: number; readonly toMs: number };

const within = (spans: readonly Span[], atMs: number): boolean =>
  spans.some(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs);
