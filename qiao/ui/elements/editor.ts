// <qiao-editor draft-url upload-url mention-url quick-url preview-url> around a real <textarea>: Chinese input
// methods keep working because nothing here touches the text while they compose.
import { csrf, isComposing, post } from "./dom";
import { toast } from "./toast";

const SAVE_MS = 1500;
const WRAP: Record<string, [string, string]> = { bold: ["**", "**"], code: ["`", "`"], link: ["[", "](https://)"] };
const PREFIX: Record<string, string> = { list: "- ", quote: "> ", olist: "1. " };

interface Suggestion { label: string; text: string; meta?: string }

class Editor extends HTMLElement {
  private area!: HTMLTextAreaElement;
  private list?: HTMLElement;
  private found: Suggestion[] = [];
  private at = 0;
  private from = 0;
  private timer = 0;
  private saved = "";

  connectedCallback(): void {
    const area = this.querySelector("textarea");
    if (!area || this.area) return;
    this.area = area;
    this.saved = area.value;
    area.addEventListener("input", () => { this.grow(); this.saveLater(); void this.suggest(); });
    area.addEventListener("keydown", (event) => this.onKey(event));
    area.addEventListener("blur", () => { setTimeout(() => this.hide(), 150); void this.save(); });
    area.addEventListener("paste", (event) => this.take(event, event.clipboardData));
    this.addEventListener("dragover", (event) => { event.preventDefault(); this.closest(".composer")?.classList.add("is-over"); });
    this.addEventListener("dragleave", () => this.closest(".composer")?.classList.remove("is-over"));
    this.addEventListener("drop", (event) => { this.closest(".composer")?.classList.remove("is-over"); this.take(event, event.dataTransfer); });
    this.addEventListener("click", (event) => this.onTool(event));
    addEventListener("pagehide", () => this.saveByBeacon());
    this.grow();
  }

  private grow(): void {
    this.area.style.height = "auto";
    this.area.style.height = `${Math.min(this.area.scrollHeight + 2, innerHeight * 0.4)}px`;
  }

  private onTool(event: Event): void {
    const tool = (event.target as Element).closest<HTMLElement>("[data-tool]")?.dataset.tool;
    if (!tool) return;
    if (tool in WRAP) this.wrap(...WRAP[tool]);
    else if (tool in PREFIX) this.prefixLines(PREFIX[tool]);
    else if (tool === "quick") { this.area.focus(); this.insert("/"); void this.suggest(); }
    else if (tool === "preview") void this.preview();
    else if (tool === "file") this.querySelector<HTMLInputElement>("input[type=file]")?.click();
  }

  private wrap(before: string, after: string): void {
    const { selectionStart: start, selectionEnd: end, value } = this.area;
    const chosen = value.slice(start, end);
    const [open, close] = before === "`" && chosen.includes("\n") ? ["```\n", "\n```"] : [before, after];
    this.area.setRangeText(open + chosen + close, start, end, "end");
    if (!chosen) this.area.setSelectionRange(start + open.length, start + open.length);
    this.touched();
  }

  private prefixLines(mark: string): void {
    const { value, selectionStart, selectionEnd } = this.area;
    const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const lines = value.slice(start, selectionEnd).split("\n").map((line) => mark + line);
    this.area.setRangeText(lines.join("\n"), start, selectionEnd, "end");
    this.touched();
  }

  insert(text: string): void {
    this.area.setRangeText(text, this.area.selectionStart, this.area.selectionEnd, "end");
    this.touched();
  }

