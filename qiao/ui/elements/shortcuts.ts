// `data-key="r"` on anything that can be clicked or focused; `data-key="g i"` for two keys in a row.
import { isComposing, isTyping, make, word } from "./dom";

const PATIENCE = 900;
const SETTLING = 40;
let first = "";
let timer = 0;

function find(key: string): HTMLElement | undefined {
  const scope = document.querySelector("dialog[open]") ?? document;
  const found = [...scope.querySelectorAll<HTMLElement>("[data-key]")].filter((at) => at.dataset.key === key && !at.hasAttribute("disabled"));
  return found.find((at) => at.offsetParent !== null) ?? found[0];
}

function perform(at: HTMLElement): void {
  if (at.dataset.keyHref) location.assign(at.dataset.keyHref);
  else if (isTyping(at)) {
    at.focus();
    if (at instanceof HTMLInputElement) at.select();
  } else {
    if (at.offsetParent !== null) at.focus();
    at.click();
  }
}

/** Ctrl+Enter sends from anywhere in a form; Escape leaves a text field so that letters are keys again. */
function inText(event: KeyboardEvent): void {
  const field = event.target as HTMLElement;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const buttons = [...(field.closest("form")?.querySelectorAll<HTMLElement>("[data-key-send]") ?? [])];
    const send = buttons.find((button) => button.offsetParent !== null);
    if (!send) return;
    event.preventDefault();
    send.click();
  } else if (event.key === "Escape" && !field.closest("dialog, [popover]")) field.blur();
}

// a row was opened and its page is on the way: keys mean what comes, not what still stands there
let awaited: Element | null = null;
let held: string[] = [];
const LISTS_OWN = new Set(["j", "k", "x"]);

function release(isThere: boolean): void {
  const keys = isThere ? held : [];
  awaited = null;
  held = [];
  for (const key of keys) press(key);
}
document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt } = (event as CustomEvent<{ elt: Element }>).detail;
  if (elt.matches('[data-row="open"]')) awaited = elt;
});
document.addEventListener("htmx:afterRequest", (event) => {
  const { elt, successful } = (event as CustomEvent<{ elt: Element; successful: boolean }>).detail;
  // new content is brought to life in the moments after it was put in; another row may be opened meanwhile
  setTimeout(() => elt === awaited && release(successful), successful ? SETTLING : 0);
});

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || isComposing(event)) return;
  if (isTyping(event.target)) return inText(event);
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
  if (document.querySelector(".menu[popover]:popover-open")) return;
  if (awaited && !LISTS_OWN.has(event.key)) {
    event.preventDefault();
    held.push(event.key);
  } else if (press(event.key)) event.preventDefault();
});

/** Do what a key stands for; whether it stood for anything. */
function press(key: string): boolean {
  const both = first ? `${first} ${key}` : key;
  first = "";
  clearTimeout(timer);
  const at = find(both) ?? find(key);
  if (at) perform(at);
  else if (document.querySelector(`[data-key^="${CSS.escape(key)} "]`)) {
    first = key;
    timer = window.setTimeout(() => (first = ""), PATIENCE);
  }
  return Boolean(at);
}

function keys(combination: string): HTMLElement {
  const shown = make("span", { class: "row row--1" });
  for (const key of combination.split(" ")) shown.append(make("kbd", { class: "kbd" }, key.length === 1 ? key.toUpperCase() : key));
  return shown;
}

/** The help list is what the page really offers, so it can never be out of date. */
function fill(list: HTMLElement): void {
  const known = new Map<string, string>();
  if (document.querySelector("[data-row]")) {
    known.set("j", word("nextRow")).set("k", word("previousRow")).set("Enter", word("openRow"));
  }
  if (document.querySelector("[data-row] [data-check]")) known.set("x", word("selectRow")).set("Shift x", word("selectRange"));
  known.set(/Mac|iP/.test(navigator.platform) ? "⌘ K" : "Ctrl K", word("palette"));
  for (const at of document.querySelectorAll<HTMLElement>("[data-key][data-key-label]")) {
    known.set(at.dataset.key ?? "", at.dataset.keyLabel ?? "");
  }
  const editor = document.querySelector("qiao-editor");
  if (editor) known.set("Ctrl Enter", word("sendKey")).set("Ctrl b", word("boldKey"));
  if (editor?.hasAttribute("mention-url")) known.set("@", word("mentionKey"));
  if (editor?.hasAttribute("quick-url")) known.set("/ …", word("quickKey"));
  known.set("Esc", word("escapeKey"));
  list.replaceChildren(...[...known].flatMap(([key, label]) => [keys(key), make("span", {}, label)]));
}

document.addEventListener("click", (event) => {
  if (!(event.target as Element).closest('[data-dialog="shortcuts"]')) return;
  const list = document.querySelector<HTMLElement>("[data-shortcut-list]");
  if (list) fill(list);
}, true);
