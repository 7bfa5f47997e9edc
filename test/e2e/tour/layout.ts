// What a finished layout may not do: cut a text off, lay one over another, push one out of the window, or ask a finger to hit
// less than 48 px. Each function runs in the page, so it stands alone; it answers what is wrong, in words.

/** Texts that are cut off, covered by another text, or outside of the window sideways. */
export function crampedTexts(): string[] {
  const shows = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const isForReadersOnly = (element: Element): boolean =>
    element.closest(".reader-only, [data-rac] > [style*='clip'], [style*='clip-path'], [style*='clip:']") !== null;
  const dialogs = [...document.querySelectorAll("[role=dialog], [role=alertdialog]")].filter(shows);
  const root = dialogs.at(-1) ?? document.body;

  type Box = { left: number; top: number; right: number; bottom: number };
  const within = (a: Box, b: Box): Box => ({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  });
  const isArea = (box: Box): boolean => box.right - box.left > 2 && box.bottom - box.top > 2;

  const problems: string[] = [];
  const seen: { text: string; element: Element; box: Box }[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = (node.textContent ?? "").trim();
    const element = node.parentElement;
    if (text === "" || element === null || !shows(element) || isForReadersOnly(element)) continue;
    if (element.closest("svg, script, style, option, [hidden]") !== null) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      // The line box is higher than its letters: what may not be lost is the middle of it.
      const inset = rect.height * 0.22;
      const ink: Box = { left: rect.left, top: rect.top + inset, right: rect.right, bottom: rect.bottom - inset };
      if (!isArea(ink)) continue;
      let visible = ink;
      let isScrolled = false;
      for (let at: Element | null = element; at !== null && at !== document.documentElement; at = at.parentElement) {
        const { overflowX, overflowY, position } = getComputedStyle(at);
        const frame = at.getBoundingClientRect();
        if (overflowX === "auto" || overflowX === "scroll" || overflowY === "auto" || overflowY === "scroll") {
          isScrolled = true;
          visible = within(visible, frame);
          const cutAside = overflowX !== "scroll" && (ink.left < frame.left - 2 || ink.right > frame.right + 2);
          if (cutAside && at.scrollWidth > at.clientWidth + 1) problems.push(`scrolls sideways: ${text.slice(0, 40)}`);
        } else if (overflowX === "hidden" || overflowX === "clip" || overflowY === "hidden" || overflowY === "clip") {
          const isCut =
            ink.left < frame.left - 2 ||
            ink.right > frame.right + 2 ||
            (!isScrolled && at !== document.body && (ink.top < frame.top - 2 || ink.bottom > frame.bottom + 2));
          // A row that is left out whole is not cut.
          const isOut = ink.bottom <= frame.top + 2 || ink.top >= frame.bottom - 2;
          if (isCut && !isOut && at !== document.body) problems.push(`cut off: ${text.slice(0, 40)}`);
          visible = within(visible, frame);
        }
        if (position === "fixed") break;
      }
      if (!isScrolled && (ink.left < -1 || ink.right > window.innerWidth + 1))
        problems.push(`outside of the window: ${text.slice(0, 40)}`);
      if (isArea(visible)) seen.push({ text: text.slice(0, 30), element, box: visible });
    }
  }
  for (const [at, one] of seen.entries()) {
    for (const other of seen.slice(at + 1)) {
      // A comma of a large word takes half a cell on purpose.
      if (one.element === other.element || /^\p{P}$/u.test(one.text) || /^\p{P}$/u.test(other.text)) continue;
      if (isArea(within(one.box, other.box))) problems.push(`overlaps: ${one.text} | ${other.text}`);
    }
  }
  return [...new Set(problems)];
}

/** Buttons, choices and fields a finger cannot be sure to hit. */
export function smallTargets(): string[] {
  const least = 47.5;
  const all = document.querySelectorAll(
    "button, a[href], select, textarea, input, label:has(input), [role=tab], [role=option], [role=slider]",
  );
  const problems: string[] = [];
  for (const element of all) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    // What is pressed is the label around a small box, where there is one.
    if (element.matches("input") && element.closest("label") !== null) continue;
    const isForReaders = element.closest(".reader-only, [aria-hidden=true], [style*='clip']") !== null;
    if (isForReaders || element.matches("input[type=range]")) continue;
    const { width, height } = element.getBoundingClientRect();
    if (width <= 1 || height <= 1) continue;
    const name = element.getAttribute("aria-label") ?? element.textContent ?? "";
    if (width < least || height < least)
      problems.push(`${element.tagName} ${Math.round(width)}×${Math.round(height)} ${name.trim().slice(0, 30)}`);
  }
  return [...new Set(problems)];
}

/** Everything the clock or chance wrote becomes the same in every run: times, days, numbers of orders, how long it took. */
export function stopTime(): void {
  const same: readonly (readonly [RegExp, string])[] = [
    [/\d{4}-\d{2}-\d{2}/g, "2026-03-01"],
    [/\d{1,2}月\d{1,2}日/g, "3月1日"],
    [/\b\d{1,2}:\d{2}:\d{2}\b/g, "14:31:07"],
    [/\b\d{1,2}:\d{2}\b/g, "14:31"],
    [/\b9\d{20}\b/g, "926030100010012345678"],
    [/\b9 \d{6} \d{6} \d{3} \d{4} \d\b/g, "9 260301 143107 001 0048 1"],
    [/\b\d{1,2}\/\d{1,2}\b/g, "3/1"],
    [/\d+ 次/g, "3 次"],
    [/\d+(?:\.\d+)? (毫秒|秒)/g, "3 $1"],
    [/\b5b37\d+/g, "5b37000000000000"],
    [/127\.0\.0\.1:\d+/g, "127.0.0.1:9100"],
  ];
  const plain = (text: string): string => same.reduce((now, [found, by]) => now.replaceAll(found, by), text);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.nodeValue ?? "";
    const next = plain(text);
    if (next !== text) node.nodeValue = next;
  }
  for (const field of document.querySelectorAll("input")) {
    const next = plain(field.value);
    if (next !== field.value) field.value = next;
  }
}
