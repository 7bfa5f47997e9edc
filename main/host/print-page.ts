// A receipt as the page that both doors give to the system's printing: the paper's size, no edge, the picture in the middle.
import type { SystemPage } from "./host.ts";

export const printPage = ({ svg, pictureMm, widthMm, heightMm }: SystemPage): string =>
  `<!doctype html><meta charset="utf-8"><style>@page{size:${widthMm}mm ${heightMm}mm;margin:0}
body{margin:0}svg{display:block;margin:0 auto;width:${pictureMm}mm;height:auto}</style>${svg}`;
