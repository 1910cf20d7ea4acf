// Small behaviours that are only an attribute: copy, tabs, forms that send themselves, passwords one can see.
import { each, on, word } from "./dom";
import { toast } from "./toast";

on("click", "[data-copy]", (event, at) => {
  event.preventDefault();
  navigator.clipboard.writeText(at.dataset.copy ?? "").then(
    () => toast({ text: word("copied") }),
    () => toast({ text: word("failed"), kind: "danger" }),
  );
});

on("change", "form[data-autosubmit]", (_event, at) => (at as HTMLFormElement).requestSubmit());

on("click", "[data-reveal]", (_event, at) => {
  const field = at.closest(".affix")?.querySelector("input");
  if (!field) return;
  field.type = field.type === "password" ? "text" : "password";
  at.setAttribute("aria-pressed", String(field.type === "text"));
});

on("click", "[data-remove]", (_event, at) => {
  const removed = at.closest<HTMLElement>(at.dataset.remove || "[data-file]");
  const form = removed?.closest("form");
  removed?.remove();
  form?.dispatchEvent(new Event("input", { bubbles: true }));
});

function select(tab: HTMLElement): void {
  const list = tab.closest("[data-tabs]");
  for (const other of list?.querySelectorAll<HTMLElement>("[role=tab]") ?? []) {
    other.setAttribute("aria-selected", String(other === tab));
    other.tabIndex = other === tab ? 0 : -1;
    const panel = document.getElementById(other.getAttribute("aria-controls") ?? "");
    if (panel) panel.hidden = other !== tab;
  }
  tab.dispatchEvent(new CustomEvent("qiao:tab", { bubbles: true, detail: { controls: tab.getAttribute("aria-controls") } }));
}
on("click", "[data-tabs] [role=tab]", (_event, at) => select(at));
on("keydown", "[data-tabs] [role=tab]", (event, at) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const all = [...(at.closest("[data-tabs]")?.querySelectorAll<HTMLElement>("[role=tab]") ?? [])];
  const next = all[(all.indexOf(at) + step + all.length) % all.length];
  next?.focus();
  if (next) select(next);
});

// a form that came back with mistakes: the hand goes to the first of them
const wrong = document.querySelector<HTMLElement>("main form [aria-invalid=true]:not([type=hidden])");
wrong?.focus();
wrong?.scrollIntoView({ block: "center" });

each("[data-mixed]", (at) => ((at as HTMLInputElement).indeterminate = true));
