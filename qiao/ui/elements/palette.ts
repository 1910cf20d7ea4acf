// ⌘K: one field that jumps anywhere. Results come from the server as links in groups.
import { icon, isComposing, later, make, on, word } from "./dom";

const RECENT = "qiao-recent";
const MOST = 6;

interface Recent {
  href: string;
  text: string;
}

const dialog = document.getElementById("palette") as HTMLDialogElement | null;
const input = dialog?.querySelector("input");
const list = dialog?.querySelector<HTMLElement>("[role=listbox]");

// kept only as long as the tab: subjects must not stay on a shared computer after signing out
function recent(): Recent[] {
  return JSON.parse(sessionStorage.getItem(RECENT) ?? "[]") as Recent[];
}

function remember(item: HTMLElement): void {
  if (!(item instanceof HTMLAnchorElement)) return;
  const text = (item.querySelector(".cut") ?? item).textContent?.trim() ?? "";
  const kept = recent().filter((one) => one.href !== item.href);
  sessionStorage.setItem(RECENT, JSON.stringify([{ href: item.href, text }, ...kept].slice(0, MOST)));
}

const options = (): HTMLElement[] => [...(list?.querySelectorAll<HTMLElement>("a[href], button") ?? [])];

function choose(at: number): void {
  const all = options();
  all.forEach((item, index) => {
    item.id ||= `palette-${index}`;
    item.setAttribute("role", "option");
    item.tabIndex = -1;
    item.setAttribute("aria-selected", String(index === at));
  });
  const chosen = all[at];
  input?.setAttribute("aria-activedescendant", chosen?.id ?? "");
  chosen?.scrollIntoView({ block: "nearest" });
}

function showRecent(): void {
  const kept = recent();
  if (!list || !kept.length) return;
  const links = kept.map((one) => {
    const link = make("a", { class: "menu__item", href: one.href }, make("span", { class: "cut" }, one.text));
    link.prepend(icon("clock"));
    return link;
  });
  list.prepend(make("div", { class: "menu__head" }, word("recent")), ...links);
}

let asked = new AbortController();
async function fetchResults(): Promise<void> {
  if (!dialog || !input || !list) return;
  asked.abort();
  asked = new AbortController();
  const text = input.value.trim();
  try {
    const answer = await fetch(`${dialog.dataset.palette}?q=${encodeURIComponent(text)}`, { signal: asked.signal, headers: { "HX-Request": "true" } });
    list.innerHTML = answer.ok ? await answer.text() : "";
  } catch (error) {
    if ((error as Error).name === "AbortError") return;
    list.replaceChildren(make("p", { class: "combo-none" }, word("offline")));
  }
  if (!text) showRecent();
  if (!list.childElementCount) list.append(make("p", { class: "combo-none" }, word("nothing")));
  choose(0);
}
const ask = later(() => void fetchResults(), 120);

function open(): void {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  input?.select();
  void fetchResults();
}

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.shiftKey || isComposing(event) || !dialog) return;
  event.preventDefault();
  if (dialog.open) dialog.close();
  else open();
});
on("click", "[data-open-palette]", (event) => {
  if (!dialog) return;
  event.preventDefault();
  open();
});
input?.addEventListener("input", (event) => {
  if (!isComposing(event as InputEvent)) ask();
});
input?.addEventListener("compositionend", ask);
input?.addEventListener("keydown", (event) => {
  if (isComposing(event)) return;
  const all = options();
  const at = all.findIndex((item) => item.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") choose((at + 1) % all.length);
  else if (event.key === "ArrowUp") choose((at - 1 + all.length) % all.length);
  else if (event.key === "Enter") all[at]?.click();
  else return;
  event.preventDefault();
});
list?.addEventListener("click", (event) => {
  const item = (event.target as Element).closest<HTMLElement>("a[href], button");
  if (!item) return;
  remember(item);
  dialog?.close();
});
list?.addEventListener("pointermove", (event) => {
  const at = options().indexOf((event.target as Element).closest("a[href], button") as HTMLElement);
  if (at >= 0) choose(at);
});
