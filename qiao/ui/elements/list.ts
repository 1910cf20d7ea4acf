// Rows: j/k walk, Enter opens, x selects, shift selects a range, the bulk bar counts.
import { isComposing, isTyping } from "./dom";

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-row]")].filter((row) => row.offsetParent !== null);
const isCurrent = (row: HTMLElement): boolean => row.matches('[aria-current="true"], .is-cursor');
let lastChecked: HTMLInputElement | undefined;

function move(step: number): void {
  const all = rows();
  if (!all.length) return;
  const here = all.findIndex((row) => row.classList.contains("is-cursor"));
  const from = here >= 0 ? here : all.findIndex(isCurrent);
  const next = all[Math.min(Math.max(from + step, 0), all.length - 1)];
  all.forEach((row) => row.classList.toggle("is-cursor", row === next));
  next.scrollIntoView({ block: "nearest" });
  (next.matches("a, button") ? next : next.querySelector<HTMLElement>("a[href]"))?.focus({ preventScroll: true });
  if (next.dataset.row === "open") next.click();
}

function count(): void {
  const boxes = [...document.querySelectorAll<HTMLInputElement>("input[data-check]")];
  const chosen = boxes.filter((box) => box.checked).length;
  document.querySelectorAll<HTMLElement>("[data-bulk]").forEach((bar) => { bar.hidden = chosen === 0; });
  document.querySelectorAll("[data-bulk-count]").forEach((place) => { place.textContent = String(chosen); });
  document.querySelectorAll<HTMLInputElement>("input[data-check-all]").forEach((all) => {
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  });
  boxes.forEach((box) => box.closest("tr")?.setAttribute("aria-selected", String(box.checked)));
}

document.addEventListener("change", (event) => {
  const box = event.target;
  if (!(box instanceof HTMLInputElement)) return;
  if (box.matches("[data-check-all]")) document.querySelectorAll<HTMLInputElement>("input[data-check]").forEach((one) => { one.checked = box.checked; });
  if (box.matches("[data-check], [data-check-all]")) count();
});
document.addEventListener("click", (event) => {
  const box = event.target;
  if (!(box instanceof HTMLInputElement) || !box.matches("[data-check]")) return;
  if (event.shiftKey && lastChecked) {
    const all = [...document.querySelectorAll<HTMLInputElement>("input[data-check]")];
    const [from, to] = [all.indexOf(lastChecked), all.indexOf(box)].sort((a, b) => a - b);
    all.slice(from, to + 1).forEach((one) => { one.checked = box.checked; });
    count();
  }
  lastChecked = box;
});
document.addEventListener("keydown", (event) => {
  if (isComposing(event) || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "x") rows().find(isCurrent)?.querySelector<HTMLInputElement>("input[data-check]")?.click();
  else if (event.key === "Escape") { document.querySelectorAll<HTMLInputElement>("input[data-check]:checked").forEach((box) => { box.checked = false; }); count(); }
  else return;
});
document.addEventListener("qiao:clear-selection", () => { document.querySelectorAll<HTMLInputElement>("input[data-check]").forEach((box) => { box.checked = false; }); count(); });
