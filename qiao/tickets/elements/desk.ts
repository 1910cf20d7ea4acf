// The desk: dialogs that the server sends, the current row, the two voices of the composer, who else is here.
import { isComposing, onClick, post } from "../../ui/elements/dom";

const BEAT_MS = 20000;

// ---- dialogs arrive as a closed <dialog> and open at once
document.addEventListener("htmx:afterSwap", (event) => {
  const place = (event as CustomEvent).detail.target as HTMLElement | undefined;
  if (place?.id !== "dialogs") return;
  const dialog = place.querySelector<HTMLDialogElement>("dialog[data-open]");
  if (!dialog) return;
  dialog.showModal();
  const first = dialog.querySelector<HTMLElement>("input:not([type=hidden]):not([hidden]), select:not([hidden]), textarea, .menu__item");
  first?.focus();
  if (first instanceof HTMLInputElement && first.type === "text") first.select();
  dialog.addEventListener("close", () => place.replaceChildren(), { once: true });
});
// a refused form comes back as a dialog: it belongs where the first one was
document.addEventListener("htmx:beforeSwap", (event) => {
  const { detail } = event as CustomEvent<{ target: HTMLElement; serverResponse: string; swapOverride?: string; requestConfig: { verb: string } }>;
  if (detail.requestConfig.verb !== "post" || !detail.serverResponse.trimStart().startsWith("<dialog")) return;
  const dialogs = document.getElementById("dialogs");
  if (!dialogs) return;
  detail.target = dialogs;
  detail.swapOverride = "innerHTML";
});

// ---- the row of the open ticket
function markRow(): void {
  const number = document.getElementById("thread")?.dataset.number;
  for (const row of document.querySelectorAll<HTMLAnchorElement>(".ticket-row")) {
    const isOpen = Boolean(number) && new URL(row.href).pathname.endsWith(`/${number}/`);
    if (isOpen) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
    if (isOpen) row.classList.remove("ticket-row--unread");
  }
}

// ---- a row tells what happened to its ticket without moving; the order changes when the list is asked for again
document.addEventListener("qiao:hint", (event) => {
  const { detail } = event as CustomEvent<{ topic: string; ticket_id?: number }>;
  const row = detail.topic === "queue" ? document.getElementById(`row-${detail.ticket_id ?? 0}`) : null;
  if (row instanceof HTMLAnchorElement) void refreshRow(row);
});
async function refreshRow(row: HTMLAnchorElement): Promise<void> {
  const { pathname, search } = new URL(row.href);
  const answer = await fetch(`${pathname}row/${search}`, { headers: { "HX-Request": "true" } }).catch(() => undefined);
  if (!answer?.ok || !row.isConnected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector<HTMLElement>(".ticket-row");
  if (!fresh) return;
  const wasFocused = document.activeElement === row;
  if (row.classList.contains("is-cursor")) fresh.classList.add("is-cursor");
  row.replaceWith(fresh);
  window.htmx?.process(fresh);
  markRow();
  if (wasFocused) fresh.focus({ preventScroll: true });
}

// ---- the context pane follows the ticket, except under the hand of somebody who types in it
const isLooking = (hint: unknown): boolean => typeof hint === "object" && hint !== null && "presence" in hint;
document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, requestConfig } = (event as CustomEvent<{ elt: HTMLElement; requestConfig: { triggeringEvent?: CustomEvent } }>).detail;
  if (elt.id !== "aside-body") return;
  if (isLooking(requestConfig.triggeringEvent?.detail) || elt.contains(document.activeElement?.closest("form") ?? null)) event.preventDefault();
});
document.addEventListener("htmx:afterSwap", () => {
  for (const tab of document.querySelectorAll<HTMLElement>("#aside [role=tab]")) {
    const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
    if (panel) panel.hidden = tab.getAttribute("aria-selected") !== "true";
  }
});

// ---- composer: one text for the customer, another for colleagues; the one not shown waits in `aside`
function chooseVoice(form: HTMLFormElement, kind: string): void {
  const area = form.querySelector<HTMLTextAreaElement>("textarea[name=markdown]");
  const aside = form.querySelector<HTMLInputElement>("input[name=aside]");
  if (!area || !aside || form.dataset.voice === kind) return;
  if (form.dataset.voice) [area.value, aside.value] = [aside.value, area.value];
  form.dataset.voice = kind;
  area.placeholder = (kind === "note" ? area.dataset.placeholderNote : area.dataset.placeholderReply) ?? "";
}

function setUpComposer(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-composer]");
  const chosen = form?.querySelector<HTMLInputElement>("input[name=kind]:checked");
  if (form && chosen) chooseVoice(form, chosen.value);
}

