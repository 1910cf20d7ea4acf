// Before first paint: the theme, the collapsed rail, and which pane a phone shows.
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

// the person's own choice comes with the page; on the sign-in page the browser's last one counts
function apply(): void {
  const asked = new URLSearchParams(location.search).get("theme");
  const choice = asked ?? (root.dataset.themeChoice || localStorage.getItem("qiao-theme"));
  root.dataset.theme = choice === "dark" || choice === "light" ? choice : dark.matches ? "dark" : "light";
}

apply();
if (localStorage.getItem("qiao-rail") === "off") root.dataset.rail = "off";
const pane = location.hash.slice(1);
if (["rail", "list", "thread", "aside"].includes(pane)) root.dataset.pane = pane;
dark.addEventListener("change", apply);
addEventListener("qiao:theme", apply);
