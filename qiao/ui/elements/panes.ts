// Which pane a phone shows, drawers on middle widths, and the collapsible rail.
import { isComposing, on } from "./dom";

const root = document.documentElement;
const PANES = ["rail", "list", "thread", "aside"];
const home = root.dataset.pane ?? "list";

function go(pane: string, remember: boolean): void {
  if (!PANES.includes(pane) || root.dataset.pane === pane) return;
  root.dataset.pane = pane;
  if (remember) history.pushState({ pane }, "");
}

on("click", "[data-pane-go]", (event, at) => {
  const isOnlyPane = !at.hasAttribute("hx-get") && (at.getAttribute("href")?.startsWith("#") ?? true);
  if (isOnlyPane) event.preventDefault();
  const pane = at.dataset.paneGo ?? "";
  // a second press on the same button closes the drawer again
  go(isOnlyPane && root.dataset.pane === pane ? home : pane, isOnlyPane && matchMedia("(max-width: 719px)").matches);
});
addEventListener("popstate", (event) => go((event.state as { pane?: string } | null)?.pane ?? home, false));

const isDrawer = (): boolean =>
  (root.dataset.pane === "aside" && matchMedia("(min-width: 720px) and (max-width: 1319px)").matches) ||
  (root.dataset.pane === "rail" && matchMedia("(min-width: 720px) and (max-width: 1023px)").matches);
const back = (): void => go(document.querySelector(".desk > .thread[data-number]") ? "thread" : "list", false);
document.addEventListener("pointerdown", (event) => {
  if (!isDrawer() || (event.target as Element).closest(".aside, .rail, .setup-nav, [data-pane-go], dialog, [popover]")) return;
  back();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || isComposing(event) || !isDrawer()) return;
  if (!document.querySelector("dialog[open], :popover-open.menu")) back();
});

on("click", '[data-act="toggle-rail"]', () => {
  const isOff = root.dataset.rail !== "off";
  if (isOff) root.dataset.rail = "off";
  else delete root.dataset.rail;
  localStorage.setItem("qiao-rail", isOff ? "off" : "on");
});
