import { el } from "./dom.js";
import { plain } from "./mrkdwn.js";

/**
 * The list below a select: options in groups, one of them active.
 * @param {{id: string, label: string, multiple: boolean,
 *   isSelected: (option: import("./combobox.js").Option) => boolean,
 *   pick: (option: import("./combobox.js").Option) => void,
 *   activated: (id: string|null) => void}} config `activated` hears which option is the active one
 */
export function createOptionList({ id, label, multiple, isSelected, pick, activated }) {
  let options = [];
  let active = -1;
  const node = el("div", {
    class: "menu combo__list",
    id,
    role: "listbox",
    popover: "manual",
    "aria-label": label,
    "aria-multiselectable": multiple ? "true" : null,
    // The text box keeps the focus while one chooses with a pointer.
    on: { pointerdown: (event) => event.preventDefault() },
  });

  /** Says something instead of offering options. */
  function note(text) {
    options = [];
    active = -1;
    activated(null);
    node.replaceChildren(el("div", { class: "menu__note", role: "status" }, text));
  }

  function show({ groups, note: text }) {
    options = groups.flatMap((group) => group.options);
    if (!options.length) {
      note(text ?? "No matches");
      return;
    }
    node.replaceChildren(...groups.map(groupNode));
    activate(Math.max(options.findIndex(isSelected), 0));
  }

  function groupNode(group) {
    const items = group.options.map(optionNode);
    if (!group.label) return el("div", { role: "presentation" }, ...items);
    return el(
      "div",
      { role: "group", "aria-label": group.label },
      el("div", { class: "menu__group", "aria-hidden": "true" }, group.label),
      ...items,
    );
  }

  function optionNode(option) {
    const mine = options.indexOf(option);
    return el(
      "div",
      {
        class: "menu__item",
        id: `${id}-${mine}`,
        role: "option",
        "aria-selected": String(isSelected(option)),
        data: { value: option.value },
        on: { click: () => pick(option), pointermove: () => activate(mine, false) },
      },
      el("span", { class: "menu__label" }, plain(option.text)),
      option.description && el("span", { class: "menu__detail" }, plain(option.description)),
    );
  }

  function activate(index, scrolls = true) {
    active = index;
    for (const item of node.querySelectorAll("[role=option]")) {
      const isActive = item.id === `${id}-${active}`;
      item.classList.toggle("menu__item--active", isActive);
      if (isActive && scrolls) item.scrollIntoView({ block: "nearest" });
    }
    activated(`${id}-${active}`);
  }

  function move(step) {
    if (options.length) activate((active + step + options.length) % options.length);
  }

  return { node, note, show, move, active: () => options[active] };
}
