// Native dialogs: focus is trapped and given back by the browser; we open, close and fetch them.
import { each, on } from "./dom";

function open(dialog: Element | null): void {
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

on("click", "[data-dialog]", (event, at) => {
  event.preventDefault();
  open(document.getElementById(at.dataset.dialog ?? ""));
});
on("click", "[data-dialog-close]", (event, at) => {
  const dialog = at.closest("dialog");
  if (!dialog) return;
  event.preventDefault();
  dialog.close();
});
// a press that starts and ends on the backdrop closes; a drag out of a field does not
let pressedBackdrop: EventTarget | null = null;
document.addEventListener("pointerdown", (event) => {
  pressedBackdrop = event.target instanceof HTMLDialogElement ? event.target : null;
});
document.addEventListener("click", (event) => {
  if (event.target !== pressedBackdrop || !(event.target instanceof HTMLDialogElement)) return;
  if (!event.target.hasAttribute("data-stay")) event.target.close();
});

// Escape that ends a composition belongs to the input method, not to the dialog around the field
let composing = false;
document.addEventListener("compositionstart", () => (composing = true));
document.addEventListener("compositionend", () => setTimeout(() => (composing = false)));
document.addEventListener("cancel", (event) => composing && event.target instanceof HTMLDialogElement && event.preventDefault(), true);

// what htmx puts into #dialogs is opened, also when a form comes back with errors; closed ones go away
each("#dialogs dialog", open);
document.addEventListener("close", (event) => {
  const dialog = event.target;
  if (dialog instanceof HTMLDialogElement && dialog.closest("#dialogs")) dialog.remove();
}, true);
for (const name of ["qiao:close-dialog", "qiao:acted"]) {
  document.addEventListener(name, () => document.querySelector<HTMLDialogElement>("#dialogs dialog[open]")?.close());
}
