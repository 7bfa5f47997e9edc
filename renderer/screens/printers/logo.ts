// A picture of the shop's as a logo a receipt printer can print: black and white, as wide as the narrow paper at most,
// small enough for the wire to main.

const MAX_DOTS = 384;
const MAX_HIGH = 200;
/** Below the door's own limit for one call, with room for the other fields. */
const MAX_BASE64 = 12_000;
const MAX_FILE_BYTES = 10_000_000;
const PREFIX = "data:image/png;base64,";

/** A PNG in base64, or null when the file is no picture that can be read. */
export async function logoOf(file: File): Promise<string | null> {
  if (file.size > MAX_FILE_BYTES) return null;
  const picture = await pictureIn(file);
  if (picture === null || picture.naturalWidth === 0 || picture.naturalHeight === 0) return null;
  for (let scale = 1; scale > 0.2; scale *= 0.75) {
    const png = drawn(picture, scale);
    if (png !== null && png.length <= MAX_BASE64) return png;
  }
  return null;
}

async function pictureIn(file: File): Promise<HTMLImageElement | null> {
  const url = await new Promise<string | null>((resolve) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(typeof reader.result === "string" ? reader.result : null));
    reader.addEventListener("error", () => resolve(null));
    reader.readAsDataURL(file);
  });
  if (url === null) return null;
  const picture = new Image();
  picture.src = url;
  return picture.decode().then(
    () => picture,
    () => null,
  );
}

function drawn(picture: HTMLImageElement, scale: number): string | null {
  const { naturalWidth, naturalHeight } = picture;
  const fit = Math.min(1, MAX_DOTS / naturalWidth, MAX_HIGH / naturalHeight) * scale;
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(naturalWidth * fit));
  canvas.height = Math.max(1, Math.round(naturalHeight * fit));
  const paint = canvas.getContext("2d");
  if (paint === null) return null;
  paint.fillStyle = "#fff";
  paint.fillRect(0, 0, canvas.width, canvas.height);
  paint.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const image = paint.getImageData(0, 0, canvas.width, canvas.height);
  blacken(image.data);
  paint.putImageData(image, 0, 0);
  const url = canvas.toDataURL("image/png");
  return url.startsWith(PREFIX) ? url.slice(PREFIX.length) : null;
}

const DARK_BELOW = 140;

/** Every dot black or white, by how light the eye finds it. */
function blacken(data: Uint8ClampedArray): void {
  for (let at = 0; at < data.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]];
    const light = 0.3 * red + 0.59 * green + 0.11 * blue;
    data.fill(light < DARK_BELOW ? 0 : 255, at, at + 3);
    data[at + 3] = 255;
  }
}
