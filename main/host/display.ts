// Whether there is a screen to show a window on.

/** False only on a Linux without an X or Wayland display; Windows and macOS always have one. */
export function hasDisplay(
  platform: string = process.platform,
  env: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  if (platform === "win32" || platform === "darwin") return true;
  return Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
}

export const NO_DISPLAY = "没有显示器，无法打开窗口 · No display to open a window on. Try: npm run demo";