  private touched(): void {
    this.area.focus();
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // ---- suggestions: @ names people, / at the start of a word names quick replies
  private async suggest(): Promise<void> {
    const before = this.area.value.slice(0, this.area.selectionStart);
    const found = /(^|[\s（(，。])([@/])([^\s@/]{0,20})$/u.exec(before);
    const url = found && this.getAttribute(found[2] === "@" ? "mention-url" : "quick-url");
    if (!found || !url) return this.hide();
    this.from = before.length - found[3].length - 1;
    const answer = await fetch(url + encodeURIComponent(found[3]));
    if (!answer.ok) return;
    this.found = (await answer.json()) as Suggestion[];
    this.at = 0;
    this.draw();
  }

  private draw(): void {
    if (!this.list) {
      this.list = Object.assign(document.createElement("div"), { className: "menu combo-list" });
      this.list.setAttribute("role", "listbox");
      const wrap = Object.assign(document.createElement("div"), { className: "combo-wrap" });
      wrap.append(this.list);
      this.area.before(wrap);
      this.list.addEventListener("mousedown", (event) => {
        event.preventDefault();
        const row = (event.target as Element).closest<HTMLElement>("[data-at]");
        if (row) this.accept(Number(row.dataset.at));
      });
    }
    this.list.hidden = !this.found.length;
    this.list.replaceChildren(...this.found.slice(0, 8).map((one, at) => {
      const row = Object.assign(document.createElement("div"), { className: "combo-opt" });
      row.dataset.at = String(at);
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", String(at === this.at));
      row.append(Object.assign(document.createElement("span"), { textContent: one.label }));
      if (one.meta) row.append(Object.assign(document.createElement("span"), { className: "combo-opt__meta cut", textContent: one.meta }));
      return row;
    }));
  }

  private accept(at: number): void {
    this.area.setRangeText(this.found[at].text, this.from, this.area.selectionStart, "end");
    this.hide();
    this.touched();
  }

  private hide(): void {
    this.found = [];
    if (this.list) this.list.hidden = true;
  }

  private onKey(event: KeyboardEvent): void {
    if (isComposing(event) || !this.found.length || this.list?.hidden) return;
    const last = Math.min(this.found.length, 8) - 1;
    if (event.key === "ArrowDown") this.at = Math.min(this.at + 1, last);
    else if (event.key === "ArrowUp") this.at = Math.max(this.at - 1, 0);
    else if (event.key === "Enter" || event.key === "Tab") { event.preventDefault(); return this.accept(this.at); }
    else if (event.key === "Escape") { event.stopPropagation(); return this.hide(); }
    else return;
    event.preventDefault();
    this.draw();
  }

  // ---- files
  private take(event: Event, data: DataTransfer | null): void {
    const files = [...(data?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    this.dispatchEvent(new CustomEvent("qiao:files", { detail: { files, insert: (text: string) => this.insert(text) }, bubbles: true }));
  }

  // ---- preview
  private async preview(): Promise<void> {
    const url = this.getAttribute("preview-url");
    const place = this.querySelector<HTMLElement>(".editor-preview");
    if (!url || !place) return;
    if (!place.hidden) { place.hidden = true; this.area.hidden = false; return; }
    const body = new FormData();
    body.set("text", this.area.value);
    const answer = await post(url, body);
    if (!answer.ok) return toast({ text: answer.statusText, kind: "danger" });
    place.innerHTML = await answer.text();
    place.hidden = false;
    this.area.hidden = true;
  }

  // ---- drafts
  private saveLater(): void {
    this.show("");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), SAVE_MS);
  }

  private draft(): FormData | undefined {
    if (!this.getAttribute("draft-url") || this.area.value === this.saved) return undefined;
    const form = this.closest("form");
    const body = form ? new FormData(form) : new FormData();
    body.set("text", this.area.value);
    return body;
  }

  private async save(): Promise<void> {
    const body = this.draft();
    if (!body) return;
    const text = this.area.value;
    try {
      const answer = await post(this.getAttribute("draft-url") ?? "", body);
      if (!answer.ok) throw new Error(answer.statusText);
      this.saved = text;
      this.show(this.getAttribute("saved-label") ?? "✓");
    } catch {
      this.show(this.getAttribute("unsaved-label") ?? "!"); // the next key press tries again
    }
  }

  private saveByBeacon(): void {
    const body = this.draft();
    if (!body) return;
    body.set("csrfmiddlewaretoken", csrf());
    navigator.sendBeacon(this.getAttribute("draft-url") ?? "", body);
  }

  private show(text: string): void {
    const place = this.closest("form")?.querySelector(".saved");
    if (place) place.textContent = text;
  }
}

customElements.define("qiao-editor", Editor);
