// <qiao-chart src-lib="…echarts.js" option="…"> with its option as JSON; the library comes only when a chart is seen.
// Colours are token names ("var(--chart-1)"), so one option serves both themes and the server's SVG.
import { make } from "./dom";

interface Drawn {
  setOption(option: unknown): void;
  resize(): void;
  dispose(): void;
}
declare global {
  interface Window {
    echarts?: { init(at: HTMLElement, theme: null, options: { renderer: "canvas" }): Drawn };
  }
}

let library: Promise<void> | undefined;
function load(src: string): Promise<void> {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = src;
    script.onload = () => resolve();
    script.onerror = reject;
    document.head.append(script);
  });
  return library;
}

/** Token names anywhere in the option become the theme's colours. */
export function withColours(option: unknown, look: CSSStyleDeclaration): unknown {
  if (typeof option === "string") return option.replace(/var\((--[\w-]+)\)/g, (_whole, name: string) => look.getPropertyValue(name).trim());
  if (Array.isArray(option)) return option.map((one) => withColours(one, look));
  if (option && typeof option === "object") return Object.fromEntries(Object.entries(option).map(([key, value]) => [key, withColours(value, look)]));
  return option;
}

class Chart extends HTMLElement {
  private drawn: Drawn | undefined;
  private readonly sizes = new ResizeObserver(() => this.drawn?.resize());
  private readonly themes = new MutationObserver(() => this.draw());
  private readonly seen = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) void this.start();
  }, { rootMargin: "200px" });

  connectedCallback(): void {
    this.seen.observe(this);
  }

  disconnectedCallback(): void {
    for (const observer of [this.sizes, this.themes, this.seen]) observer.disconnect();
    this.drawn?.dispose();
    this.drawn = undefined;
  }

  private async start(): Promise<void> {
    this.seen.disconnect();
    await load(this.getAttribute("src-lib") ?? "");
    if (!this.isConnected || !window.echarts) return;
    const canvas = make("div", { class: "chart__canvas" });
    this.append(canvas);
    this.drawn = window.echarts.init(canvas, null, { renderer: "canvas" });
    this.draw();
    this.sizes.observe(canvas);
    this.themes.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  }

  private draw(): void {
    const option = JSON.parse(this.getAttribute("option") ?? "{}") as object;
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.drawn?.setOption(withColours(isStill ? { ...option, animation: false } : option, getComputedStyle(this)));
  }
}

customElements.define("qiao-chart", Chart);
