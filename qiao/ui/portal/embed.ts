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
  const label = settings.label ?? (isChinese ? "\u8054\u7cfb\u652f\u6301" : "Contact support");
  const errors: string[] = [];
  let box: HTMLElement | null = null;
  let before: Element | null = null;
  let waiting = 0;

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
    clearTimeout(waiting);
    box?.remove();
    box = null;
    if (before instanceof HTMLElement) before.focus();
  };

  const button = (text: string, rules: Partial<CSSStyleDeclaration>, act: () => void): HTMLButtonElement => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    style(made, { minHeight: "44px", padding: "0 18px", border: "0", font: "600 14px/1 system-ui, sans-serif", cursor: "pointer", ...rules });
    made.addEventListener("click", act);
    return made;
  };

  // a browser shows nothing where a frame was refused, and tells the page around it nothing either
  const explain = (): void => {
    const into = box;
    if (!into) return;
    console.warn(
      `Qiao: the request form did not open in ${location.origin}. Either this website is not among those that may show the form ` +
        `(Setup, Portal, "Websites that may show the form"), or no product has the key "${settings.product ?? ""}" with requests without an account, ` +
        `or ${home} cannot be reached from here.`,
    );
    const sheet = document.createElement("div");
    sheet.setAttribute("role", "alert");
    style(sheet, { display: "flex", flexDirection: "column", alignItems: "flex-start", gap: "16px", padding: "32px", background: "#fff", color: "#1d1d1b", font: "15px/1.6 system-ui, sans-serif" });
    const text = document.createElement("p");
    text.textContent = isChinese ? "\u672c\u7f51\u7ad9\u4e0d\u80fd\u663e\u793a\u63d0\u5355\u8868\u5355\uff0c\u8bf7\u6539\u5230\u670d\u52a1\u95e8\u6237\u63d0\u4ea4\u3002" : "The request form cannot be shown on this website. Please use our support portal instead.";
    style(text, { margin: "0" });
    const portal = document.createElement("a");
    portal.href = `${home}/portal/`;
    portal.target = "_blank";
    portal.rel = "noopener";
    portal.textContent = isChinese ? "\u6253\u5f00\u670d\u52a1\u95e8\u6237" : "Open the support portal";
    style(portal, { color: "#116368", fontWeight: "600" });
    sheet.append(text, portal, button(isChinese ? "\u5173\u95ed" : "Close", { borderRadius: "6px", background: "#e9e8e4", color: "#1d1d1b" }, close));
    into.replaceChildren(sheet);
    into.style.height = "auto";
    portal.focus();
  };
  const explainAfter = (milliseconds: number): void => {
    clearTimeout(waiting);
    waiting = setTimeout(explain, milliseconds);
  };

  const open = (): void => {
    if (box) return;
    before = document.activeElement;
    box = document.createElement("div");
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-modal", "true");
    box.setAttribute("aria-label", label);
    const isNarrow = innerWidth < 560;
    style(box, { position: "fixed", zIndex: "2147483000", right: isNarrow ? "0" : "16px", bottom: isNarrow ? "0" : "16px", width: isNarrow ? "100%" : "440px", height: isNarrow ? "100%" : "min(680px, calc(100% - 32px))", borderRadius: isNarrow ? "0" : "12px", overflow: "hidden", boxShadow: "0 8px 40px rgba(0,0,0,.25)", background: "#fff" });
    const frame = document.createElement("iframe");
    frame.title = label;
    frame.setAttribute("sandbox", "allow-forms allow-scripts allow-same-origin");
    frame.referrerPolicy = "origin";
    frame.src = `${home}/portal/embed/${encodeURIComponent(settings.product ?? "")}/`;
    // the form speaks up while it loads; a frame that has loaded in silence was refused
    frame.addEventListener("load", () => waiting && explainAfter(1_000), { once: true });
    style(frame, { width: "100%", height: "100%", border: "0", display: "block" });
    box.append(frame);
    document.body.append(box);
    explainAfter(20_000);
    frame.focus();
  };

  window.addEventListener("message", (event: MessageEvent<{ qiao?: string }>) => {
    const frame = box?.querySelector("iframe");
    if (event.origin !== home || !frame || event.source !== frame.contentWindow) return;
    if (event.data?.qiao === "ready") {
      clearTimeout(waiting);
      waiting = 0;
      tell(frame);
    }
    if (event.data?.qiao === "close") close();
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && !event.isComposing && close());

  const show = (): void => {
    for (const element of document.querySelectorAll("[data-qiao-open]")) element.addEventListener("click", open);
    if (settings.button === "none") return;
    document.body.append(button(label, { position: "fixed", zIndex: "2147482999", right: "16px", bottom: "16px", borderRadius: "22px", background: "#116368", color: "#fff" }, open));
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
  else show();
  (window as unknown as Record<string, unknown>).QiaoRequest = { open, close };
}

if (tag) begin(tag);
