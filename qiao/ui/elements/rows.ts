// Lists: j and k move, Enter opens, x selects, Shift x a range; checkboxes drive the bulk bar.
import { isComposing, isTyping, later, on, word } from "./dom";

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-row]")].filter((row) => row.offsetParent !== null);

function current(all: HTMLElement[]): number {
  const focused = all.findIndex((row) => row.contains(document.activeElement));
  if (focused >= 0) return focused;
  const cursor = all.findIndex((row) => row.classList.contains("is-cursor"));
  return cursor >= 0 ? cursor : all.findIndex((row) => row.getAttribute("aria-current") === "true");
}

const opener = later(() => link(document.querySelector<HTMLElement>("[data-row].is-cursor"))?.click(), 140);

function link(row: HTMLElement | null | undefined): HTMLElement | null {
  return row instanceof HTMLAnchorElement ? row : (row?.querySelector<HTMLElement>("a[href]") ?? null);
}

function move(step: number): boolean {
  const all = rows();
  if (!all.length) return false;
  const at = current(all);
  const next = all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + step))];
  if (!next) return false;
  all.forEach((row) => row.classList.toggle("is-cursor", row === next));
  if (next.tabIndex < 0 && !next.hasAttribute("tabindex")) next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  if (next.dataset.row === "open") opener();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || isComposing(event) || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open], .menu[popover]:popover-open")) return;
  if (event.key === "j" || event.key === "k") {
    if (move(event.key === "j" ? 1 : -1)) event.preventDefault();
    return;
  }
  const all = rows();
  const row = all[current(all)];
  if (event.key.toLowerCase() === "x") {
    const check = row?.querySelector<HTMLInputElement>("[data-check]");
    if (!check) return;
    event.preventDefault();
    check.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey: event.shiftKey }));
  } else if (event.key === "Escape" && checks(document).some((check) => check.checked)) {
    clear(document);
  } else if (event.key === "Enter" && row && (event.target === row || event.target === document.body) && !(row instanceof HTMLAnchorElement && event.target === row)) {
    event.preventDefault();
    link(row)?.click();
  }
});

const scopeOf = (at: Element): ParentNode => at.closest("[data-bulk-scope]") ?? at.closest("form") ?? at.closest("main") ?? document;
const checks = (scope: ParentNode): HTMLInputElement[] => [...scope.querySelectorAll<HTMLInputElement>("[data-check]")];

function refresh(scope: ParentNode): void {
  const all = checks(scope);
  const chosen = all.filter((check) => check.checked);
  all.forEach((check) => check.closest("[data-row]")?.setAttribute("aria-selected", String(check.checked)));
  for (const whole of scope.querySelectorAll<HTMLInputElement>("[data-check-all]")) {
    whole.checked = all.length > 0 && chosen.length === all.length;
    whole.indeterminate = chosen.length > 0 && chosen.length < all.length;
  }
  const matching = matchingOf(scope);
  if (matching && chosen.length < all.length) matching.disabled = true;
  const isWhole = matching !== null && !matching.disabled;
  scope.querySelectorAll<HTMLElement>("[data-bulk-matching]").forEach((at) => {
    at.querySelector("span")?.replaceChildren(matching?.dataset.label ?? "");
    at.hidden = !matching || isWhole || (!at.dataset.bulkMatching && chosen.length < all.length);
  });
  const n = isWhole ? (matching.dataset.matching ?? "") : chosen.length;
  scope.querySelectorAll<HTMLElement>("[data-bulk]").forEach((bar) => (bar.hidden = chosen.length === 0));
  scope.querySelectorAll<HTMLElement>("[data-bulk-count]").forEach((at) => (at.textContent = word("selected", { n })));
}

// beyond the rows shown: the form then carries the filter, until a row is taken out or the table loads anew
const matchingOf = (scope: ParentNode): HTMLInputElement | null => scope.querySelector<HTMLInputElement>("input[data-matching]");
on("click", "[data-bulk-matching]", (_event, at) => {
  const scope = scopeOf(at);
  const matching = matchingOf(scope);
  if (!matching) return;
  checks(scope).forEach((check) => (check.checked = true));
  matching.disabled = false;
  refresh(scope);
  scope.querySelector<HTMLElement>("[data-bulk] .btn:not([hidden])")?.focus();
});

let last: HTMLInputElement | null = null;
on("click", "[data-check]", (event, at) => {
  const check = at as HTMLInputElement;
  const all = checks(scopeOf(check));
  if (event.shiftKey && last && all.includes(last)) {
    const [from, to] = [all.indexOf(last), all.indexOf(check)].sort((a, b) => a - b);
    all.slice(from, (to ?? 0) + 1).forEach((between) => (between.checked = check.checked));
  }
  last = check;
  refresh(scopeOf(check));
});
on("change", "[data-check]", (_event, at) => refresh(scopeOf(at)));
on("change", "[data-check-all]", (_event, at) => {
  checks(scopeOf(at)).forEach((check) => (check.checked = (at as HTMLInputElement).checked));
  refresh(scopeOf(at));
});
function clear(scope: ParentNode): void {
  checks(scope).forEach((check) => (check.checked = false));
  refresh(scope);
}
on("click", "[data-clear-selection]", (_event, at) => clear(scopeOf(at)));
document.addEventListener("qiao:clear-selection", () => clear(document));
document.addEventListener("htmx:afterSettle", (event) => {
  if ((event.target as Element).querySelector?.("[data-check]")) refresh(scopeOf(event.target as Element));
});
// a row opened by hand is the one the keys go on from
on("click", "[data-row]", (_event, at) => {
  rows().forEach((row) => row.classList.toggle("is-cursor", row === at));
  if (!(at instanceof HTMLAnchorElement)) return;
  rows().forEach((row) => (row === at ? row.setAttribute("aria-current", "true") : row.removeAttribute("aria-current")));
});
