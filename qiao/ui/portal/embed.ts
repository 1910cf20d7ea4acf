// The tag for other websites: a button that opens the request form in a frame of its own.
// <script src="https://support.example/portal/embed.js" data-product="helm" async></script>

interface Settings {
  product?: string;
  version?: string;
  email?: string;
  name?: string;
  token?: string;
  label?: string;
  button?: string;
}

const tag = document.currentScript as HTMLScriptElement | null;

function begin(script: HTMLScriptElement): void {
  const settings = script.dataset as Settings;
  const home = new URL(script.src).origin;
  const isChinese = /^zh/i.test(document.documentElement.lang || navigator.language);
  const errors: string[] = [];
  let box: HTMLElement | null = null;
  let before: Element | null = null;

  const note = (line: unknown): void => {
    const text = line instanceof Error ? `${line.name}: ${line.message}` : typeof line === "string" ? line : "";
    if (!text) return;
    errors.push(text.slice(0, 300));
    if (errors.length > 10) errors.shift();
  };
  window.addEventListener("error", (event) => note(event.error ?? event.message));
  window.addEventListener("unhandledrejection", (event) => note(event.reason));
  const original = console.error.bind(console);
  console.error = (...parts: unknown[]): void => {
    note(parts.map((part) => (part instanceof Error ? part.message : typeof part === "string" ? part : "")).join(" ").trim());
    original(...parts);
  };

  const tell = (frame: HTMLIFrameElement): void => {
    const told = {
      page: location.origin + location.pathname, title: document.title, version: settings.version ?? "",
      browser: navigator.userAgent, screen: `${innerWidth} × ${innerHeight}`, errors,
    };
    const user = { email: settings.email ?? "", name: settings.name ?? "", token: settings.token ?? "" };
    frame.contentWindow?.postMessage({ qiao: "told", told, user }, home);
  };

  const style = (element: HTMLElement, rules: Partial<CSSStyleDeclaration>): void => void Object.assign(element.style, rules);

  const close = (): void => {
    box?.remove();
    box = null;
    if (before instanceof HTMLElement) before.focus();
  };

  const open = (): void => {
    if (box) return;
    before = document.activeElement;
    box = document.createElement("div");
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-modal", "true");
    box.setAttribute("aria-label", settings.label ?? (isChinese ? "\u8054\u7cfb\u652f\u6301" : "Contact support"));
    const isNarrow = innerWidth < 560;
    style(box, { position: "fixed", zIndex: "2147483000", right: isNarrow ? "0" : "16px", bottom: isNarrow ? "0" : "16px", width: isNarrow ? "100%" : "440px", height: isNarrow ? "100%" : "min(680px, calc(100% - 32px))", borderRadius: isNarrow ? "0" : "12px", overflow: "hidden", boxShadow: "0 8px 40px rgba(0,0,0,.25)", background: "#fff" });
    const frame = document.createElement("iframe");
    frame.title = box.getAttribute("aria-label") ?? "";
    frame.setAttribute("sandbox", "allow-forms allow-scripts allow-same-origin");
    frame.referrerPolicy = "origin";
    frame.src = `${home}/portal/embed/${encodeURIComponent(settings.product ?? "")}/`;
    style(frame, { width: "100%", height: "100%", border: "0", display: "block" });
    box.append(frame);
    document.body.append(box);
    frame.focus();
  };

  window.addEventListener("message", (event: MessageEvent<{ qiao?: string }>) => {
    const frame = box?.querySelector("iframe");
    if (event.origin !== home || !frame || event.source !== frame.contentWindow) return;
    if (event.data?.qiao === "ready") tell(frame);
    if (event.data?.qiao === "close") close();
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && !event.isComposing && close());

  const show = (): void => {
    for (const element of document.querySelectorAll("[data-qiao-open]")) element.addEventListener("click", open);
    if (settings.button === "none") return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = settings.label ?? (isChinese ? "\u8054\u7cfb\u652f\u6301" : "Contact support");
    style(button, { position: "fixed", zIndex: "2147482999", right: "16px", bottom: "16px", minHeight: "44px", padding: "0 18px", border: "0", borderRadius: "22px", background: "#116368", color: "#fff", font: "600 14px/1 system-ui, sans-serif", cursor: "pointer" });
    button.addEventListener("click", open);
    document.body.append(button);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
  else show();
  (window as unknown as Record<string, unknown>).QiaoRequest = { open, close };
}

if (tag) begin(tag);