document.addEventListener("change", (event) => {
  const radio = event.target;
  if (!(radio instanceof HTMLInputElement) || radio.name !== "kind" || !radio.form?.matches("[data-composer]")) return;
  chooseVoice(radio.form, radio.value);
  radio.form.querySelector<HTMLTextAreaElement>("textarea[name=markdown]")?.focus();
});
// R and N also take the hand to the text when the voice is the right one already
onClick("input[name=kind]", (radio) => {
  (radio as HTMLInputElement).form?.querySelector<HTMLTextAreaElement>("textarea[name=markdown]")?.focus();
});

// ---- quick replies come in the language the reply is written in
document.addEventListener("change", (event) => {
  const select = event.target;
  if (!(select instanceof HTMLSelectElement) || !select.matches("[data-reply-language]")) return;
  const editor = select.form?.querySelector("qiao-editor");
  const url = new URL(editor?.getAttribute("quick-url") ?? "", location.href);
  editor?.setAttribute("quick-url", `${url.pathname}?language=${select.value}&q=`);
  select.form?.querySelector<HTMLTextAreaElement>("textarea[name=markdown]")?.setAttribute("lang", select.value === "en" ? "en" : "zh-CN");
});

// ---- quoting a message into the reply
onClick("[data-quote]", (button) => {
  const area = document.querySelector<HTMLTextAreaElement>("#composer-text");
  const text = document.getElementById(`body-${button.dataset.quote}`)?.innerText.trim();
  if (!area || !text) return;
  const chosen = getSelection()?.toString().trim();
  area.setRangeText(`${(chosen || text).split("\n").map((line) => `> ${line}`).join("\n")}\n\n`, area.selectionStart, area.selectionEnd, "end");
  area.focus();
  area.dispatchEvent(new Event("input", { bubbles: true }));
});

// ---- what came while nobody was writing has been seen
function seeFresh(): void {
  const newest = document.getElementById("fresh")?.dataset.newest;
  const seen = document.querySelector<HTMLInputElement>("#last-seen");
  const area = document.querySelector<HTMLTextAreaElement>("#composer-text");
  if (newest && seen && !area?.value.trim()) seen.value = newest;
}

// ---- presence
let typingUntil = 0;
async function beat(): Promise<void> {
  const place = document.querySelector<HTMLElement>("[data-presence]");
  if (!place || document.hidden) return;
  const body = new FormData();
  if (Date.now() < typingUntil) body.set("typing", "1");
  const answer = await post(place.dataset.presence ?? "", body).catch(() => undefined);
  if (answer?.ok) place.innerHTML = await answer.text();
}
document.addEventListener("input", (event) => {
  if (!(event.target instanceof HTMLTextAreaElement) || event.target.id !== "composer-text") return;
  const wasTyping = Date.now() < typingUntil;
  typingUntil = Date.now() + BEAT_MS;
  if (!wasTyping) void beat();
});
setInterval(() => void beat(), BEAT_MS);
function leave(): void {
  const place = document.querySelector<HTMLElement>("[data-presence]");
  if (!place) return;
  const body = new FormData();
  body.set("left", "1");
  body.set("csrfmiddlewaretoken", document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "");
  navigator.sendBeacon(place.dataset.presence ?? "", body);
}
addEventListener("pagehide", leave);

// ---- bulk acts: the menu item says what, the form carries the tickets
onClick("[data-bulk-act]", (button) => {
  const act = document.querySelector<HTMLInputElement>("#bulk-act");
  const value = document.querySelector<HTMLInputElement>("#bulk-value");
  if (!act || !value) return;
  act.value = button.dataset.bulkAct ?? "";
  const source = button.dataset.bulkFrom && document.getElementById(button.dataset.bulkFrom);
  value.value = source instanceof HTMLInputElement ? source.value : button.dataset.bulkValue ?? "";
  act.form?.requestSubmit();
});
// Enter in a small field must not press the form's first button: that would send, or assign
document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || isComposing(event) || !(field instanceof HTMLInputElement)) return;
  if (!field.closest(".composer") && field.id !== "bulk-tag-name") return;
  event.preventDefault();
  if (field.id === "bulk-tag-name") document.querySelector<HTMLElement>('[data-bulk-act="tag"]')?.click();
});
onClick("[data-clear-selection]", () => document.dispatchEvent(new Event("qiao:clear-selection")));
onClick("[data-close-note]", (button) => button.closest(".bulk-note")?.remove());

// the row of the open ticket is sent along only when the list holds one to replace
document.addEventListener("htmx:configRequest", (event) => {
  const id = document.querySelector<HTMLElement>(".ticket-row[aria-current]")?.dataset.id;
  if (id) (event as CustomEvent).detail.headers["X-Desk-Row"] = id;
});
document.addEventListener("htmx:beforeRequest", (event) => {
  if (((event as CustomEvent).detail.elt as HTMLElement).matches(".ticket-row")) leave();
});
document.addEventListener("htmx:afterSettle", () => { markRow(); setUpComposer(); seeFresh(); });
// a message sent, an act done: the queue beside it may read differently now
document.addEventListener("qiao:acted", () => document.querySelector("#rail-queues")?.dispatchEvent(new CustomEvent("qiao:live")));
setUpComposer();
void beat();
