// Theme and density: at once in this browser, and kept with the person.
import { on, post } from "./dom";

const root = document.documentElement;

function mark(name: string, value: string): void {
  document.querySelectorAll(`[data-${name}-set]`).forEach((at) => at.setAttribute("aria-checked", String(at.getAttribute(`data-${name}-set`) === value)));
}

function keep(at: HTMLElement, field: string, value: string): void {
  const url = at.closest<HTMLElement>("[data-looks-url]")?.dataset.looksUrl;
  if (url) void post(url, new URLSearchParams({ [field]: value }));
}

on("click", "[data-theme-set]", (event, at) => {
  event.preventDefault();
  const value = at.dataset.themeSet ?? "auto";
  root.dataset.themeChoice = value;
  localStorage.setItem("qiao-theme", value);
  dispatchEvent(new Event("qiao:theme"));
  mark("theme", value);
  keep(at, "theme", value);
});
on("click", "[data-density-set]", (event, at) => {
  event.preventDefault();
  const value = at.dataset.densitySet ?? "compact";
  root.dataset.density = value;
  mark("density", value);
  keep(at, "density", value);
});
