// <qiao-undo until="2026-11-22T09:00:10Z"> around the undo bar: counts down, then asks the page to refresh itself.
class Undo extends HTMLElement {
  private timer = 0;

  connectedCallback(): void {
    const until = Date.parse(this.getAttribute("until") ?? "");
    const bar = this.querySelector("progress");
    const words = this.querySelector<HTMLElement>("[data-seconds]");
    const tick = (): void => {
      const left = Math.max(0, (until - Date.now()) / 1000);
      if (bar) bar.value = left;
      if (words) words.textContent = String(Math.ceil(left));
      if (left > 0) return;
      clearInterval(this.timer);
      this.dispatchEvent(new CustomEvent("qiao:undo-over", { bubbles: true }));
      this.hidden = true;
      this.querySelector<HTMLElement>(".undo")?.remove();
    };
    tick();
    this.timer = setInterval(tick, 250);
  }

  disconnectedCallback(): void {
    clearInterval(this.timer);
  }
}

customElements.define("qiao-undo", Undo);
