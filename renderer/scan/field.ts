// Keeps a scanner's keys out of text fields: remembers a field before the first key and puts it back as it was.
// It holds what the person had typed, never what the scanner did.

export type FieldMark = {
  /** Puts the old text back; with an input method at work the field is left for the rest of the burst. */
  readonly restore: (isComposing: boolean) => void;
  /** The burst is over: the field gets its focus back. */
  readonly release: () => void;
};

type Field = HTMLInputElement | HTMLTextAreaElement;

const TEXTLESS = new Set(["radio", "checkbox", "button", "submit", "range", "color", "file"]);

const isField = (element: Element | null): element is Field =>
  element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && !TEXTLESS.has(element.type));

/** The text field that has the focus, if any. */
export const fieldWithFocus = (): Field | null => (isField(document.activeElement) ? document.activeElement : null);

export function markField(field: Field | null): FieldMark | null {
  if (field === null) return null;
  const { value, selectionStart, selectionEnd } = field;
  let left = false;
  return {
    restore: (isComposing) => {
      if (isComposing) {
        field.blur();
        left = true;
      }
      write(field, value);
      field.setSelectionRange(selectionStart, selectionEnd);
    },
    release: () => {
      if (left) field.focus();
    },
  };
}

/** Writes past React's own setter, so that a controlled field hears of it. */
function write(field: Field, value: string): void {
  const owner = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(owner, "value")?.set?.call(field, value);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
