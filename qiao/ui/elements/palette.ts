// ⌘K: the server answers with ready rows; arrows walk, Enter goes.
import { isComposing, onClick } from "./dom";

const dialog = (): HTMLDialogElement | null => document.querySelector("dialog#palette");
let running: AbortController | undefined;
let waiting = 0;

async function load(box: HTMLDialogElement, words: string): Promise<void> {
  running?.abort();
  running = new AbortController();
  try {
    const answer = await fetch(`${box.dataset.palette}?q=${encodeURIComponent(words)}`, { signal: running.signal, headers: { "HX-Request": "true" } });
    if (!answer.ok) return;
    const list = box.querySelector(".palette__list");
    if (list) list.innerHTML = await answer.text();
    mark(box, 0);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

const rows = (box: HTMLElement): HTMLElement[] => [...box.querySelectorAll<HTMLElement>(".palette__list [role=option]")];

function mark(box: HTMLElement, index: number): void {
  rows(box).forEach((row, at) => row.setAttribute("aria-selected", String(at === index)));
  rows(box)[index]?.scrollIntoView({ block: "nearest" });
}

function open(): void {
  const box = dialog();
  if (!box || box.open) return;
  box.showModal();
  const input = box.querySelector("input");
  if (!input) return;
  input.select();
  void load(box, input.value);
}

document.addEventListener("qiao:palette", open);
onClick("[data-open-palette]", open);
document.addEventListener("input", (event) => {
  const box = dialog();
  if (!box || !(event.target instanceof HTMLInputElement) || !box.contains(event.target)) return;
  const { value } = event.target;
  clearTimeout(waiting);
  waiting = setTimeout(() => void load(box, value), 120);
});
document.addEventListener("keydown", (event) => {
  const box = dialog();
  if (!box?.open || isComposing(event)) return;
  const all = rows(box);
  const here = all.findIndex((row) => row.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") mark(box, Math.min(here + 1, all.length - 1));
  else if (event.key === "ArrowUp") mark(box, Math.max(here - 1, 0));
  else if (event.key === "Enter") all[here]?.click();
  else return;
  event.preventDefault();
});
