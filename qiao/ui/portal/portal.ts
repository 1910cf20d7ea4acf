// The portal's pages work without this. It adds: files dropped and pasted, drafts kept while typing, questions that
// appear when they matter, the version of the chosen place, public answers while typing.

const words = JSON.parse(document.getElementById("portal-words")?.textContent ?? "{}") as Record<string, string>;
const token = document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content ?? "";

function word(key: string, name = ""): string {
  return (words[key] ?? "").replace("%(name)s", name);
}

function later(act: () => void, wait: number): () => void {
  let timer = 0;
  return () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(act, wait);
  };
}

function post(url: string, body: FormData): Promise<Response> {
  return fetch(url, { method: "POST", body, headers: { "X-CSRFToken": token }, credentials: "same-origin" });
}

// ---- files ----

function chip(name: string): HTMLElement {
  const line = document.createElement("span");
  line.className = "file";
  const label = document.createElement("span");
  label.className = "cut";
  label.textContent = name;
  line.append(label);
  return line;
}

function send(file: File, url: string, into: HTMLElement): void {
  const name = file.name || `${word("pasted")}.png`;
  const line = chip(name);
  line.setAttribute("aria-busy", "true");
  line.title = word("uploading", name);
  into.append(line);
  const body = new FormData();
  body.append("file", file, name);
  void post(url, body)
    .then(async (answer) => {
      const kept = (await answer.json()) as { id?: string; size?: string; error?: string };
      if (!kept.id) throw new Error(kept.error ?? "");
      const input = document.createElement("input");
      Object.assign(input, { type: "hidden", name: "attachment", value: kept.id });
      const size = document.createElement("span");
      size.className = "file__size";
      size.textContent = kept.size ?? "";
      const remove = document.createElement("button");
      Object.assign(remove, { type: "button", className: "btn btn--quiet btn--xs btn--icon", textContent: "×" });
      remove.setAttribute("aria-label", word("remove", name));
      remove.addEventListener("click", () => line.remove());
      line.append(size, remove, input);
      line.removeAttribute("aria-busy");
    })
    .catch((error: Error) => {
      line.textContent = error.message && !error.message.includes("JSON") ? error.message : word("failed", name);
      line.setAttribute("role", "alert");
    });
}

function takeFiles(form: HTMLFormElement): void {
  const zone = form.querySelector<HTMLElement>("[data-drop]");
  const url = form.dataset.uploadUrl;
  const into = zone?.querySelector<HTMLElement>("[data-files]");
  if (!zone || !url || !into) return;
  for (const hint of zone.querySelectorAll<HTMLElement>("[data-with-script]")) hint.hidden = false;
  const take = (files: Iterable<File>): void => {
    for (const file of files) send(file, url, into);
  };
  const input = zone.querySelector<HTMLInputElement>("input[type=file]");
  input?.addEventListener("change", () => {
    take([...(input.files ?? [])]);
    input.value = "";
  });
  const hasFiles = (event: DragEvent): boolean => [...(event.dataTransfer?.types ?? [])].includes("Files");
  form.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    zone.classList.add("is-over");
  });
  form.addEventListener("dragleave", () => zone.classList.remove("is-over"));
  form.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    zone.classList.remove("is-over");
    take([...(event.dataTransfer?.files ?? [])]);
  });
  form.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    take(files);
  });
}

// ---- drafts ----

function keepDrafts(form: HTMLFormElement): void {
  const url = form.dataset.draftUrl;
  const status = form.querySelector<HTMLElement>("[data-saved]");
  if (!url) return;
  let isSending = false;
  const keep = later(() => {
    if (isSending) return;
    const body = new FormData();
    new FormData(form).forEach((value, key) => {
      if (typeof value === "string" && key !== "attachment") body.append(key, value);
    });
    void post(url, body).then((answer) => {
      if (answer.ok && status) status.textContent = word("saved");
    });
  }, 1200);
  form.addEventListener("input", keep);
  form.addEventListener("submit", () => (isSending = true));
}

// ---- questions that depend on others ----

function valueOf(form: HTMLFormElement, key: string): string {
  const box = form.elements.namedItem(`q_${key}`);
  const question = form.querySelector<HTMLElement>(`[data-question="${key}"]`);
  if (!box || question?.hidden) return "";
  if (box instanceof HTMLInputElement && box.type === "checkbox") return box.checked ? "yes" : "no";
  return (box as HTMLInputElement).value.trim();
}

function holds(form: HTMLFormElement, condition: string): boolean {
  const [key = "", test = "", ...rest] = condition.split(" ");
  const value = rest.join(" ");
  const found = valueOf(form, key);
  if (test === "is") return found === value;
  if (test === "is_not") return found !== value;
  if (test === "one_of") return value.split(",").map((part) => part.trim()).includes(found);
  const isEmpty = found === "" || found === "no";
  return test === "filled" ? !isEmpty : isEmpty;
}

function followConditions(form: HTMLFormElement): void {
  const questions = [...form.querySelectorAll<HTMLElement>("[data-question]")];
  if (!questions.length) return;
  const show = (): void => {
    for (const question of questions) {
      const { shownIf, requiredIf } = question.dataset;
      question.hidden = Boolean(shownIf) && !holds(form, shownIf ?? "");
      const isNeeded = "required" in question.dataset || (Boolean(requiredIf) && holds(form, requiredIf ?? ""));
      for (const control of question.querySelectorAll("input, select, textarea")) control.setAttribute("aria-required", String(isNeeded && !question.hidden));
    }
  };
  form.addEventListener("input", show);
  form.addEventListener("change", show);
  show();
}

// ---- the version of a place ----

function fillVersion(form: HTMLFormElement): void {
  const known = document.getElementById("place-versions")?.textContent;
  const place = form.elements.namedItem("place");
  const version = form.elements.namedItem("version");
  if (!known || !(place instanceof HTMLSelectElement) || !(version instanceof HTMLSelectElement)) return;
  const versions = JSON.parse(known) as Record<string, string>;
  place.addEventListener("change", () => (version.value = versions[place.value] ?? ""));
}

// ---- public answers ----

function suggest(form: HTMLFormElement): void {
  const url = form.dataset.answersUrl;
  const box = document.querySelector<HTMLElement>("[data-answers]");
  const subject = form.elements.namedItem("subject");
  const text = form.elements.namedItem("text");
  const place = form.elements.namedItem("place");
  if (!url || !box || !(subject instanceof HTMLInputElement) || !(text instanceof HTMLTextAreaElement)) return;
  let last = "";
  const look = later(() => {
    const q = `${subject.value} ${text.value}`.trim().slice(0, 500);
    if (q.length < 4 || q === last) return;
    last = q;
    const query = new URLSearchParams({ q, place: place instanceof HTMLSelectElement ? place.value : "" });
    void fetch(`${url}?${query}`, { credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.text() : ""))
      .then((html) => (box.innerHTML = html));
  }, 500);
  subject.addEventListener("input", look);
  text.addEventListener("input", look);
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-portal-form]")) {
  takeFiles(form);
  keepDrafts(form);
  followConditions(form);
  fillVersion(form);
  suggest(form);
}

for (const menu of document.querySelectorAll<HTMLDetailsElement>(".pmenu")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target as Node)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}
