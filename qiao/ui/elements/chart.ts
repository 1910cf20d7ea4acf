// <qiao-chart src-lib="/static/ui/echarts.js"> with <script type="application/json"> inside: one option JSON a chart.
interface Echarts { init(element: HTMLElement, theme: null, options: object): { setOption(option: object): void; resize(): void; dispose(): void } }
let library: Promise<Echarts> | undefined;

const load = (src: string): Promise<Echarts> => library ??= new Promise((resolve, reject) => {
  const script = Object.assign(document.createElement("script"), { src });
  script.addEventListener("load", () => resolve((window as unknown as { echarts: Echarts }).echarts));
  script.addEventListener("error", reject);
  document.head.append(script);
});

// "var(--chart-1)" in an option becomes the theme's colour
function resolve(value: unknown, style: CSSStyleDeclaration): unknown {
  if (typeof value === "string") return value.replace(/var\((--[\w-]+)\)/g, (_all, name: string) => style.getPropertyValue(name).trim());
  if (Array.isArray(value)) return value.map((one) => resolve(one, style));
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolve(one, style)]));
  return value;
}

class Chart extends HTMLElement {
  private drawn?: ReturnType<Echarts["init"]>;
  private watch?: ResizeObserver;

  async connectedCallback(): Promise<void> {
    const option: unknown = JSON.parse(this.querySelector("script")?.textContent ?? "{}");
    const echarts = await load(this.getAttribute("src-lib") ?? "");
    const place = this.appendChild(Object.assign(document.createElement("div"), { className: "chart__canvas" }));
    const draw = (): void => this.drawn?.setOption(resolve(option, getComputedStyle(document.documentElement)) as object);
    this.drawn = echarts.init(place, null, { renderer: "svg" });
    draw();
    addEventListener("qiao:theme", draw);
    this.watch = new ResizeObserver(() => this.drawn?.resize());
    this.watch.observe(this);
  }

  disconnectedCallback(): void {
    this.watch?.disconnect();
    this.drawn?.dispose();
  }
}

customElements.define("qiao-chart", Chart);
