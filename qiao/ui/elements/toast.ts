// Toasts: from the server's messages, from `HX-Trigger: {"qiao:toast": …}`, from elements.
import { icon, make, on, post, word } from "./dom";

export interface Toast {
  text: string;
  kind?: "info" | "ok" | "danger";
  act?: { label: string; url: string };
}

const STAY = 6_000;
const STAY_WITH_ACT = 10_000;

export function toast(said: Toast): void {
  const region = document.getElementById("toasts");
  if (!region || !said.text) return;
  const isDanger = said.kind === "danger";
  const shown = make("div", { class: `toast toast--in${isDanger ? " toast--danger" : ""}`, "data-toast": "", role: isDanger ? "alert" : "status" });
  shown.append(icon(isDanger ? "warn" : "check"), make("span", { class: "grow" }, said.text));
  if (said.act) {
    const { label, url } = said.act;
    const button = make("button", { class: "toast__act", type: "button" }, label);
    button.addEventListener("click", () => void perform(url, shown));
    shown.append(button);
  }
  shown.append(closeButton());
  raise(region);
  region.append(shown);
  expire(shown, isDanger || said.act ? STAY_WITH_ACT : STAY);
}

function closeButton(): HTMLElement {
  const close = make("button", { class: "toast__act", type: "button", "data-toast-close": "", "aria-label": word("close") });
  close.append(icon("x", "sm"));
  return close;
}

async function perform(url: string, shown: HTMLElement): Promise<void> {
  shown.remove();
  const answer = await post(url);
  if (!answer.ok) return toast({ text: word("failed"), kind: "danger" });
  if (answer.redirected) return location.assign(answer.url);
  fire(answer.headers.get("HX-Trigger"));
  document.body.dispatchEvent(new CustomEvent("qiao:acted", { detail: {} }));
  document.dispatchEvent(new CustomEvent("qiao:refresh"));
}

/** Fire the events an answer fetched outside htmx carries. */
function fire(header: string | null): void {
  if (!header?.startsWith("{")) return;
  for (const [name, detail] of Object.entries(JSON.parse(header) as Record<string, unknown>)) {
    document.body.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }
}

/** The region is a popover, so that toasts stand above an open dialog; reopening lifts it to the top. */
function raise(region: HTMLElement): void {
  if (!("popover" in region)) return;
  region.popover = "manual";
  if (region.matches(":popover-open")) region.hidePopover();
  region.showPopover();
}

function expire(shown: HTMLElement, ms: number): void {
  let timer = window.setTimeout(() => shown.remove(), ms);
  const wait = (): void => clearTimeout(timer);
  const resume = (): void => {
    wait();
    timer = window.setTimeout(() => shown.remove(), ms / 2);
  };
  shown.addEventListener("pointerenter", wait);
  shown.addEventListener("pointerleave", resume);
  shown.addEventListener("focusin", wait);
  shown.addEventListener("focusout", resume);
}

on("click", "[data-toast-close]", (_event, at) => at.closest("[data-toast]")?.remove());
document.addEventListener("qiao:toast", (event) => toast((event as CustomEvent<Toast>).detail));
const region = document.getElementById("toasts");
if (region?.childElementCount) {
  raise(region);
  for (const shown of region.querySelectorAll<HTMLElement>("[data-toast]")) expire(shown, shown.querySelector("form") ? STAY_WITH_ACT : STAY);
}
