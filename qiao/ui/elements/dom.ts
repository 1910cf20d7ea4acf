// The few things every element needs: delegation, words, safe keys, requests, places on the screen.

declare global {
  interface Window {
    htmx?: { process(root: Element): void; trigger(at: Element, name: string, detail?: unknown): void };
  }
}

/** Listen once on the document for events at elements that match, present or future. */
export function on<K extends keyof DocumentEventMap>(
  type: K,
  selector: string,
  run: (event: DocumentEventMap[K], at: HTMLElement) => void,
): void {
  document.addEventListener(type, (event) => {
    const at = event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
    if (at) run(event, at);
  });
}

/** Run for every matching element there is, and for those htmx brings later. */
export function each(selector: string, run: (at: HTMLElement) => void): void {
  const within = (root: ParentNode): void => root.querySelectorAll<HTMLElement>(selector).forEach(run);
  within(document);
  document.addEventListener("htmx:load", (event) => {
    const root = event.target;
    if (!(root instanceof HTMLElement)) return;
    if (root.matches(selector)) run(root);
    within(root);
  });
}

const box = document.getElementById("ui-words");
const table: Record<string, string> = box ? JSON.parse(box.textContent || "{}") : {};

/** A text of the interface in the page's language, `{name}` filled in. */
export function word(key: string, values: Record<string, string | number> = {}): string {
  return (table[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** True while an input method is composing: such keys belong to it, never to us. */
export function isComposing(event: KeyboardEvent | InputEvent): boolean {
  return event.isComposing || ("keyCode" in event && event.keyCode === 229);
}

/** True where letters are text, not shortcuts. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !/^(checkbox|radio|button|submit|reset|file|range|color)$/.test(target.type);
}

export function csrfToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}

/** POST like a form of this page would. */
export function post(url: string, body: FormData | URLSearchParams = new URLSearchParams(), signal?: AbortSignal): Promise<Response> {
  return fetch(url, {
    method: "POST",
    body,
    headers: { "X-CSRFToken": csrfToken(), "X-Requested-With": "fetch" },
    ...(signal ? { signal } : {}),
  });
}

/** Call at most once in `ms` after the last ask. */
export function later(run: () => void, ms: number): { (): void; now(): void; cancel(): void } {
  let timer = 0;
  const ask = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(run, ms);
  };
  ask.cancel = (): void => clearTimeout(timer);
  ask.now = (): void => {
    clearTimeout(timer);
    run();
  };
  return ask;
}

/** An element with attributes and children; a string child is text, never markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** An icon of the sprite. */
export function icon(name: string, size = ""): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", size ? `icon icon--${size}` : "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `${document.documentElement.dataset.icons ?? ""}#${name}`);
  svg.append(use);
  return svg;
}

export const isPhone = (): boolean => matchMedia("(max-width: 719px)").matches;

/** Put a floating panel under (or, where there is no room, above) an anchor and keep it on the screen. */
export function place(panel: HTMLElement, anchor: DOMRect, options: { stretch?: boolean; gap?: number } = {}): void {
  const gap = options.gap ?? 4;
  const edge = 8;
  const { style } = panel;
  if (options.stretch) style.minWidth = `${anchor.width}px`;
  style.maxHeight = "";
  const height = panel.scrollHeight + (panel.offsetHeight - panel.clientHeight);
  const below = innerHeight - anchor.bottom - gap - edge;
  const above = anchor.top - gap - edge;
  const goesUp = height > below && above > below;
  const room = Math.max(96, Math.min(goesUp ? above : below, 480));
  style.maxHeight = `${room}px`;
  const shown = Math.min(height, room);
  style.top = `${Math.max(edge, goesUp ? anchor.top - gap - shown : anchor.bottom + gap)}px`;
  const width = panel.offsetWidth;
  const left = anchor.left + width > innerWidth - edge ? anchor.right - width : anchor.left;
  style.left = `${Math.max(edge, Math.min(left, innerWidth - width - edge))}px`;
}

let lastId = 0;
export const newId = (prefix: string): string => `${prefix}-${++lastId}`;

/** Clicks anywhere at or in what matches; the element comes first because it is what one needs. */
export function onClick(selector: string, act: (at: HTMLElement, event: MouseEvent) => void): void {
  on("click", selector, (event, at) => act(at, event));
}
