// Not a module: it runs before the first paint, so that the page never shows in the wrong colours.
{
  const wanted = localStorage.getItem("theme");
  const isDark = wanted ? wanted === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
}
