// Menus and dialogs: native popover and dialog, placed and given arrow keys.
import { onClick } from "./dom";

const GAP = 4;

function place(menu: HTMLElement, anchor: HTMLElement): void {
  const box = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = box.bottom + GAP + height <= innerHeight || box.top < height;
  const left = Math.min(Math.max(GAP, document.dir === "rtl" ? box.right - width : box.left), innerWidth - width - GAP);
  const top = below ? Math.min(box.bottom + GAP, innerHeight - height - GAP) : box.top - height - GAP;
  // custom properties would need inline style attributes; CSSOM is what the policy allows
  menu.style.left = `${Math.max(GAP, left)}px`;
  menu.style.top = `${Math.max(GAP, top)}px`;
}

const items = (menu: HTMLElement): HTMLElement[] =>
  [...menu.querySelectorAll<HTMLElement>(".menu__item, input, select, textarea, button")].filter((item) => item.offsetParent !== null);

onClick("[data-menu]", (button, event) => {
  event.preventDefault();
  const menu = document.getElementById(button.dataset.menu ?? "");
  if (!menu) return;
  if (menu.matches(":popover-open")) return menu.hidePopover();
  menu.showPopover();
  place(menu, button);
  button.setAttribute("aria-expanded", "true");
  items(menu)[0]?.focus();
  menu.addEventListener("toggle", (toggled) => {
    if ((toggled as ToggleEvent).newState !== "closed") return;
    button.setAttribute("aria-expanded", "false");
    if (menu.contains(document.activeElement)) button.focus();
  }, { once: true });
});

document.addEventListener("keydown", (event) => {
  const menu = document.querySelector<HTMLElement>(".menu:popover-open");
  if (!menu || !["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return;
  const all = items(menu);
  const here = all.indexOf(document.activeElement as HTMLElement);
  const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 }[event.key] ?? 0;
  event.preventDefault();
  all[(next + all.length) % all.length]?.focus();
});

onClick("[data-dialog]", (button) => {
  const dialog = document.getElementById(button.dataset.dialog ?? "");
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
});
onClick("[data-dialog-close]", (button) => button.closest("dialog")?.close());
onClick("dialog", (dialog, event) => {
  if (event.target === dialog) (dialog as HTMLDialogElement).close(); // the backdrop
});
document.addEventListener("htmx:beforeSwap", () => document.querySelectorAll<HTMLElement>(".menu:popover-open").forEach((menu) => menu.hidePopover()));
document.addEventListener("qiao:close-dialog", () => document.querySelectorAll("dialog[open]").forEach((dialog) => (dialog as HTMLDialogElement).close()));
