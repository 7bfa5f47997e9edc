// Makes the clips of resources/speech anew: `node test/support/make-speech.ts`, with espeak-ng and ffmpeg installed
// (Debian: apt-get install espeak-ng ffmpeg). Run by hand when a sentence changes; the clips are committed.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { SENTENCES, SYLLABLES } from "../../renderer/sound/clips.ts";

const out = resolve(import.meta.dirname, "../../resources/speech");
const work = mkdtempSync(join(tmpdir(), "speech-"));
/** Quiet before and after is cut off, so that syllables join; then every clip is as loud as the others. */
const TRIM = "silenceremove=start_periods=1:start_threshold=-42dB";
const FILTER = `${TRIM},areverse,${TRIM},areverse,speechnorm=e=6:r=0.001:l=1,alimiter=limit=0.9`;

/** A syllable of an amount is said a little faster than a sentence. */
function make(name: string, text: string, speed: number): void {
  const wav = join(work, `${name}.wav`);
  execFileSync("espeak-ng", ["-v", "cmn+f2", "-s", String(speed), "-p", "50", "-w", wav, text]);
  const encode = ["-ac", "1", "-ar", "22050", "-c:a", "libvorbis", "-q:a", "2", "-map_metadata", "-1", "-bitexact"];
  execFileSync("ffmpeg", ["-v", "error", "-y", "-i", wav, "-af", FILTER, ...encode, join(out, `${name}.ogg`)]);
}

mkdirSync(out, { recursive: true });
for (const [sign, name] of Object.entries(SYLLABLES)) make(name, sign, 170);
for (const [name, text] of Object.entries(SENTENCES)) make(name, text, 160);
rmSync(work, { recursive: true, force: true });
console.log(`clips in ${out}`);
