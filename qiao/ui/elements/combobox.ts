// <qiao-combobox src="/search?q=" name="person" [multiple] [free]> around a <select> or hidden inputs.
// Options come from the select, or from the server as JSON [{value, label, meta?, keys?}]. Words match the
// label, the meta line, or `keys`: full pinyin and initials, so "lzy" and "linzhi" both find 林知远.
import { isComposing } from "./dom";

interface Option { value: string; label: string; meta?: string; keys?: string }
const WAIT_MS = 150;
let serial = 0;

class Combobox extends HTMLElement {
  private select?: HTMLSelectElement;
  private input!: HTMLInputElement;
  private list!: HTMLElement;
  private chips!: HTMLElement;
  private shown: Option[] = [];
  private at = -1;
  private timer = 0;
  private running?: AbortController;

  connectedCallback(): void {
    if (this.input) return;
    this.select = this.querySelector("select") ?? undefined;
    if (!this.select) return;
    this.build(`combo-${serial++}`, this.select);
    this.drawChips();
  }

  private build(id: string, select: HTMLSelectElement): void {
    const wrap = Object.assign(document.createElement("span"), { className: "combo-wrap" });
    const box = Object.assign(document.createElement("span"), { className: "combo" });
    this.chips = document.createElement("span");
    this.chips.className = "row row--1 row--wrap";
    this.input = Object.assign(document.createElement("input"), { className: "combo__input", type: "text", autocomplete: "off", placeholder: this.getAttribute("placeholder") ?? "" });
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-expanded", "false");
    this.input.setAttribute("aria-controls", id);
    this.input.setAttribute("aria-label", this.getAttribute("label") ?? document.querySelector(`label[for="${select.id}"]`)?.textContent ?? "");
    this.list = Object.assign(document.createElement("div"), { className: "combo-list", id, hidden: true });
    this.list.setAttribute("role", "listbox");
    box.append(this.chips, this.input);
    wrap.append(box, this.list);
    this.append(wrap);
    select.hidden = true;
    if (this.dataset.key) this.input.dataset.key = this.dataset.key;
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("focus", () => this.later(0));
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (option) this.choose(this.shown[Number(option.dataset.at)]);
    });
  }

  private later(wait = WAIT_MS): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.search(this.input.value.trim()), wait);
  }

  private async search(words: string): Promise<void> {
    const src = this.getAttribute("src");
    if (!src) return this.draw(this.local(words));
    this.running?.abort();
    this.running = new AbortController();
    try {
      const answer = await fetch(src + encodeURIComponent(words), { signal: this.running.signal });
      if (answer.ok) this.draw((await answer.json()) as Option[]);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  }

  private local(words: string): Option[] {
    const wanted = words.toLowerCase().replace(/\s+/g, "");
    return [...(this.select?.options ?? [])].filter((option) => option.value)
      .map((option) => ({ value: option.value, label: option.text, meta: option.dataset.meta, keys: option.dataset.keys }))
      .filter((option) => !wanted || `${option.label} ${option.meta ?? ""}`.toLowerCase().includes(wanted) ||
        (option.keys ?? "").split(" ").some((key) => key.startsWith(wanted)));
  }

  private draw(options: Option[]): void {
    this.shown = options.slice(0, 50);
    this.list.replaceChildren(...this.shown.map((option, at) => {
      const row = Object.assign(document.createElement("div"), { className: "combo-opt", id: `${this.list.id}-${at}` });
      row.setAttribute("role", "option");
      row.dataset.at = String(at);
      row.append(Object.assign(document.createElement("span"), { textContent: option.label }));
      if (option.meta) row.append(Object.assign(document.createElement("span"), { className: "combo-opt__meta", textContent: option.meta }));
      return row;
    }));
    if (!this.shown.length) this.list.append(Object.assign(document.createElement("div"), { className: "combo-none", textContent: this.getAttribute("none") ?? "—" }));
    this.list.hidden = document.activeElement !== this.input;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.mark(this.shown.length ? 0 : -1);
  }

  private mark(at: number): void {
    this.at = at;
    this.list.querySelectorAll<HTMLElement>("[role=option]").forEach((row, index) => {
      row.setAttribute("aria-selected", String(index === at));
      if (index === at) { this.input.setAttribute("aria-activedescendant", row.id); row.scrollIntoView({ block: "nearest" }); }
    });
  }

  private onKey(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    if (event.key === "ArrowDown") this.list.hidden ? this.later(0) : this.mark(Math.min(this.at + 1, this.shown.length - 1));
    else if (event.key === "ArrowUp") this.mark(Math.max(this.at - 1, 0));
    else if (event.key === "Enter" && !this.list.hidden && this.shown[this.at]) this.choose(this.shown[this.at]);
    else if (event.key === "Enter" && this.hasAttribute("free") && this.input.value.trim()) this.choose({ value: this.input.value.trim(), label: this.input.value.trim() });
    else if (event.key === "Escape" && !this.list.hidden) { event.stopPropagation(); this.close(); }
    else if (event.key === "Backspace" && !this.input.value) this.drop([...(this.select?.selectedOptions ?? [])].pop());
    else return;
    event.preventDefault();
  }

  private choose(option: Option | undefined): void {
    const { select } = this;
    if (!option || !select) return;
    let known = [...select.options].find((one) => one.value === option.value);
    if (!known) known = select.appendChild(Object.assign(document.createElement("option"), { value: option.value, text: option.label }));
    if (!select.multiple) [...select.options].forEach((one) => { one.selected = false; });
    known.selected = true;
    this.changed();
  }

  private drop(option: HTMLOptionElement | undefined): void {
    if (!option || !this.select) return;
    option.selected = false;
    if (!this.select.multiple && this.select.options[0]?.value === "") this.select.value = "";
    this.changed();
  }

  private changed(): void {
    this.input.value = "";
    this.close();
    this.drawChips();
    this.select?.dispatchEvent(new Event("change", { bubbles: true }));
  }

  private drawChips(): void {
    const chosen = [...(this.select?.selectedOptions ?? [])].filter((option) => option.value);
    this.chips.replaceChildren(...chosen.map((option) => {
      const chip = Object.assign(document.createElement("button"), { type: "button", className: "tag", title: option.text, textContent: `${option.text} ×` });
      chip.addEventListener("click", () => this.drop(option));
      return chip;
    }));
  }

  private close(): void {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
  }
}

customElements.define("qiao-combobox", Combobox);
