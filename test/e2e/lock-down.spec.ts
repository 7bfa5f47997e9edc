// The window stays on its page and the page stays in its box: whatever a script in it tries, behind every door.
import { readFileSync, readdirSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { CSP, START_URL } from "../../main/host/csp.ts";
import { ATTEMPTS } from "./attempts.ts";
import { test } from "./doors.ts";

/**
 * Runs a function as the page's own doing, one turn later: what the tool evaluates directly is exempt from the page's
 * policy, what the page does afterwards is not. Answers `refused` when it threw or rejected.
 */
const inPage = (page: Page, work: () => unknown): Promise<unknown> =>
  page.evaluate(
    `new Promise((done) => setTimeout(async () => done(await (async () => (${work.toString()})())().then(
      (value) => ({ value: value ?? null }),
      (error) => ({ refused: String(error?.name ?? "event") }),
    )), 0))`,
  );

const stillHere = async (page: Page) => {
  await expect.poll(() => page.url()).toBe(START_URL);
  await expect.poll(() => page.evaluate("typeof window.cashier?.call")).toBe("function");
  expect(await page.evaluate("window.cashier.call('till.state', {}).then((answer) => answer.ok)")).toBe(true);
};

test("the page is served under the policy, and nothing else is on it", async ({ till }) => {
  const response = await till.page.reload();
  expect(response?.headers()["content-security-policy"]).toBe(CSP);
  expect(response?.headers()["x-content-type-options"]).toBe("nosniff");
  await stillHere(till.page);
});

for (const target of [
  "https://example.com/",
  "http://till.local/",
  "https://till.local.evil/",
  "https://evil@till.local.evil/",
  "data:text/html,<h1>gone</h1>",
  "about:blank",
  "file:///etc/passwd",
  "chrome://settings/",
  "view-source:https://till.local/",
  "javascript:document.body.remove()",
]) {
  test(`it cannot be led to ${target}`, async ({ till }) => {
    await till.page.evaluate((to) => void setTimeout(() => (location.href = to), 0), target);
    await till.page.waitForTimeout(300);
    await stillHere(till.page);
    expect(await till.page.evaluate("document.body !== null")).toBe(true);
  });
}

test("a form, a link and a refresh cannot lead it away either", async ({ till }) => {
  await till.page.evaluate(() => {
    const form = Object.assign(document.createElement("form"), { action: "https://example.com/", method: "post" });
    const link = Object.assign(document.createElement("a"), { href: "https://example.com/", textContent: "x" });
    const meta = Object.assign(document.createElement("meta"), {
      httpEquiv: "refresh",
      content: "0;url=https://example.com/",
    });
    document.body.append(form, link);
    document.head.append(meta);
    form.submit();
    link.click();
  });
  await till.page.waitForTimeout(500);
  await stillHere(till.page);
  await till.page.reload();
});

test("it cannot open a window", async ({ till }) => {
  const { page } = till;
  await page.evaluate(() => {
    window.open("https://example.com/");
    window.open("about:blank", "_blank", "popup");
    window.open("/", "_blank");
    const link = Object.assign(document.createElement("a"), { href: "/", target: "_blank", textContent: "x" });
    document.body.append(link);
    link.click();
  });
  await page.waitForTimeout(500);
  expect(page.context().pages()).toEqual([page]);
  await stillHere(page);
});

for (const [what, attempt] of Object.entries(ATTEMPTS)) {
  test(`it cannot ${what}`, async ({ till }) => {
    expect(await inPage(till.page, attempt)).toEqual({ refused: expect.any(String) });
  });
}

test("inline scripts, handlers and styles of its text do not run", async ({ till }) => {
  const { page } = till;
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.inlineRan = true";
    document.head.append(script);
    const button = document.createElement("button");
    button.setAttribute("onclick", "window.handlerRan = true");
    button.id = "handler";
    document.body.append(button);
    button.click();
    const frame = Object.assign(document.createElement("iframe"), {
      srcdoc: "<script>parent.frameRan = true</script>",
    });
    document.body.append(frame);
    const style = document.createElement("style");
    style.textContent = "#handler { color: rgb(1, 2, 3) }";
    document.head.append(style);
    setTimeout("window.timerRan = true", 0);
  });
  await page.waitForTimeout(300);
  const ran = "[window.inlineRan, window.handlerRan, window.frameRan, window.timerRan].map(Boolean)";
  expect(await page.evaluate(ran)).toEqual([false, false, false, false]);
  expect(await page.evaluate("getComputedStyle(document.querySelector('#handler')).color")).not.toBe("rgb(1, 2, 3)");
  await page.reload();
});

test("notifications are denied without a question", async ({ till }) => {
  expect(await inPage(till.page, () => Notification.requestPermission())).toEqual({ value: "denied" });
});

