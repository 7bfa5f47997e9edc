// Runs one program of this repository on a kernel that has /dev/uhid, so that HID scanners are tested against a real
// kernel device and the real node-hid. It boots Debian's own kernel under software emulation, with this machine's files
// as its root; what the program writes is thrown away. About 10 s a run; no rights beyond reading files are needed.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { copyFileSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";

const TOOLS = ["qemu-system-x86_64", "busybox", "cpio", "gzip", "dpkg-deb"] as const;
/** The Debian packages that bring what may be missing. */
export const HID_VM_PACKAGES: readonly string[] = ["qemu-system-x86", "busybox-static", "cpio"];
/** In the order they must be loaded. */
const MODULES = [
  "virtio_ring",
  "virtio",
  "virtio_pci_legacy_dev",
  "virtio_pci_modern_dev",
  "virtio_pci",
  "netfs",
].concat(["fscache", "9pnet", "9pnet_virtio", "9p", "overlay", "hid", "hid-generic", "uhid"]);

const root = resolve(import.meta.dirname, "../..");
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "cashier-hid-vm");
const missingTool = (): string | null =>
  TOOLS.find((tool) => spawnSync("which", [tool], { stdio: "ignore" }).status !== 0) ?? null;
const kernelFile = (): string | undefined => globSync("kernel/boot/vmlinuz-*", { cwd: cache })[0];

/** Fetches Debian's kernel once, as a file; nothing is installed. Answers whether it is there now. */
export function fetchKernel(): boolean {
  if (kernelFile() !== undefined) return true;
  try {
    const depends = execFileSync("apt-cache", ["depends", "linux-image-amd64"], { encoding: "utf8" });
    const name = /Depends: (linux-image-\S+)/.exec(depends)?.[1];
    if (name === undefined) return false;
    mkdirSync(cache, { recursive: true });
    execFileSync("apt-get", ["download", "-q", name], { cwd: cache, stdio: "ignore" });
    for (const file of globSync(`${name}_*.deb`, { cwd: cache })) {
      execFileSync("dpkg-deb", ["-x", file, "kernel"], { cwd: cache, stdio: "ignore" });
      rmSync(join(cache, file));
    }
  } catch {
    return false;
  }
  return kernelFile() !== undefined;
}

/** Why a HID device cannot be made here, or null. */
export function hidVmMissing(): string | null {
  if (process.platform !== "linux" || process.arch !== "x64") return "no kernel with /dev/uhid for this machine";
  const tool = missingTool();
  if (tool !== null) return `${tool} is not installed`;
  return kernelFile() === undefined ? "Debian's kernel could not be fetched" : null;
}

/** Runs `node program` in the guest, as root, in this folder; answers its exit code and what it printed. */
export async function runInVm(program: string, limitMs: number): Promise<{ code: number | null; output: string }> {
  const work = mkdtempSync(join(tmpdir(), "hid-vm-"));
  try {
    const initrd = makeInitrd(work, program);
    const kernel = kernelFile();
    if (kernel === undefined) throw new Error("no kernel");
    const output = await boot(join(cache, kernel), initrd, limitMs);
    const code = /hid-vm: exit (\d+)/.exec(output)?.[1];
    return { code: code === undefined ? null : Number(code), output };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function makeInitrd(work: string, program: string): string {
  const tree = join(work, "root");
  for (const folder of ["bin", "mods", "host", "scratch", "guest", "proc", "sys", "dev"])
    mkdirSync(join(tree, folder), { recursive: true });
  copyFileSync(execFileSync("which", ["busybox"], { encoding: "utf8" }).trim(), join(tree, "bin/busybox"));
  const modules = MODULES.flatMap((name) =>
    globSync(`kernel/lib/modules/*/kernel/**/${name}.ko`, { cwd: cache }).slice(0, 1),
  );
  for (const file of modules) copyFileSync(join(cache, file), join(tree, "mods", basename(file)));
  const quoted = [process.execPath, program].map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(" ");
  writeFileSync(
    join(tree, "command.sh"),
    `export PATH='${process.env.PATH ?? ""}' HOME=/tmp\ncd '${root}'\n${quoted}\n`,
  );
  const load = modules.map((file) => `$b insmod /mods/${basename(file)}`).join("\n");
  writeFileSync(join(tree, "init"), INIT.replace("LOAD", load), { mode: 0o755 });
  const initrd = join(work, "initrd.gz");
  execFileSync("sh", ["-c", `find . | cpio -o -H newc 2>/dev/null | gzip -1 > '${initrd}'`], { cwd: tree });
  return initrd;
}

const INIT = `#!/bin/busybox sh
b=/bin/busybox
$b mount -t proc p /proc; $b mount -t sysfs s /sys; $b mount -t devtmpfs d /dev
echo "hid-vm: start"
LOAD
$b mount -t 9p -o trans=virtio,version=9p2000.L,ro,cache=loose,msize=524288 host /host
$b mount -t tmpfs t /scratch; $b mkdir -p /scratch/upper /scratch/work
$b mount -t overlay -o lowerdir=/host,upperdir=/scratch/upper,workdir=/scratch/work o /guest
for d in proc sys dev; do $b mount --bind /$d /guest/$d; done
$b mkdir -p /dev/shm /dev/pts; $b mount -t devpts p /dev/pts; $b mount -t tmpfs t /guest/run
$b cp /command.sh /guest/run/command.sh
$b ip link set lo up 2>/dev/null
$b chroot /guest /bin/sh /run/command.sh
echo "hid-vm: exit $?"
$b poweroff -f
`;

function boot(kernel: string, initrd: string, limitMs: number): Promise<string> {
  const machine = ["-accel", "tcg,thread=multi", "-smp", "2", "-m", "1536", "-nographic", "-no-reboot", "-nic", "none"];
  const start = ["-kernel", kernel, "-initrd", initrd];
  const options = "console=ttyS0 panic=-1 quiet loglevel=3 random.trust_cpu=on";
  const files = ["-fsdev", "local,id=h,path=/,security_model=none,readonly=on,multidevs=remap"];
  const device = ["-device", "virtio-9p-pci,fsdev=h,mount_tag=host"];
  return new Promise((done, failed) => {
    const child = spawn("qemu-system-x86_64", [...machine, ...start, "-append", options, ...files, ...device], {
      stdio: ["ignore", "pipe", "pipe"],
      timeout: limitMs,
      killSignal: "SIGKILL",
    });
    const said: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => said.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
    child.once("error", failed);
    child.once("close", () => done(Buffer.concat(said).toString("utf8").replaceAll("\r", "")));
  });
}
