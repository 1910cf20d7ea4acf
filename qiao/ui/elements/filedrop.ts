// <qiao-filedrop upload-url name> around a file input: drag, progress, cancel, remove.
// Inside a form with a <qiao-editor> it also takes what is pasted or dropped into the text.
import { make } from "./dom";
import { acceptDrops, type Kept, upload } from "./upload";

export interface FilesEvent {
  files: File[];
  done?: (kept: Kept) => void;
}

class FileDrop extends HTMLElement {
  private isBuilt = false;
  private form: HTMLFormElement | null = null;

  connectedCallback(): void {
    const input = this.querySelector<HTMLInputElement>("input[type=file]");
    if (this.isBuilt || !this.getAttribute("upload-url") || !input) return;
    this.isBuilt = true;
    // a kept file is named by its hidden input; the file input must not send it a second time
    input.addEventListener("change", () => {
      this.take([...(input.files ?? [])]);
      input.value = "";
    });
    acceptDrops(this.closest<HTMLElement>("[data-composer], .composer") ?? this.querySelector<HTMLElement>(".drop") ?? this, (files) => this.take(files));
    this.form = this.closest("form");
    this.form?.addEventListener("qiao:files", this.hand);
  }

  disconnectedCallback(): void {
    this.form?.removeEventListener("qiao:files", this.hand);
  }

  private readonly hand = (event: Event): void => {
    const { files, done } = (event as CustomEvent<FilesEvent>).detail;
    this.take(files, done);
  };

  private take(files: File[], done?: (kept: Kept) => void): void {
    const into = this.querySelector<HTMLElement>("[data-files]") ?? this.appendChild(make("div", { class: "row row--wrap", "data-files": "" }));
    const url = this.getAttribute("upload-url") ?? "";
    const name = this.getAttribute("name") ?? "attachment";
    const isMany = this.querySelector<HTMLInputElement>("input[type=file]")?.multiple ?? true;
    for (const file of isMany ? files : files.slice(0, 1)) upload(file, { url, name, into, ...(done ? { done } : {}) });
  }
}

customElements.define("qiao-filedrop", FileDrop);
