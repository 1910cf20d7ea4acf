// Live updates: hints from the live process, polling when it cannot be reached.
const POLL_MS = 20000;
const url = document.querySelector<HTMLMetaElement>('meta[name="live-url"]')?.content;
let source: EventSource | undefined;
let poll = 0;
let fresh = new Set<string>();

interface Hint { topic: string; ticket_id?: number; [key: string]: unknown }

const concerns = (element: HTMLElement, topic: string): boolean => (element.dataset.live ?? "").split(" ").includes(topic);

function tell(hint: Hint): void {
  document.dispatchEvent(new CustomEvent("qiao:hint", { detail: hint }));
  for (const element of document.querySelectorAll<HTMLElement>("[data-live]")) {
    if (!concerns(element, hint.topic)) continue;
    if (element.dataset.livePill !== undefined) countUp(element, hint);
    else element.dispatchEvent(new CustomEvent("qiao:live", { detail: hint }));
  }
}

// New rows wait behind a pill: a list must not move under the pointer.
function countUp(pill: HTMLElement, hint: Hint): void {
  if (hint.is_new === false) return;
  fresh.add(String(hint.ticket_id ?? hint.topic));
  pill.hidden = false;
  pill.querySelectorAll("[data-live-count]").forEach((place) => { place.textContent = String(fresh.size); });
}

function pollNow(): void {
  for (const element of document.querySelectorAll<HTMLElement>("[data-live]:not([data-live-pill])")) {
    element.dispatchEvent(new CustomEvent("qiao:live", { detail: { topic: "poll" } }));
  }
}

function connect(): void {
  if (!url) return;
  source = new EventSource(url, { withCredentials: true });
  source.onopen = () => { clearInterval(poll); poll = 0; };
  source.onmessage = (message) => tell(JSON.parse(message.data) as Hint);
  source.onerror = () => { if (!poll) poll = setInterval(pollNow, POLL_MS); };
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (((event as CustomEvent).detail.elt as HTMLElement | undefined)?.querySelector("[data-live-pill]")) fresh = new Set();
});
addEventListener("pagehide", () => source?.close());
addEventListener("pageshow", (event) => { if (event.persisted) connect(); });
connect();
