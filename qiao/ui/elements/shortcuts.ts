// Keyboard: shortcuts are declared on what they act upon, so the help can list exactly those that exist here.
import { isComposing, isTyping, onClick } from "./dom";

const SEQUENCE_MS = 1200;
let first = "";
let timer = 0;

const visible = (element: HTMLElement): boolean => element.hidden || element.getClientRects().length > 0;
const find = (keys: string): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>("[data-key]")].find((element) => element.dataset.key === keys && visible(element));

function act(element: HTMLElement): void {
  if (element.dataset.keyHref) location.assign(element.dataset.keyHref);
  else if (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName)) element.focus();
  else element.click();
}

document.addEventListener("keydown", (event) => {
  if (isComposing(event)) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    document.dispatchEvent(new CustomEvent("qiao:palette"));
    return;
  }
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && isTyping(event.target)) {
    const send = (event.target as HTMLElement).closest("form")?.querySelector<HTMLElement>("[data-key-send]");
    if (send) { event.preventDefault(); send.click(); }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (isTyping(event.target)) {
    if (event.key === "Escape") (event.target as HTMLElement).blur();
    return;
  }
  const keys = first ? `${first} ${event.key}` : event.key;
  const element = find(keys);
  clearTimeout(timer);
  if (element) {
    first = "";
    event.preventDefault();
    act(element);
  } else if (!first && [...document.querySelectorAll<HTMLElement>("[data-key]")].some((one) => one.dataset.key?.startsWith(`${event.key} `))) {
    first = event.key;
    timer = setTimeout(() => { first = ""; }, SEQUENCE_MS);
  } else first = "";
});

onClick('[data-dialog="shortcuts"]', () => {
  const list = document.querySelector<HTMLElement>("[data-shortcut-list]");
  if (!list) return;
  list.replaceChildren();
  const seen = new Set<string>();
  for (const element of document.querySelectorAll<HTMLElement>("[data-key]")) {
    const keys = element.dataset.key ?? "";
    if (seen.has(keys) || !visible(element)) continue;
    seen.add(keys);
    const caps = document.createElement("span");
    for (const key of keys.split(" ")) caps.append(Object.assign(document.createElement("kbd"), { className: "kbd", textContent: key }), " ");
    list.append(caps, Object.assign(document.createElement("span"), { textContent: element.dataset.keyLabel ?? element.title ?? element.textContent }));
  }
});
