// <qiao-filedrop upload-url name="files">: uploads at once with progress, keeps the ids in hidden inputs.
// Inside a form with a <qiao-editor> it also takes what is pasted or dropped there.
import { csrf } from "./dom";
import { toast } from "./toast";

interface Uploaded { id: string; name: string; size: string; markdown?: string }

class Filedrop extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector<HTMLInputElement>("input[type=file]");
    input?.addEventListener("change", () => {
      for (const file of input.files ?? []) this.upload(file);
      input.value = "";
    });
    this.addEventListener("dragover", (event) => { event.preventDefault(); this.querySelector(".drop")?.classList.add("is-over"); });
    this.addEventListener("dragleave", () => this.querySelector(".drop")?.classList.remove("is-over"));
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      this.querySelector(".drop")?.classList.remove("is-over");
      for (const file of event.dataTransfer?.files ?? []) this.upload(file);
    });
    this.closest("form")?.addEventListener("qiao:files", (event) => {
      const { files, insert } = (event as CustomEvent<{ files: File[]; insert: (text: string) => void }>).detail;
      for (const file of files) this.upload(file, insert);
    });
    this.addEventListener("click", (event) => (event.target as Element).closest("[data-remove]")?.closest(".file")?.remove());
  }

  private upload(file: File, insert?: (text: string) => void): void {
    const row = Object.assign(document.createElement("span"), { className: "file" });
    const name = Object.assign(document.createElement("span"), { className: "cut", textContent: file.name });
    const bar = Object.assign(document.createElement("progress"), { className: "progress", max: 100, value: 0 });
    const stop = Object.assign(document.createElement("button"), { type: "button", className: "btn btn--quiet btn--xs btn--icon", textContent: "×" });
    stop.setAttribute("aria-label", `× ${file.name}`);
    row.append(name, bar, stop);
    (this.querySelector("[data-files]") ?? this).append(row);
    const request = new XMLHttpRequest(); // fetch has no upload progress
    const body = new FormData();
    body.set("file", file);
    stop.addEventListener("click", () => { request.abort(); row.remove(); });
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total; });
    request.addEventListener("error", () => { row.remove(); toast({ text: file.name, kind: "danger" }); });
    request.addEventListener("load", () => {
      const answer = request.responseText.startsWith("{") ? JSON.parse(request.responseText) as Uploaded & { error?: string } : undefined;
      if (request.status >= 300 || !answer) { row.remove(); toast({ text: answer?.error ?? `${file.name}: ${request.statusText}`, kind: "danger" }); return; }
      bar.replaceWith(Object.assign(document.createElement("span"), { className: "file__size", textContent: answer.size }));
      row.append(Object.assign(document.createElement("input"), { type: "hidden", name: this.getAttribute("name") ?? "files", value: answer.id }));
      if (insert && answer.markdown && file.type.startsWith("image/")) insert(answer.markdown);
    });
    request.open("POST", this.getAttribute("upload-url") ?? "");
    request.setRequestHeader("X-CSRFToken", csrf());
    request.send(body);
  }
}

customElements.define("qiao-filedrop", Filedrop);