test("window.cashier is frozen, and cannot be replaced or removed", async ({ till }) => {
  const found = await till.page.evaluate(() => {
    const bridge: unknown = Reflect.get(window, "cashier");
    const fake = { call: () => "mine" };
    const tries = [
      Reflect.set(window, "cashier", fake),
      Reflect.deleteProperty(window, "cashier"),
      Reflect.defineProperty(window, "cashier", { value: fake }),
      Reflect.set(Object(bridge), "call", fake.call),
      Reflect.defineProperty(Object(bridge), "extra", { value: 1 }),
    ];
    return { tries, same: Reflect.get(window, "cashier") === bridge, keys: Object.keys(Object(bridge)).sort() };
  });
  expect(found).toEqual({ tries: [false, false, false, false, false], same: true, keys: ["call", "on"] });
});

test("nothing of the machinery is in the page's reach", async ({ till }) => {
  const names = await till.page.evaluate(() => Object.getOwnPropertyNames(window));
  const carriers = names.filter((name) =>
    /till|electron|ipc|binding__$|^(require|process|module|Buffer|global)$/i.test(name),
  );
  expect(carriers).toEqual([]);
  // Playwright's own name in the browser door: what stands under it delivers answers and can call nobody.
  const reach = await till.page.evaluate(() => {
    const left: unknown = Reflect.get(window, "__playwright__binding__controller__");
    return left === undefined
      ? null
      : {
          keys: Reflect.ownKeys(Object(left)).sort(),
          frozen: Object.isFrozen(left),
          proto: Object.getPrototypeOf(left) === Object.prototype,
        };
  });
  const locked = { keys: ["deliverBindingResult", "parseInitScriptArg"], frozen: true, proto: true };
  expect([null, locked]).toContainEqual(reach);
});

test("unknown calls and wrong input are refused as values", async ({ till }) => {
  const answers = await till.page.evaluate(async () => {
    const { call } = Reflect.get(window, "cashier") as { call(name: unknown, input: unknown): Promise<unknown> };
    return [
      await call("fs.readFile", { path: "/etc/passwd" }),
      await call("constructor", {}),
      await call("__proto__", {}),
      await call(null, {}),
      await call("collect.begin", { amountFen: -1 }),
      await call("collect.begin", { amountFen: 100, admin: true }),
      await call("collect.begin", null),
      await call("collect.keys", { text: "1".repeat(1_000_000) }),
      await call("collect.keys", { text: 1n }),
    ].map((answer) => (answer as { failure?: { code: string } }).failure?.code);
  });
  const [unknown, bad] = ["unknown_call", "bad_input"];
  expect(answers.slice(0, 8)).toEqual([unknown, unknown, unknown, unknown, bad, bad, bad, bad]);
  // A value that JSON cannot carry breaks in the browser's transport, and is refused by Electron's door.
  expect(["bug", "bad_input"]).toContain(answers[8]);
});

test("a frame inside the page has no bridge and no way to one of its own", async ({ till }) => {
  const { page } = till;
  const found = await page.evaluate(async () => {
    const seen: string[] = [];
    for (const [attribute, value] of [
      ["title", "empty"],
      ["srcdoc", "<p>x</p>"],
      ["src", "/"],
      ["src", "blob:https://till.local/x"],
    ] as const) {
      const frame = document.createElement("iframe");
      frame.setAttribute(attribute, value);
      document.body.append(frame);
      await new Promise((done) => setTimeout(done, 200));
      const inside = frame.contentWindow;
      try {
        for (const name of Object.getOwnPropertyNames(inside ?? {})) {
          if (/cashier|till|binding__$|electron|^require$/i.test(name)) seen.push(name);
        }
      } catch {
        // A frame of another origin: out of the page's reach altogether.
      }
      frame.remove();
    }
    return seen;
  });
  expect(found).toEqual([]);
  await stillHere(page);
});

test("a download is not kept", async ({ till }) => {
  await till.page.evaluate(() => {
    const link = Object.assign(document.createElement("a"), {
      href: "data:text/plain,secret",
      download: "cashier-e2e.txt",
    });
    document.body.append(link);
    link.click();
    link.remove();
  });
  await till.page.waitForTimeout(500);
  const kept = readdirSync(till.folder, { recursive: true })
    .map(String)
    .filter((name) => name.includes("cashier-e2e"));
  expect(kept).toEqual([]);
  await stillHere(till.page);
});

test("the browser is driven over a pipe, in its own profile, with its sandbox", async ({ till, door }) => {
  test.skip(
    door !== "browser" || process.platform !== "linux",
    "only the browser door on Linux can be looked at like this",
  );
  const lines = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
      } catch {
        return [];
      }
    })
    .filter((args) => args.some((arg) => arg === `--user-data-dir=${till.folder}/browser`));
  const args = lines.find((line) => !line.some((arg) => arg.startsWith("--type="))) ?? [];
  expect(args).toContain("--remote-debugging-pipe");
  expect(args.filter((arg) => arg.startsWith("--remote-debugging-port"))).toEqual([]);
  expect(args.includes("--no-sandbox")).toBe(process.getuid?.() === 0);
  expect(args).toContain("--proxy-server=http://127.0.0.1:1");
});
