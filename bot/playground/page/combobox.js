import { el, uniqueId } from "./dom.js";
import { float } from "./floating.js";
import { icon } from "./icons.js";
import { plain } from "./mrkdwn.js";

/**
 * @typedef {object} Option Slack's option object
 * @property {{text: string}} text
 * @property {string} value
 *
 * @typedef {object} Found
 * @property {Option[]} options
 * @property {string} [note] shown where there is nothing to choose from
 *
 * @typedef {object} ComboboxConfig
 * @property {object} attributes of the text box: its label, id and data attributes
 * @property {string} placeholder
 * @property {boolean} multiple
 * @property {boolean} clearable whether one may go back to nothing
 * @property {Option[]} selected
 * @property {number} delay ms to wait for more typing before `find` is called
 * @property {(query: string) => Promise<Found>} find
 * @property {(selected: Option[]) => void} changed a choice was made
 */

/**
 * A select menu with type-ahead, for one option or for several.
 * https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 * @param {ComboboxConfig} config
 * @returns {{node: HTMLElement, selected: () => Option[], restore: (options: Option[]) => void}}
 */
export function createCombobox(config) {
  const listId = uniqueId("options");
  const input = el("input", {
    ...config.attributes,
    class: "combo__input",
    type: "text",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": listId,
    on: { input: onInput, keydown: onKey, click: browse, blur: leave },
  });
  const list = createOptionList({
    id: listId,
    label: config.placeholder,
    multiple: config.multiple,
    isSelected,
    pick,
    activated: (id) => {
      if (id) input.setAttribute("aria-activedescendant", id);
      else input.removeAttribute("aria-activedescendant");
    },
  });
  const chips = el("span", { class: "combo__chips" });
  const node = el(
    "div",
    { class: "combo", on: { click: (event) => event.target === node && input.focus() } },
    config.multiple && chips,
    input,
    icon("down"),
    list.node,
  );

  let selected = config.selected;
  let asked = 0;
  let timer;
  show();

  function show() {
    input.value = config.multiple ? "" : labelOf(selected[0]);
    input.placeholder = config.multiple && selected.length ? "" : config.placeholder;
    chips.replaceChildren(...(config.multiple ? selected.map(chip) : []));
  }

  function chip(option) {
    const remove = () => choose(without(option));
    return el(
      "span",
      { class: "combo__chip" },
      labelOf(option),
      el(
        "button",
        { type: "button", "aria-label": `Remove ${labelOf(option)}`, on: { click: remove } },
        icon("close"),
      ),
    );
  }

  function choose(next) {
    selected = next;
    show();
    config.changed(selected);
  }

  function restore(options) {
    selected = options;
    show();
  }

  function isSelected({ value }) {
    return selected.some((option) => option.value === value);
  }

  function without({ value }) {
    return selected.filter((option) => option.value !== value);
  }

  function isOpen() {
    return input.getAttribute("aria-expanded") === "true";
  }

  function open() {
    if (isOpen()) return;
    input.setAttribute("aria-expanded", "true");
    list.note("Loading…");
    float(list.node, node, { wide: true });
    load("", 0);
  }

  /** All options, whatever is chosen; typing replaces that. */
  function browse() {
    if (!isOpen() && !config.multiple) input.select();
    open();
  }

  function close() {
    clearTimeout(timer);
    asked += 1;
    if (!isOpen()) return;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    list.node.hidePopover();
  }

  function leave() {
    const isEmptied = !config.multiple && selected.length > 0 && !input.value.trim();
    close();
    if (isEmptied && config.clearable) choose([]);
    else show();
  }

  function load(query, delay = config.delay) {
    clearTimeout(timer);
    asked += 1;
    const mine = asked;
    timer = setTimeout(async () => {
      const found = await config.find(query);
      // A slower answer to an earlier query must not replace a later one's.
      if (mine === asked) list.show(found);
    }, delay);
  }

  function pick(option) {
    if (config.multiple) toggle(option);
    else {
      close();
      if (isSelected(option)) show();
      else choose([option]);
    }
  }

  function toggle(option) {
    choose(isSelected(option) ? without(option) : [...selected, option]);
    load("", 0);
  }

  function onInput() {
    const query = input.value.trim();
    open();
    load(query);
  }

  function onKey(event) {
    const act = isOpen() ? KEYS_WHEN_OPEN[event.key] : KEYS_WHEN_CLOSED[event.key];
    const erases = event.key === "Backspace" && config.multiple && !input.value && selected.length;
    if (erases) choose(selected.slice(0, -1));
    else if (act) act();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const KEYS_WHEN_CLOSED = { ArrowDown: browse, ArrowUp: browse, Enter: browse };
  const KEYS_WHEN_OPEN = {
    ArrowDown: () => list.move(1),
    ArrowUp: () => list.move(-1),
    Enter: () => list.active() && pick(list.active()),
    Escape: () => {
      close();
      show();
    },
  };

  return { node, selected: () => selected, restore };
}

function labelOf(option) {
  return option ? plain(option.text) : "";
}

/**
 * The list below a select: options, one of them active.
 * @param {{id: string, label: string, multiple: boolean,
 *   isSelected: (option: Option) => boolean,
 *   pick: (option: Option) => void,
 *   activated: (id: string|null) => void}} config `activated` hears which option is the active one
 */
function createOptionList({ id, label, multiple, isSelected, pick, activated }) {
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

  function show({ options: found, note: text }) {
    if (!found.length) {
      note(text ?? "No matches");
      return;
    }
    options = found;
    node.replaceChildren(...options.map(optionNode));
    activate(Math.max(options.findIndex(isSelected), 0));
  }

  function optionNode(option, mine) {
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
