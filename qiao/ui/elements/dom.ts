// Small things every element needs.
export const csrf = (): string => document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";

// A Chinese input method is composing: keys belong to it, not to us (229 is what older engines report).
export const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !/^(checkbox|radio|button|submit)$/.test((target as HTMLInputElement).type);

export async function post(url: string, body?: FormData): Promise<Response> {
  return fetch(url, { method: "POST", body: body ?? new FormData(), headers: { "X-CSRFToken": csrf() }, credentials: "same-origin" });
}

// One listener on the document serves what htmx brings later, too.
export function onClick(selector: string, act: (element: HTMLElement, event: MouseEvent) => void): void {
  document.addEventListener("click", (event) => {
    const found = event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
    if (found) act(found, event);
  });
}

export function whenReady(act: (root: ParentNode) => void): void {
  const start = (): void => act(document);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
  document.addEventListener("htmx:afterSwap", (event) => act((event as CustomEvent).detail.elt ?? document));
}
