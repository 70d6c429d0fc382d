import { el, svg } from "./dom.js";

const HUES = 8;

/**
 * A picture of someone: their initials on a colour of their own; the app has its mark.
 * @param {string} id
 * @param {string} name
 * @param {boolean} [isApp]
 * @returns {HTMLElement}
 */
export function avatar(id, name, isApp = false) {
  if (isApp) return appMark();
  const hue = [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7) % HUES;
  const words = name.trim().split(/\s+/);
  const initials = [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => word[0] ?? "");
  return el(
    "span",
    { class: `avatar avatar--${hue}`, "aria-hidden": "true" },
    initials.join("").toUpperCase(),
  );
}

/** Ranges side by side, which is what Rolecall shows. */
function appMark() {
  return el(
    "span",
    { class: "avatar avatar--app", "aria-hidden": "true" },
    svg(
      "svg",
      { viewBox: "0 0 36 36", focusable: "false" },
      svg("path", { d: "M9 11h12M14 18h14M8 25h9" }),
      svg("circle", { cx: 25.5, cy: 11, r: 2.6 }),
    ),
  );
}
