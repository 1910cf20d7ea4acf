// Sends files one by one with progress. The server answers {"id", "name", "size", "markdown"?} or {"error"};
// the id goes into a hidden input, so the form says later which files it means.
import { csrfToken, icon, make, word } from "./dom";
import { toast } from "./toast";

export interface Kept {
  id: string;
  name: string;
  size: string;
  markdown?: string;
}

export interface Upload {
  url: string;
  /** Name of the hidden inputs. */
  name: string;
  into: HTMLElement;
  done?: (kept: Kept) => void;
}

function answerOf(request: XMLHttpRequest): (Kept & { error?: string }) | null {
  try {
    return JSON.parse(request.responseText) as Kept;
  } catch {
    return null;
  }
}

/** A picture is shown from this computer at once: on the server it belongs to nothing yet, so nobody may fetch it. */
function picture(file: File): HTMLElement | null {
  if (!/^image\/(png|jpeg|gif|webp)$/.test(file.type)) return null;
  return make("img", { class: "file__picture", src: URL.createObjectURL(file), alt: "" });
}

/** The chip of a kept file; removing it is all it takes not to send it. */
function chip(kept: Kept, name: string, file: File): HTMLElement {
  const remove = make("button", { class: "btn btn--quiet btn--xs btn--icon", type: "button", "data-remove": "", "aria-label": word("removeOne", { name: kept.name }) }, icon("x", "sm"));
  const input = make("input", { type: "hidden", name, value: kept.id });
  return make("span", { class: "file", "data-file": "" }, picture(file) ?? icon("file"), make("span", { class: "cut", title: kept.name }, kept.name), make("span", { class: "file__size" }, kept.size), remove, input);
}

export function upload(file: File, to: Upload): void {
  const progress = make("progress", { class: "progress", max: "100", value: "0", "aria-label": file.name });
  const share = make("span", { class: "file__size" }, "0%");
  const cancel = make("button", { class: "btn btn--quiet btn--xs btn--icon", type: "button", "aria-label": word("cancelUpload", { name: file.name }) }, icon("x", "sm"));
  const line = make("span", { class: "file file--going" }, icon("upload"), make("span", { class: "cut" }, file.name), share, cancel, progress);
  to.into.append(line);
  const request = new XMLHttpRequest(); // fetch knows no upload progress
  const body = new FormData();
  body.append("file", file, file.name || `image-${Date.now()}.png`);
  request.open("POST", to.url);
  request.setRequestHeader("X-CSRFToken", csrfToken());
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    progress.value = (100 * event.loaded) / event.total;
    share.textContent = `${Math.round(progress.value)}%`;
  });
  const fail = (text = word("uploadFailed", { name: file.name })): void => {
    line.remove();
    toast({ text, kind: "danger" });
  };
  request.addEventListener("load", () => {
    const kept = answerOf(request);
    if (request.status >= 300 || !kept?.id) return fail(kept?.error);
    line.replaceWith(chip(kept, to.name, file));
    to.into.dispatchEvent(new Event("input", { bubbles: true }));
    to.done?.(kept);
  });
  request.addEventListener("error", () => fail());
  cancel.addEventListener("click", () => {
    request.abort();
    line.remove();
  });
  request.send(body);
}

/** Take files dropped on `zone`; it is marked while they hover over it. */
export function acceptDrops(zone: HTMLElement, take: (files: File[]) => void): void {
  let depth = 0;
  const mark = (isOver: boolean): void => void zone.classList.toggle("is-over", isOver);
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
  zone.addEventListener("dragenter", (event) => {
    if (!hasFiles(event)) return;
    depth += 1;
    mark(true);
  });
  zone.addEventListener("dragleave", () => {
    depth = Math.max(0, depth - 1);
    if (!depth) mark(false);
  });
  zone.addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
  zone.addEventListener("drop", (event) => {
    depth = 0;
    mark(false);
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    take([...(event.dataTransfer?.files ?? [])]);
  });
}
