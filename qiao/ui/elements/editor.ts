// <qiao-editor draft-url mention-url quick-url preview-url> around a real <textarea>. Input methods own the keys
// while they compose: nothing here acts then. Files go to the form's <qiao-filedrop>.
import { caretRect, prefix, replace, wrap } from "./caret";
import { type Choice, ChoiceList, Source } from "./choices";
import { csrfToken, isComposing, later, make, post, word } from "./dom";
import type { FilesEvent } from "./filedrop";

type Kind = "mention" | "quick";

const TYPED: Record<Kind, RegExp> = {
  mention: /(?:^|[\s(（，。：、])@([^\s@]{0,20})$/u,
  quick: /(?:^|\n)\/([^\s/]{0,30})$/u,
};
const LOOK_BACK = 40;
const SAVE_AFTER = 1_200;

class Editor extends HTMLElement {
  private area!: HTMLTextAreaElement;
  private scope!: HTMLElement;
  private list!: ChoiceList;
  private from = 0;
  private isBuilt = false;
  private saved = "";
  private readonly sources = new Map<Kind, Source>();
  private readonly save = later(() => void this.saveDraft(), SAVE_AFTER);
  private readonly suggest = later(() => void this.lookAround(), 90);

  connectedCallback(): void {
    const area = this.querySelector("textarea");
    if (this.isBuilt || !area) return;
    this.isBuilt = true;
    this.area = area;
    this.scope = this.closest("form") ?? this;
    this.saved = this.fingerprint();
    this.listen();
    this.list = new ChoiceList(area, word("suggestions"), (choice) => this.insert(choice));
    area.addEventListener("keydown", (event) => this.key(event));
    area.addEventListener("input", (event) => this.typed(event as InputEvent));
    area.addEventListener("compositionend", this.suggest);
    area.addEventListener("blur", () => this.list.hide());
    area.addEventListener("paste", (event) => this.paste(event));
    this.addEventListener("click", (event) => this.press(event));
    this.scope.addEventListener("input", this.save);
    document.addEventListener("visibilitychange", this.leave);
    this.grow();
  }

  static observedAttributes = ["mention-url", "quick-url"];

  attributeChangedCallback(): void {
    if (this.isBuilt) this.listen();
  }

  private listen(): void {
    for (const kind of ["mention", "quick"] as const) {
      const url = this.getAttribute(`${kind}-url`);
      if (url) this.sources.set(kind, new Source(url));
    }
  }

  disconnectedCallback(): void {
    this.list?.remove();
    this.save.cancel();
    this.scope?.removeEventListener("input", this.save);
    document.removeEventListener("visibilitychange", this.leave);
  }

  // ---- keys ----

  private typed(event: InputEvent): void {
    this.grow();
    if (!isComposing(event)) this.suggest();
  }

  /** Browsers without `field-sizing` get the height the text needs. */
  private grow(): void {
    if (CSS.supports("field-sizing", "content")) return;
    this.area.style.height = "auto";
    this.area.style.height = `${Math.min(this.area.scrollHeight + 2, innerHeight * 0.4)}px`;
  }

  private key(event: KeyboardEvent): void {
    if (isComposing(event) || this.list.take(event)) return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand && !event.shiftKey && event.key.toLowerCase() === "b") {
      event.preventDefault();
      wrap(this.area, "**");
    } else if (event.key === "Enter" && !event.shiftKey && !isCommand) this.continueList(event);
  }

  /** Enter in a list begins the next item; in an empty item it ends the list. */
  private continueList(event: KeyboardEvent): void {
    const { selectionStart: at, selectionEnd: end, value } = this.area;
    if (at !== end) return;
    const start = value.lastIndexOf("\n", at - 1) + 1;
    const line = /^(\s*)([-*]|(\d+)\.|>)\s(.*)$/u.exec(value.slice(start, at));
    if (!line) return;
    event.preventDefault();
    const [, indent = "", mark = "", number, rest] = line;
    if (!rest?.trim()) return replace(this.area, start, at, "");
    replace(this.area, at, at, `\n${indent}${number ? `${Number(number) + 1}.` : mark} `);
  }

  // ---- toolbar ----

  private press(event: Event): void {
    const button = (event.target as Element).closest<HTMLElement>("[data-tool]");
    const tool = button?.dataset.tool;
    if (!button || !tool) return;
    event.preventDefault();
    if (tool === "preview") void this.preview(button);
    else if (tool === "mention" || tool === "quick") void this.openAll(tool, button);
    else if (tool === "file") this.scope.querySelector<HTMLInputElement>("input[type=file]")?.click();
    else this.format(tool);
  }

  private format(tool: string): void {
    const { area } = this;
    if (area.hidden) return;
    area.focus();
    const isLong = area.value.slice(area.selectionStart, area.selectionEnd).includes("\n");
    if (tool === "bold") wrap(area, "**", "**", word("boldText"));
    else if (tool === "list") prefix(area, "- ");
    else if (tool === "olist") prefix(area, "1. ");
    else if (tool === "quote") prefix(area, "> ");
    else if (tool === "code" && isLong) wrap(area, "```\n", "\n```");
    else if (tool === "code") wrap(area, "`", "`", word("codeText"));
    else if (tool === "link") wrap(area, "[", "](https://)", word("linkText"));
  }

  private async preview(button: HTMLElement): Promise<void> {
    const url = this.getAttribute("preview-url");
    if (!url) return;
    let panel = this.querySelector<HTMLElement>(".editor-preview");
    if (!panel) this.area.after((panel = make("div", { class: "editor-preview msg__body", hidden: "" })));
    const isOn = !panel.hidden;
    button.setAttribute("aria-pressed", String(!isOn));
    if (isOn) {
      panel.hidden = true;
      this.area.hidden = false;
      this.area.focus();
      return;
    }
    const { value } = this.area;
    const answer = await post(url, new URLSearchParams({ text: value, markdown: value }));
    panel.tabIndex = 0;
    panel.innerHTML = answer.ok ? await answer.text() : "";
    const pictures = this.pictures();
    if (!value.trim() && !pictures.length) panel.replaceChildren(make("p", { class: "t3" }, word("nothingToPreview")));
    else if (pictures.length) panel.append(make("div", { class: "row row--wrap files" }, ...pictures));
    panel.hidden = false;
    this.area.hidden = true;
  }

  /** The pictures that will go along, as large as in the conversation. */
  private pictures(): HTMLElement[] {
    return [...this.scope.querySelectorAll<HTMLImageElement>("[data-files] .file__picture")].map((one) => {
      const alt = one.parentElement?.querySelector(".cut")?.textContent ?? "";
      return make("span", { class: "shot" }, make("img", { src: one.src, alt }));
    });
  }

  // ---- mentions and quick replies ----

  private async lookAround(): Promise<void> {
    const { selectionStart: at, selectionEnd: end, value } = this.area;
    const before = (at <= LOOK_BACK ? "\n" : "") + value.slice(Math.max(0, at - LOOK_BACK), at);
    const kind = (["mention", "quick"] as const).find((one) => this.sources.has(one) && TYPED[one].test(before));
    if (!kind || at !== end || document.activeElement !== this.area) return this.list.hide();
    const typed = TYPED[kind].exec(before)?.[1] ?? "";
    this.from = at - typed.length - 1;
    const choices = await this.sources.get(kind)?.find(typed);
    if (choices && this.area.selectionStart === at) this.list.show(choices, caretRect(this.area, this.from), "", false);
  }

  private async openAll(kind: Kind, button: HTMLElement): Promise<void> {
    this.area.focus();
    this.from = this.area.selectionStart;
    const choices = await this.sources.get(kind)?.find("");
    if (choices) this.list.show(choices, button.getBoundingClientRect(), word("nothing"), false);
  }

  private insert(choice: Choice): void {
    this.list.hide();
    const to = this.area.selectionStart;
    replace(this.area, Math.min(this.from, to), to, choice.text ?? choice.label);
    if (choice.used) void post(choice.used).catch(() => undefined);
  }

  // ---- files ----

  private paste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    // office programs put a picture of the text beside the text: then the text is meant
    if (!files.length || event.clipboardData?.types.includes("text/plain")) return;
    event.preventDefault();
    const detail: FilesEvent = {
      files,
      done: (kept) => kept.markdown && replace(this.area, this.area.selectionEnd, this.area.selectionEnd, kept.markdown),
    };
    this.dispatchEvent(new CustomEvent("qiao:files", { detail, bubbles: true }));
  }

  // ---- draft ----

  private fingerprint(): string {
    return JSON.stringify([...this.draft()]);
  }

  /** The fields that `draft-fields` names; the text alone without it. */
  private draft(): FormData {
    const kept = new Set((this.getAttribute("draft-fields") ?? this.area.name).split(" "));
    const body = new FormData(this.area.form ?? undefined);
    for (const name of new Set(body.keys())) if (!kept.has(name)) body.delete(name);
    return body;
  }

  private say(text: string): void {
    const place = this.scope.querySelector(".saved");
    if (place) place.textContent = text;
  }

  private async saveDraft(): Promise<void> {
    const url = this.getAttribute("draft-url");
    const now = this.fingerprint();
    if (!url || now === this.saved || !this.isConnected) return;
    this.say(word("saving"));
    try {
      const answer = await post(url, this.draft());
      if (!answer.ok) throw new Error(String(answer.status));
      this.saved = now;
      this.say(answer.status === 204 ? "" : (this.getAttribute("saved-label") ?? word("saved")));
    } catch {
      this.say(this.getAttribute("unsaved-label") ?? word("notSaved"));
      setTimeout(this.save, 5_000);
    }
  }

  /** A tab that is hidden may never come back: what is not saved yet goes out with the page. */
  private readonly leave = (): void => {
    const url = this.getAttribute("draft-url");
    if (!document.hidden || !url || this.fingerprint() === this.saved) return;
    const body = this.draft();
    body.set("csrfmiddlewaretoken", csrfToken());
    if (navigator.sendBeacon(url, body)) this.saved = this.fingerprint();
  };
}

customElements.define("qiao-editor", Editor);
