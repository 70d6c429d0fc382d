import { el } from "./dom.js";
import { float } from "./floating.js";

/**
 * @typedef {object} MenuItem
 * @property {string} label
 * @property {Node[]} [content] shown instead of the label
 * @property {string} [detail] a second, quieter line
 * @property {boolean} [checked] makes it a choice among others
 * @property {Record<string, string>} [data]
 * @property {() => void} run
 */

/**
 * A button's menu: arrow keys, Home, End and first letters move in it, Escape closes it.
 * @param {HTMLElement} anchor the button; the focus returns there
 * @param {string} label
 * @param {MenuItem[]} items
 * @param {{align?: "start"|"end", side?: "below"|"above", wide?: boolean}} [how]
 */
export function openMenu(anchor, label, items, how = {}) {
  const panel = el("div", {
    class: "menu",
    role: "menu",
    popover: "auto",
    "aria-label": label,
    data: { testid: "menu" },
    on: { keydown: (event) => onKey(event, panel, close), toggle: (event) => onToggle(event) },
  });
  panel.append(...items.map((item) => menuItem(item, close)));

  function close() {
    panel.hidePopover();
    anchor.focus();
  }

  function onToggle(event) {
    if (event.newState === "open") return;
    anchor.setAttribute("aria-expanded", "false");
    panel.remove();
  }

  anchor.setAttribute("aria-expanded", "true");
  // What stands outside an open dialog cannot be reached, so the menu goes into it.
  (anchor.closest("dialog") ?? document.body).append(panel);
  float(panel, anchor, how);
  (panel.querySelector("[aria-checked=true]") ?? panel.firstElementChild)?.focus();
}

function menuItem({ label, content, detail, checked, data, run }, close) {
  const choose = () => {
    close();
    run();
  };
  return el(
    "button",
    {
      type: "button",
      class: "menu__item",
      role: checked === undefined ? "menuitem" : "menuitemradio",
      "aria-checked": checked === undefined ? null : String(checked),
      tabindex: "-1",
      data,
      on: { click: choose, pointerenter: (event) => event.currentTarget.focus() },
    },
    el("span", { class: "menu__label" }, ...(content ?? [label])),
    detail && el("span", { class: "menu__detail" }, detail),
  );
}

function onKey(event, panel, close) {
  const items = [...panel.children];
  const at = items.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Tab" || event.key === "Escape") close();
  else if (step) items.at((at + step) % items.length).focus();
  else if (event.key === "Home") items[0].focus();
  else if (event.key === "End") items.at(-1).focus();
  else if (/^\p{L}$/u.test(event.key)) firstWith(items, at, event.key)?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function firstWith(items, at, letter) {
  const after = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  return after.find((item) => item.textContent.toLowerCase().startsWith(letter.toLowerCase()));
}
