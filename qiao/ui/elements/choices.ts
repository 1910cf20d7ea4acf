// A list of options in a popover: shared by the combobox, mentions and quick replies.
import { make, newId, place } from "./dom";

/** What a server or a select offers; `text` is what an editor inserts instead of the label, `used` is told then. */
export interface Choice {
  value: string;
  label: string;
  meta?: string;
  /** A second, quieter line. */
  detail?: string;
  hue?: number;
  keys?: string;
  text?: string;
  used?: string;
  isNew?: boolean;
}

/** Ask the server for options; the newest question wins. */
export class Source {
  private asked = new AbortController();

  constructor(private readonly url: string) {}

  async find(text: string): Promise<Choice[] | null> {
    this.asked.abort();
    this.asked = new AbortController();
    try {
      // the address ends in "q=": the words are appended
      const answer = await fetch(this.url + encodeURIComponent(text), { signal: this.asked.signal, headers: { Accept: "application/json" } });
      return answer.ok ? ((await answer.json()) as Choice[]) : [];
    } catch (error) {
      return (error as Error).name === "AbortError" ? null : [];
    }
  }
}

/** Han text anywhere, full pinyin from the start of a word, initials from the start. */
export function matches(choice: Choice, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  if (!wanted || choice.label.toLowerCase().includes(wanted)) return true;
  const joined = wanted.replace(/[\s'’]/g, "");
  const keys = (choice.keys ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  // "lin zhi yuan lzy": any syllable may be the first one typed
  if (keys.some((_one, at) => keys.slice(at).join("").startsWith(joined))) return true;
  return choice.meta?.toLowerCase().includes(wanted) ?? false;
}

/** The floating list itself: shows, moves, chooses. Focus stays in the field it belongs to. */
export class ChoiceList {
  readonly element: HTMLElement;
  private choices: Choice[] = [];
  private at = 0;

  constructor(
    private readonly field: HTMLElement,
    label: string,
    private readonly chosen: (choice: Choice) => void,
  ) {
    this.element = make("div", { class: "menu choices", role: "listbox", id: newId("choices"), popover: "manual", "aria-label": label });
    this.element.addEventListener("pointerdown", (event) => event.preventDefault());
    this.element.addEventListener("click", (event) => {
      const item = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (item) this.choose(Number(item.dataset.at));
    });
  }

  get isOpen(): boolean {
    return this.element.isConnected && this.element.matches(":popover-open");
  }

  show(choices: Choice[], anchor: DOMRect, empty: string, stretch = true): void {
    this.choices = choices;
    if (!this.element.isConnected) (this.field.closest("dialog") ?? document.body).append(this.element);
    this.element.replaceChildren(...choices.map((choice, at) => this.option(choice, at)));
    if (!choices.length) {
      if (!empty) return this.hide();
      this.element.append(make("div", { class: "combo-none" }, empty));
    }
    if (!this.isOpen) this.element.showPopover();
    place(this.element, anchor, { stretch });
    this.expanded(true);
    this.mark(0);
  }

  hide(): void {
    if (this.isOpen) this.element.hidePopover();
    this.expanded(false);
    this.field.removeAttribute("aria-activedescendant");
  }

  private expanded(isOpen: boolean): void {
    // a text area is no combobox: it may point at its list, but has nothing to expand
    if (this.field.getAttribute("role") === "combobox") this.field.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) this.field.setAttribute("aria-controls", this.element.id);
    else this.field.removeAttribute("aria-controls");
  }

  remove(): void {
    this.hide();
    this.element.remove();
  }

  /** Answers the keys of a list; true when it was one. */
  take(event: KeyboardEvent): boolean {
    if (!this.isOpen) return false;
    const { length } = this.choices;
    if (event.key === "ArrowDown" && length) this.mark((this.at + 1) % length);
    else if (event.key === "ArrowUp" && length) this.mark((this.at - 1 + length) % length);
    else if ((event.key === "Enter" || event.key === "Tab") && length) this.choose(this.at);
    else if (event.key === "Escape") this.hide();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  private choose(at: number): void {
    const choice = this.choices[at];
    if (choice) this.chosen(choice);
  }

  private mark(at: number): void {
    this.at = at;
    this.element.querySelectorAll("[role=option]").forEach((item, index) => {
      item.setAttribute("aria-selected", String(index === at));
      if (index !== at) return;
      this.field.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    });
  }

  private option(choice: Choice, at: number): HTMLElement {
    const item = make("div", { class: "menu__item", role: "option", id: `${this.element.id}-${at}`, "data-at": String(at) });
    if (choice.hue !== undefined) item.append(make("span", { class: `avatar avatar--${(choice.hue % 6) + 1} avatar--sm`, "aria-hidden": "true" }, initial(choice.label)));
    const label = make("span", { class: "cut" }, choice.label);
    item.append(choice.detail ? make("span", { class: "choices__two" }, label, make("span", { class: "cut t3 xs" }, choice.detail)) : label);
    if (choice.meta) item.append(make("span", { class: "menu__end cut" }, choice.meta));
    return item;
  }
}

export function initial(name: string): string {
  return (/[㐀-鿿]/u.exec(name.slice(0, 4))?.[0] ?? name.trim()[0] ?? "?").toUpperCase();
}
