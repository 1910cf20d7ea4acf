// Before first paint: the theme, and which pane a phone shows.
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

function apply(): void {
  const asked = new URLSearchParams(location.search).get("theme");
  const choice = asked ?? localStorage.getItem("qiao-theme") ?? root.dataset.themeChoice ?? "auto";
  root.dataset.theme = choice === "dark" || choice === "light" ? choice : dark.matches ? "dark" : "light";
}

function showPane(): void {
  const pane = location.hash.slice(1);
  if (["rail", "list", "thread", "aside"].includes(pane)) root.dataset.pane = pane;
}

apply();
showPane();
dark.addEventListener("change", apply);
addEventListener("hashchange", showPane);
addEventListener("qiao:theme", apply);
