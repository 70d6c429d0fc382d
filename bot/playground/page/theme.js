import { el } from "./dom.js";
import { icon } from "./icons.js";

const root = document.documentElement;

/**
 * A button between light and dark. The system's wish counts until one has chosen oneself.
 * @returns {HTMLElement}
 */
export function themeToggle() {
  const button = el("button", {
    type: "button",
    class: "tool tool--sidebar",
    "aria-label": "Dark mode",
    title: "Light or dark",
    data: { testid: "theme" },
    on: { click: flip },
  });

  function apply(theme) {
    root.dataset.theme = theme;
    button.setAttribute("aria-pressed", String(theme === "dark"));
    button.replaceChildren(icon(theme === "dark" ? "sun" : "moon"));
  }

  function flip() {
    const theme = root.dataset.theme === "dark" ? "light" : "dark";
    localStorage.setItem("theme", theme);
    apply(theme);
  }

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", ({ matches }) => {
    if (!localStorage.getItem("theme")) apply(matches ? "dark" : "light");
  });
  apply(root.dataset.theme);
  return button;
}
