// Hints from the live process: what changed, never content. Each part of the page fetches itself again.
// One tab holds the connection for all tabs of this browser; without it every tab looks for itself.
import { word } from "./dom";

interface Hint {
  topic: string;
  [key: string]: unknown;
}

const address = document.querySelector<HTMLMetaElement>('meta[name="live-url"]')?.content;
const POLL = 20_000;
const BEAT = 10_000;
const SILENCE = 25_000;
const LONGEST_WAIT = 60_000;

let heard = Date.now();
let missed = false;
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("qiao-live") : null;

function topicsOf(at: HTMLElement): string[] {
  return (at.dataset.live ?? "").split(/\s+/);
}

function spread(hint: Hint): void {
  if (document.hidden) {
    missed = true;
    return;
  }
  if (hint.topic === "everything") return lookAgain();
  const [kind = ""] = hint.topic.split(":");
  document.dispatchEvent(new CustomEvent("qiao:hint", { detail: hint }));
  for (const at of document.querySelectorAll<HTMLElement>("[data-live]")) {
    if (!topicsOf(at).some((topic) => topic === hint.topic || topic === kind)) continue;
    if (at.hasAttribute("data-live-pill")) {
      if (hint.is_new !== false) grow(at);
    } else at.dispatchEvent(new CustomEvent("qiao:live", { detail: hint }));
  }
  for (const name of new Set([`qiao:${kind}`, `qiao:${hint.topic}`])) {
    document.body.dispatchEvent(new CustomEvent(name, { detail: hint }));
  }
}

/** "3 new" waits above a list; rows are never pushed while somebody reads them. */
function grow(pill: HTMLElement): void {
  const n = Number(pill.dataset.count ?? "0") + 1;
  pill.dataset.count = String(n);
  pill.hidden = false;
  const count = pill.querySelector<HTMLElement>("[data-live-count]");
  if (count) count.textContent = String(n);
  else pill.textContent = word("newCount", { n });
}

/** Ask everything that listens to look again. */
function lookAgain(): void {
  missed = false;
  for (const at of document.querySelectorAll<HTMLElement>("[data-live]:not([data-live-pill])")) {
    at.dispatchEvent(new CustomEvent("qiao:live", { detail: { topic: "" } }));
  }
  document.body.dispatchEvent(new CustomEvent("qiao:queue", { detail: { topic: "queue" } }));
}

function hear(hint: Hint | null): void {
  heard = Date.now();
  if (hint) spread(hint);
}

function connect(url: string): void {
  let wait = 2_000;
  const start = (): void => {
    const source = new EventSource(url, { withCredentials: true });
    const beat = setInterval(() => {
      if (source.readyState !== EventSource.OPEN) return;
      hear(null);
      tabs?.postMessage(null);
    }, BEAT);
    source.addEventListener("open", () => (wait = 2_000));
    source.addEventListener("message", (event) => {
      const hint = JSON.parse(String(event.data)) as Hint;
      hear(hint);
      tabs?.postMessage(hint);
    });
    source.addEventListener("error", () => {
      if (source.readyState !== EventSource.CLOSED) return;
      clearInterval(beat);
      setTimeout(start, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    });
  };
  start();
}

if (address) {
  if (tabs) tabs.onmessage = (event: MessageEvent<Hint | null>) => hear(event.data);
  if (navigator.locks && tabs) {
    // held until this tab goes away; then the next in line takes over
    void navigator.locks.request("qiao-live", () => new Promise<never>(() => connect(address)));
  } else {
    connect(address);
  }
  setInterval(() => {
    if (Date.now() - heard > SILENCE && !document.hidden) lookAgain();
  }, POLL);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && (missed || Date.now() - heard > SILENCE)) lookAgain();
  });
  document.addEventListener("qiao:refresh", lookAgain);
}
