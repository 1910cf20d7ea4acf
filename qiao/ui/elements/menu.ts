// Menus and popovers: the browser opens and closes them, we place them and answer the arrow keys.
import { isComposing, isPhone, isTyping, place } from "./dom";

let invoker: HTMLElement | null = null;

function menuOf(button: HTMLElement): HTMLElement | null {
  return document.getElementById(button.dataset.menu ?? button.getAttribute("popovertarget") ?? "");
}

// `data-menu` becomes the browser's own popover target, so that a second press closes
function adopt(event: Event): void {
  const button = (event.target as Element | null)?.closest?.<HTMLElement>("[data-menu]:not(.menu__item), [popovertarget]");
  if (!button) return;
  invoker = button;
  const menu = menuOf(button);
  if (menu && button instanceof HTMLButtonElement && !button.popoverTargetElement) button.popoverTargetElement = menu;
}
document.addEventListener("pointerdown", adopt, true);
document.addEventListener("click", adopt, true);

let wasOpen = false;
document.addEventListener("pointerdown", (event) => {
  const link = (event.target as Element).closest<HTMLElement>("a[data-menu]");
  wasOpen = Boolean(link && menuOf(link)?.matches(":popover-open"));
}, true);
document.addEventListener("click", (event) => {
  const target = event.target as Element;
  const link = target.closest<HTMLElement>("a[data-menu]");
  if (link) {
    event.preventDefault();
    if (!wasOpen) menuOf(link)?.showPopover();
    wasOpen = false;
    return;
  }
  const item = target.closest<HTMLElement>(".menu__item");
  const menu = item?.closest<HTMLElement>(".menu[popover]");
  if (menu && item?.dataset.menu) {
    // one menu makes room for another: nested popovers would close together
    menu.hidePopover();
    menuOf(item)?.showPopover();
    return;
  }
  if (menu && !item?.hasAttribute("data-stay") && !item?.querySelector("input")) setTimeout(() => menu.matches(":popover-open") && menu.hidePopover());
});

document.addEventListener("beforetoggle", (event) => {
  const menu = event.target as HTMLElement;
  if ((event as ToggleEvent).newState !== "open" || !menu.matches(".menu[popover], .popover[popover]")) return;
  const button = invoker && menuOf(invoker) === menu ? invoker : document.querySelector<HTMLElement>(`[data-menu="${menu.id}"], [popovertarget="${menu.id}"]`);
  // the frame after this event and before the first paint: it has a size, nobody has seen it
  requestAnimationFrame(() => {
    if (button && !isPhone()) place(menu, button.getBoundingClientRect());
    if (menu.matches(".menu") && !menu.contains(document.activeElement)) (items(menu)[0] ?? menu.querySelector<HTMLElement>("input, select, button") ?? menu).focus();
  });
}, true);
document.addEventListener("toggle", (event) => {
  const menu = event.target as HTMLElement;
  if (!menu.hasAttribute?.("popover") || !menu.id) return;
  const isOpen = (event as ToggleEvent).newState === "open";
  document.querySelectorAll(`[data-menu="${menu.id}"], [popovertarget="${menu.id}"]`).forEach((button) => button.setAttribute("aria-expanded", String(isOpen)));
}, true);
addEventListener("scroll", (event) => {
  const open = document.querySelector<HTMLElement>(".menu[popover]:popover-open");
  if (event.target !== open) followInvoker(open);
}, { capture: true, passive: true });
// what arrives after a menu has opened makes it taller
document.addEventListener("htmx:afterSettle", (event) => followInvoker((event.target as Element).closest<HTMLElement>(".menu[popover]:popover-open")));

function followInvoker(menu: HTMLElement | null): void {
  if (menu && !isPhone() && invoker && menuOf(invoker) === menu) place(menu, invoker.getBoundingClientRect());
}

function items(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>(".menu__item:not([aria-disabled='true'])")].filter((item) => item.offsetParent !== null || item.getClientRects().length > 0);
}

document.addEventListener("keydown", (event) => {
  const menu = (event.target as Element).closest?.<HTMLElement>(".menu[popover]");
  if (!menu || isComposing(event) || isTyping(event.target)) return;
  const all = items(menu);
  const at = all.indexOf(document.activeElement as HTMLElement);
  const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at < 0 ? all.length - 1 : at - 1, Home: 0, End: all.length - 1 };
  let next = steps[event.key];
  if (next === undefined && event.key.length === 1 && !event.ctrlKey && !event.metaKey && event.key !== " ") {
    const letter = event.key.toLowerCase();
    const order = [...all.slice(at + 1), ...all.slice(0, at + 1)];
    const found = order.find((item) => item.textContent?.trim().toLowerCase().startsWith(letter));
    next = found ? all.indexOf(found) : undefined;
  }
  if (event.key === "Tab") menu.hidePopover();
  if (next === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  all[(next + all.length) % all.length]?.focus();
});
