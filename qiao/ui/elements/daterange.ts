// <qiao-daterange> around two <input type=date>: one button, a calendar, the usual spans. The inputs keep the values.
import { icon, make, newId, word } from "./dom";

const DAY = 86_400_000;
const iso = (at: Date): string => at.toISOString().slice(0, 10);
const date = (text: string): Date => new Date(`${text}T00:00:00Z`);
const plus = (at: Date, days: number): Date => new Date(at.getTime() + days * DAY);

/** Today in the reader's zone, as a date without time. */
function today(): Date {
  const zone = document.documentElement.dataset.zone || undefined;
  return date(new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(new Date()));
}

class DateRange extends HTMLElement {
  private inputs: HTMLInputElement[] = [];
  private button!: HTMLButtonElement;
  private panel!: HTMLElement;
  private month = today();
  private cursor = today();
  private start = "";
  private marks: Record<string, string> = {};

  connectedCallback(): void {
    if (this.inputs.length) return;
    this.inputs = [...this.querySelectorAll<HTMLInputElement>("input[type=date]")].slice(0, 2);
    if (this.inputs.length < 2) return;
    this.marks = JSON.parse(this.getAttribute("marks") ?? "{}") as Record<string, string>;
    this.panel = make("div", { class: "popover daterange", popover: "auto", id: newId("range"), role: "dialog", "aria-label": this.getAttribute("label") ?? word("dateRange") });
    this.button = make("button", { class: "input daterange__button", type: "button", popovertarget: this.panel.id, "aria-haspopup": "dialog" });
    for (const input of this.inputs) (input.closest<HTMLElement>("label, .field") ?? input).hidden = true;
    this.append(this.button, this.panel);
    this.panel.addEventListener("beforetoggle", (event) => (event as ToggleEvent).newState === "open" && this.open());
    this.panel.addEventListener("keydown", (event) => this.key(event));
    this.panel.addEventListener("pointerover", (event) => this.hover(event.target as HTMLElement));
    this.label();
  }

  private open(): void {
    this.start = "";
    this.cursor = this.from ? date(this.from) : today();
    this.month = this.cursor;
    this.draw();
    requestAnimationFrame(() => this.focusCursor());
  }

  private get from(): string {
    return this.inputs[0]?.value ?? "";
  }

  private get to(): string {
    return this.inputs[1]?.value ?? "";
  }

  private label(): void {
    const text = this.from || this.to ? word("fromTo", { from: this.from || "…", to: this.to || "…" }) : (this.getAttribute("placeholder") ?? word("anyTime"));
    this.button.replaceChildren(icon("calendar"), make("span", { class: "cut" }, text));
  }

  private set(from: string, to: string): void {
    const [first, second] = this.inputs;
    if (!first || !second) return;
    [first.value, second.value] = from && to && from > to ? [to, from] : [from, to];
    this.label();
    this.panel.hidePopover();
    this.button.focus();
    for (const input of this.inputs) input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  private pick(day: string): void {
    if (this.start) return this.set(this.start, day);
    this.start = day;
    this.draw();
    this.focusCursor();
  }

  private spans(): [string, string, string][] {
    const now = today();
    const monday = plus(now, -((now.getUTCDay() + 6) % 7));
    const firstOfMonth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
    return [
      ["today", iso(now), iso(now)], ["last7", iso(plus(now, -6)), iso(now)], ["lastWeek", iso(plus(monday, -7)), iso(plus(monday, -1))],
      ["thisMonth", iso(firstOfMonth), iso(now)], ["last30", iso(plus(now, -29)), iso(now)], ["anyTime", "", ""],
    ];
  }

  private draw(): void {
    const year = this.month.getUTCFullYear();
    const month = this.month.getUTCMonth();
    const { lang } = document.documentElement;
    const title = new Intl.DateTimeFormat(lang, { year: "numeric", month: "long", timeZone: "UTC" }).format(this.month);
    const first = new Date(Date.UTC(year, month, 1));
    const begin = plus(first, -((first.getUTCDay() + 6) % 7));
    const weekday = new Intl.DateTimeFormat(lang, { weekday: "narrow", timeZone: "UTC" });
    const grid = make("div", { class: "cal", role: "grid" });
    for (let at = 0; at < 7; at += 1) grid.append(make("span", { class: "cal__wd", "aria-hidden": "true" }, weekday.format(plus(begin, at))));
    for (let at = 0; at < 42; at += 1) grid.append(this.day(plus(begin, at), month));
    const head = make("div", { class: "row" }, make("span", { class: "b", "aria-live": "polite" }, title), make("span", { class: "push" }), this.step("left", -1, "previousMonth"), this.step("right", 1, "nextMonth"));
    const spans = make("div", { class: "row row--wrap" });
    for (const [key, from, to] of this.spans()) {
      const button = make("button", { class: from === this.from && to === this.to ? "tag tag--accent" : "tag", type: "button" }, word(key));
      button.addEventListener("click", () => this.set(from, to));
      spans.append(button);
    }
    this.panel.replaceChildren(head, grid, spans);
  }

  private step(name: string, months: number, label: string): HTMLElement {
    const button = make("button", { class: "btn btn--quiet btn--xs btn--icon", type: "button", "aria-label": word(label) }, icon(name));
    button.addEventListener("click", () => {
      this.month = new Date(Date.UTC(this.month.getUTCFullYear(), this.month.getUTCMonth() + months, 1));
      this.draw();
    });
    return button;
  }

  private day(at: Date, month: number): HTMLElement {
    const day = iso(at);
    const [from, to] = this.start ? [this.start, this.start] : [this.from, this.to];
    const isEdge = day === from || day === to;
    const parts = ["cal__d", at.getUTCMonth() !== month && "cal__d--out", isEdge && "cal__d--edge", !isEdge && day > from && day < to && "cal__d--in"];
    const button = make("button", { class: parts.filter(Boolean).join(" "), type: "button", "data-day": day, "aria-label": day, tabindex: day === iso(this.cursor) ? "0" : "-1" }, String(at.getUTCDate()));
    if (day === iso(today())) button.setAttribute("aria-current", "date");
    if (this.marks[day]) button.dataset.mark = this.marks[day];
    button.addEventListener("click", () => this.pick(day));
    return button;
  }

  private hover(target: HTMLElement): void {
    const day = target.closest<HTMLElement>("[data-day]")?.dataset.day;
    if (!this.start || !day) return;
    const [from, to] = [this.start, day].sort() as [string, string];
    for (const one of this.panel.querySelectorAll<HTMLElement>("[data-day]")) {
      const at = one.dataset.day ?? "";
      one.classList.toggle("cal__d--in", at > from && at < to);
    }
  }

  private key(event: KeyboardEvent): void {
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7, PageUp: -30, PageDown: 30 };
    const step = steps[event.key];
    if (!step || !(event.target as HTMLElement).dataset.day) return;
    event.preventDefault();
    this.cursor = plus(this.cursor, step);
    this.month = this.cursor;
    this.draw();
    this.focusCursor();
  }

  private focusCursor(): void {
    this.panel.querySelector<HTMLElement>(`[data-day="${iso(this.cursor)}"]`)?.focus();
  }
}

customElements.define("qiao-daterange", DateRange);
