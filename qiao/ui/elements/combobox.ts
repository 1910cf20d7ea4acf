// <qiao-combobox> around a <select> (or a text <input>): type to find, by Han text, pinyin or initials.
// The select stays and carries the value, so forms, htmx and browsers without scripts see a plain control.
import { type Choice, ChoiceList, matches, Source } from "./choices";
import { icon, isComposing, later, make, newId, word } from "./dom";

class Combobox extends HTMLElement {
  private select!: HTMLSelectElement;
  private field!: HTMLInputElement;
  private box!: HTMLElement;
  private list!: ChoiceList;
  private source: Source | null = null;
  private readonly ask = later(() => void this.search(), 120);

  connectedCallback(): void {
    if (this.box) return;
    const inner = this.querySelector<HTMLSelectElement | HTMLInputElement>("select, input");
    if (!inner) return;
    this.select = inner instanceof HTMLSelectElement ? inner : this.fromInput(inner);
    const url = this.getAttribute("src");
    this.source = url ? new Source(url) : null;
    this.build(inner);
    this.draw();
  }

  disconnectedCallback(): void {
    this.list?.remove();
  }

  private get isMany(): boolean {
    return this.select.multiple;
  }

  /** A text field becomes a select of what it holds (comma separated when several are allowed). */
  private fromInput(input: HTMLInputElement): HTMLSelectElement {
    const select = make("select", { name: input.name });
    select.multiple = this.hasAttribute("multiple");
    const values = select.multiple ? input.value.split(",") : [input.value];
    for (const value of values.map((one) => one.trim()).filter(Boolean)) select.add(new Option(value, value, true, true));
    input.replaceWith(select);
    return select;
  }

  private build(inner: HTMLElement): void {
    const label = this.labelText(inner);
    this.field = make("input", {
      class: "combo__input", id: inner.id || newId("combo"), role: "combobox", autocomplete: "off", spellcheck: "false",
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-label": label,
    });
    for (const name of ["aria-describedby", "aria-invalid", "data-key", "data-key-label"]) {
      const value = inner.getAttribute(name);
      if (value) this.field.setAttribute(name, value);
    }
    inner.removeAttribute("id");
    inner.removeAttribute("data-key");
    this.select.hidden = true;
    this.field.disabled = this.select.disabled;
    this.field.placeholder = this.getAttribute("placeholder") ?? "";
    this.box = make("div", { class: "combo" }, this.field, icon("down", "sm"));
    this.append(this.box);
    this.list = new ChoiceList(this.field, label, (choice) => this.choose(choice));
    this.box.addEventListener("click", (event) => {
      if ((event.target as Element).closest("button")) return;
      this.field.focus();
      void this.search();
    });
    this.field.addEventListener("input", (event) => !isComposing(event as InputEvent) && this.ask());
    this.field.addEventListener("compositionend", this.ask);
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("blur", () => this.leave());
  }

  private labelText(inner: HTMLElement): string {
    const own = this.getAttribute("label") ?? inner.getAttribute("aria-label");
    return own ?? (inner.id ? document.querySelector(`label[for="${CSS.escape(inner.id)}"]`)?.textContent?.replace("*", "").trim() : undefined) ?? "";
  }

  private key(event: KeyboardEvent): void {
    if (isComposing(event) || this.list.take(event)) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      void this.search();
    } else if (event.key === "Backspace" && !this.field.value && this.isMany) {
      const last = [...this.select.selectedOptions].pop();
      if (last) this.unselect(last);
    } else if (event.key === "Enter" && this.field.value && this.hasAttribute("free")) {
      event.preventDefault();
      this.choose({ value: this.field.value.trim(), label: this.field.value.trim() });
    }
  }

  private async search(): Promise<void> {
    const text = this.isPristine ? "" : this.field.value;
    const found = this.source ? await this.source.find(text) : this.fixed().filter((one) => matches(one, text));
    if (!found || document.activeElement !== this.field) return;
    const taken = new Set([...this.select.selectedOptions].map((option) => option.value));
    const shown = found.filter((one) => !this.isMany || !taken.has(one.value)).slice(0, 50);
    const asNew = text.trim();
    if (this.hasAttribute("free") && asNew && !found.some((one) => one.label === asNew)) {
      shown.push({ value: asNew, label: word("addNew", { text: asNew }), isNew: true });
    }
    this.list.show(shown, this.box.getBoundingClientRect(), text || !this.source ? (this.getAttribute("none") ?? word("nothing")) : word("typeToFind"));
  }

  private fixed(): Choice[] {
    return [...this.select.options].filter((option) => option.value || !this.isMany).map((option) => {
      const { keys, meta, detail, hue } = option.dataset;
      return { value: option.value, label: option.text, ...(keys ? { keys } : {}), ...(meta ? { meta } : {}), ...(detail ? { detail } : {}), ...(hue ? { hue: Number(hue) } : {}) };
    });
  }

  /** True while a single choice is shown untouched: then the whole list is offered, not what fits its own name. */
  private get isPristine(): boolean {
    return !this.isMany && this.field.value === (this.select.selectedOptions[0]?.text ?? "");
  }

  private choose(choice: Choice): void {
    let option = [...this.select.options].find((one) => one.value === choice.value);
    if (!option) {
      option = new Option(choice.isNew ? choice.value : choice.label, choice.value);
      if (choice.hue !== undefined) option.dataset.hue = String(choice.hue);
      this.select.add(option);
    }
    option.selected = true;
    this.list.hide();
    this.field.value = "";
    this.changed();
  }

  private unselect(option: HTMLOptionElement): void {
    option.selected = false;
    this.changed();
    this.field.focus();
  }

  private changed(): void {
    this.draw();
    for (const name of ["input", "change"]) this.select.dispatchEvent(new Event(name, { bubbles: true }));
  }

  private leave(): void {
    this.ask.cancel();
    this.list.hide();
    const isEmptied = !this.isMany && !this.field.value && this.select.value && !this.select.required;
    if (isEmptied) {
      const none = [...this.select.options].find((option) => !option.value);
      if (none) none.selected = true;
      else this.select.selectedIndex = -1;
      this.changed();
    } else if (!this.isMany) this.draw();
    else this.field.value = "";
  }

  private draw(): void {
    this.box.querySelectorAll(".tag").forEach((tag) => tag.remove());
    if (!this.isMany) {
      const chosen = this.select.selectedOptions[0];
      this.field.value = chosen?.value ? chosen.text : "";
      if (chosen && !chosen.value) this.field.placeholder = chosen.text;
      return;
    }
    for (const option of this.select.selectedOptions) {
      const remove = make("button", { class: "tag__x", type: "button", "aria-label": word("removeOne", { name: option.text }) }, icon("x"));
      remove.addEventListener("click", () => this.unselect(option));
      this.field.before(make("span", { class: "tag tag--accent" }, option.text, remove));
    }
  }
}

customElements.define("qiao-combobox", Combobox);
