// Toasts: facts with at most one act. They wait longer when there is something to do.
import { onClick, post, whenReady } from "./dom";

interface Toast { text: string; kind?: string; act?: { label: string; url: string } }
const FACT_MS = 5000;
const ACT_MS = 10000;

export function toast({ text, kind, act }: Toast): void {
  const box = document.createElement("div");
  box.className = `toast toast--in${kind ? ` toast--${kind}` : ""}`;
  box.dataset.toast = "";
  box.append(Object.assign(document.createElement("span"), { textContent: text }));
  if (act) {
    const button = Object.assign(document.createElement("button"), { textContent: act.label, type: "button", className: "toast__act" });
    button.addEventListener("click", async () => {
      box.remove();
      const answer = await post(act.url);
      if (answer.ok) location.reload();
      else toast({ text: answer.statusText, kind: "danger" });
    });
    box.append(button);
  }
  document.getElementById("toasts")?.append(box);
  dismissLater(box, act ? ACT_MS : FACT_MS);
}

function dismissLater(box: HTMLElement, after: number): void {
  const timer = setTimeout(() => box.remove(), after);
  // somebody reading it is not hurried
  box.addEventListener("pointerenter", () => clearTimeout(timer), { once: true });
}

document.addEventListener("qiao:toast", (event) => toast((event as CustomEvent<Toast>).detail));
document.addEventListener("htmx:sendError", () => toast({ text: document.documentElement.lang === "zh-CN" ? "连接不上服务器，内容没有丢失，请稍后再试。" : "The server cannot be reached. Nothing was lost; try again.", kind: "danger" }));
onClick("[data-toast-close]", (button) => button.closest("[data-toast]")?.remove());
whenReady(() => document.querySelectorAll<HTMLElement>("#toasts > [data-toast]:not(.toast--in)").forEach((box) => {
  box.classList.add("toast--in");
  dismissLater(box, box.classList.contains("toast--danger") ? ACT_MS : FACT_MS);
}));
