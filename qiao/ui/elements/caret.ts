// Where the caret of a textarea is on the screen, and edits the browser can undo.
import { make } from "./dom";

const COPIED = ["boxSizing", "width", "paddingTop", "paddingRight", "paddingBottom", "paddingLeft", "borderTopWidth", "borderLeftWidth",
  "borderRightWidth", "borderBottomWidth", "fontFamily", "fontSize", "fontWeight", "lineHeight", "letterSpacing", "tabSize", "overflowWrap"] as const;

/** The caret's rectangle: the text before it is laid out once more in a hidden twin. */
export function caretRect(area: HTMLTextAreaElement, at = area.selectionStart): DOMRect {
  const look = getComputedStyle(area);
  const twin = make("div", { "aria-hidden": "true" });
  for (const name of COPIED) twin.style[name] = look[name];
  Object.assign(twin.style, { position: "fixed", visibility: "hidden", whiteSpace: "pre-wrap", top: "0", left: "0" });
  const end = make("span", {}, "​");
  twin.append(area.value.slice(0, at), end);
  document.body.append(twin);
  const frame = area.getBoundingClientRect();
  const rect = new DOMRect(frame.left + end.offsetLeft, frame.top + end.offsetTop - area.scrollTop, 1, parseFloat(look.lineHeight) || 20);
  twin.remove();
  return rect;
}

/** Replace a range so that Ctrl+Z takes it back and `input` is fired. */
export function replace(area: HTMLTextAreaElement, from: number, to: number, text: string): void {
  area.focus();
  area.setSelectionRange(from, to);
  const isDone = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
  if (isDone || (from === to && !text)) return;
  area.setRangeText(text, from, to, "end");
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/** Put marks around the selection, or take them away again. */
export function wrap(area: HTMLTextAreaElement, before: string, after = before, fallback = ""): void {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const chosen = value.slice(from, to) || fallback;
  const isWrapped = value.slice(from - before.length, from) === before && value.slice(to, to + after.length) === after;
  if (isWrapped) {
    replace(area, from - before.length, to + after.length, value.slice(from, to));
    area.setSelectionRange(from - before.length, to - before.length);
    return;
  }
  replace(area, from, to, before + chosen + after);
  area.setSelectionRange(from + before.length, from + before.length + chosen.length);
}

/** Put a mark before every line of the selection, or take it away when all have it. */
export function prefix(area: HTMLTextAreaElement, mark: string): void {
  const { value } = area;
  const from = value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const stop = value.indexOf("\n", Math.max(area.selectionEnd - 1, from));
  const to = stop < 0 ? value.length : stop;
  const lines = value.slice(from, to).split("\n");
  const isMarked = lines.every((line) => line.startsWith(mark));
  const changed = lines.map((line) => (isMarked ? line.slice(mark.length) : mark + line)).join("\n");
  replace(area, from, to, changed);
}
