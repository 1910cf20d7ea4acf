// What every htmx request needs: the CSRF token, no two sends at once, and words when something fails.
import { csrfToken, word } from "./dom";
import { toast } from "./toast";

interface Answer {
  xhr: XMLHttpRequest;
  elt: Element;
}

document.addEventListener("htmx:configRequest", (event) => {
  const { headers, verb } = (event as CustomEvent<{ headers: Record<string, string>; verb: string }>).detail;
  if (verb !== "get") headers["X-CSRFToken"] = csrfToken();
});

function busy(event: Event, isBusy: boolean): void {
  const form = (event as CustomEvent<Answer>).detail.elt;
  if (!(form instanceof HTMLFormElement)) return;
  for (const button of form.querySelectorAll<HTMLButtonElement>("button:not([type=button])")) {
    if (isBusy) button.setAttribute("aria-busy", "true");
    else button.removeAttribute("aria-busy");
  }
}
document.addEventListener("htmx:beforeRequest", (event) => busy(event, true));
document.addEventListener("htmx:afterRequest", (event) => busy(event, false));

// what loads anew by itself waits while somebody reads a part of it they unfolded
document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt } = (event as CustomEvent<Answer>).detail;
  if (elt.matches("[data-unless-open]") && elt.querySelector("details[open]")) event.preventDefault();
});

document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = (event as CustomEvent<Answer>).detail;
  if (xhr.getResponseHeader("HX-Trigger")?.includes("qiao:toast")) return;
  const isPlain = xhr.getResponseHeader("Content-Type")?.startsWith("text/plain");
  toast({ text: isPlain && xhr.responseText ? xhr.responseText.slice(0, 300) : word("failed"), kind: "danger" });
});
// a plain form goes out once, however often it is pressed; the page may also be kept and shown again
const RESEND_AFTER = 5_000;
document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (event.defaultPrevented || form.method !== "post" || form.matches("[hx-post]") || event.submitter?.hasAttribute("hx-post")) return;
  if (form.hasAttribute("data-sent")) return event.preventDefault();
  form.setAttribute("data-sent", "");
  event.submitter?.setAttribute("aria-busy", "true");
  const free = (): void => {
    form.removeAttribute("data-sent");
    event.submitter?.removeAttribute("aria-busy");
  };
  setTimeout(free, RESEND_AFTER);
  addEventListener("pageshow", free, { once: true });
});

let toldOffline = 0;
document.addEventListener("htmx:sendError", () => {
  if (Date.now() - toldOffline < 30_000) return;
  toldOffline = Date.now();
  toast({ text: word("offline"), kind: "danger" });
});
