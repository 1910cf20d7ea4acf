// <qiao-daterange> around two native date inputs: keeps them in order, and its [data-days] buttons set spans.
class DateRange extends HTMLElement {
  connectedCallback(): void {
    const [from, to] = this.querySelectorAll<HTMLInputElement>("input[type=date]");
    if (!from || !to) return;
    const order = (): void => { to.min = from.value; from.max = to.value; };
    order();
    this.addEventListener("change", order);
    this.addEventListener("click", (event) => {
      const days = (event.target as Element).closest<HTMLElement>("[data-days]")?.dataset.days;
      if (days === undefined) return;
      const today = new Date();
      const start = new Date(today.getTime() - (Number(days) - 1) * 86_400_000);
      const iso = (date: Date): string => new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
      from.max = to.min = "";
      [from.value, to.value] = days === "" ? ["", ""] : [iso(start), iso(today)];
      to.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}

customElements.define("qiao-daterange", DateRange);
