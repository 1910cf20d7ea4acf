// Behaviours of a line or two: times, theme, panes, tabs, copying, self-submitting forms, htmx's CSRF token.
import { csrf, onClick } from "./dom";

const zh = document.documentElement.lang.startsWith("zh");

function refreshTimes(): void {
  for (const time of document.querySelectorAll<HTMLTimeElement>("time[data-relative]")) {
    const age = (Date.now() - Date.parse(time.dateTime)) / 1000;
    if (age < 0 || age >= 3600) continue; // older ones read the same all day
    const minutes = Math.floor(age / 60);
    time.textContent = minutes < 1 ? (zh ? "刚刚" : "just now") : zh ? `${minutes} 分钟前` : `${minutes} min ago`;
  }
}
setInterval(refreshTimes, 30000);

onClick("[data-theme-set]", (button) => {
  localStorage.setItem("qiao-theme", button.dataset.themeSet ?? "auto");
  dispatchEvent(new Event("qiao:theme"));
});
onClick("[data-pane-go]", (element) => { document.documentElement.dataset.pane = element.dataset.paneGo; });
onClick("[data-copy]", (element) => void navigator.clipboard.writeText(element.dataset.copy ?? ""));
onClick("[data-tabs] [role=tab][aria-controls]", (tab) => {
  for (const other of tab.closest("[data-tabs]")?.querySelectorAll<HTMLElement>("[role=tab][aria-controls]") ?? []) {
    const chosen = other === tab;
    other.setAttribute("aria-selected", String(chosen));
    const panel = document.getElementById(other.getAttribute("aria-controls") ?? "");
    if (panel) panel.hidden = !chosen;
  }
});
document.addEventListener("change", (event) => {
  const form = event.target instanceof Element ? event.target.closest<HTMLFormElement>("form[data-autosubmit]") : null;
  form?.requestSubmit();
});
document.addEventListener("htmx:configRequest", (event) => {
  (event as CustomEvent).detail.headers["X-CSRFToken"] = csrf();
});
