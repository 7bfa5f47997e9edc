// Makes sure that the programs the tests and the demo drive are there: a Chromium, socat for pty pairs, a virtual display.
// As root on Debian it installs what is missing; anywhere else it says what to install and stops.
import { spawnSync } from "node:child_process";
import { fetchKernel, HID_VM_PACKAGES, hidVmMissing } from "./hid-vm.ts";

type Need = { readonly program: string; readonly other?: readonly string[]; readonly package: string };

const NEEDS: readonly Need[] = [
  { program: "chromium", other: ["google-chrome", "microsoft-edge", "chromium-browser"], package: "chromium" },
  { program: "socat", package: "socat" },
  { program: "xvfb-run", package: "xvfb" },
  { program: "xauth", package: "xauth" },
];

const has = (program: string): boolean => spawnSync("which", [program], { stdio: "ignore" }).status === 0;

const missing = (): readonly string[] =>
  NEEDS.filter((need) => ![need.program, ...(need.other ?? [])].some(has)).map((need) => need.package);

function apt(...args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  // Its talk goes to stderr, so that a caller's standard output stays its own.
  return spawnSync("apt-get", args, { stdio: ["ignore", 2, 2], env }).status === 0;
}

/** Answers true when everything is there; otherwise prints one sentence and answers false. */
export function prepareMachine(): boolean {
  if (process.platform !== "linux") return true;
  // The kernel for HID tests is a help, not a need: where it cannot be had, they are skipped by name.
  const forHid = hidVmMissing() === null ? [] : HID_VM_PACKAGES;
  // So is the spreadsheet program that reads back the files of reports.
  const forFiles = has("soffice") ? [] : ["libreoffice-calc-nogui"];
  const wanted = missing();
  if (wanted.length === 0 && forHid.length === 0 && forFiles.length === 0) return true;
  if (process.getuid?.() === 0 && has("apt-get")) {
    apt("update", "-qq");
    if (wanted.length > 0) apt("install", "-y", "-qq", "--no-install-recommends", ...wanted);
    if (forFiles.length > 0) apt("install", "-y", "-qq", "--no-install-recommends", ...forFiles);
    if (forHid.length > 0 && apt("install", "-y", "-qq", "--no-install-recommends", ...forHid)) fetchKernel();
  }
  const left = missing();
  if (left.length > 0)
    process.stderr.write(`Install these first: ${left.join(" ")} (Debian: apt-get install ${left.join(" ")})\n`);
  return left.length === 0;
}
