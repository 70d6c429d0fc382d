import { avatar } from "./avatars.js";
import { el } from "./dom.js";
import { float } from "./floating.js";

/**
 * @typedef {object} Suggestion
 * @property {string} id told in its data attribute
 * @property {Node[]} content
 * @property {string} replacement what replaces the text between `from` and the caret
 *
 * @typedef {object} Suggestions
 * @property {string} title
 * @property {number} from
 * @property {Suggestion[]} items
 */

/**
 * The list above a composer that completes what one types.
 * @param {HTMLTextAreaElement} input
 * @param {string} listId
 * @param {(text: string, caret: number) => Suggestions|null} suggest
 * @returns {{refresh: () => void, close: () => void, onKey: (event: KeyboardEvent) => boolean}}
 *   `onKey` says whether it took the key
 */
export function createCompletion(input, listId, suggest) {
  const panel = el("div", {
    class: "completion",
    id: listId,
    role: "listbox",
    popover: "manual",
    "aria-label": "Suggestions",
    data: { testid: "completion" },
    on: { pointerdown: (event) => event.preventDefault() },
  });
  input.after(panel);
  let found = null;
  let active = 0;

  function refresh() {
    found = suggest(input.value, input.selectionStart);
    if (!found?.items.length) {
      close();
      return;
    }
    active = 0;
    panel.replaceChildren(
      el("div", { class: "completion__title muted", "aria-hidden": "true" }, found.title),
      ...found.items.map(itemNode),
    );
    if (!panel.matches(":popover-open")) {
      float(panel, input.closest(".composer"), { side: "above", wide: true });
    }
    mark();
  }

  function itemNode(item, index) {
    return el(
      "div",
      {
        class: "completion__item",
        id: `${listId}-${index}`,
        role: "option",
        data: { testid: "completion-item", completion: item.id },
        on: {
          click: () => take(index),
          pointermove: () => {
            active = index;
            mark();
          },
        },
      },
      ...item.content,
    );
  }

  function mark() {
    panel.querySelectorAll("[role=option]").forEach((node, index) => {
      node.setAttribute("aria-selected", String(index === active));
      if (index === active) node.scrollIntoView({ block: "nearest" });
    });
    input.setAttribute("aria-activedescendant", `${listId}-${active}`);
  }

  function take(index) {
    const { replacement } = found.items[index];
    input.setRangeText(replacement, found.from, input.selectionStart, "end");
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  }

  function close() {
    found = null;
    input.removeAttribute("aria-activedescendant");
    if (panel.matches(":popover-open")) panel.hidePopover();
  }

  function onKey(event) {
    if (!found) return false;
    const count = found.items.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      active = (active + step + count) % count;
      mark();
    } else if (event.key === "Tab" || (event.key === "Enter" && !isComplete())) {
      take(active);
    } else if (event.key === "Escape") {
      close();
    } else return false;
    return true;
  }

  /** What is already typed in full is sent by Enter, not completed once more. */
  function isComplete() {
    const typed = input.value.slice(found.from, input.selectionStart);
    return typed === found.items[active].replacement.trim();
  }

  return { refresh, close, onKey };
}

/**
 * What may complete the text before the caret: a command at the beginning, or someone's name.
 * @param {object} state of the store
 * @param {string} text
 * @param {number} caret
 * @returns {Suggestions|null}
 */
export function suggestions(state, text, caret) {
  const before = text.slice(0, caret);
  const command = /^\/\S*$/.exec(before);
  if (command) return commandSuggestions(state, command[0].toLowerCase());
  const name = /(?:^|\s)@([\p{L}\p{N} ]{0,30})$/u.exec(before);
  return name && nameSuggestions(state, name[1].toLowerCase(), caret - name[1].length - 1);
}

function commandSuggestions({ commands }, typed) {
  const items = commands
    .filter(({ command }) => command.startsWith(typed))
    .map(({ command, description, usage_hint: hint }) => ({
      id: command,
      replacement: `${command} `,
      content: [
        el("span", { class: "completion__name" }, command),
        el("span", { class: "completion__hint muted" }, ` ${hint ?? ""}`),
        el("span", { class: "completion__detail" }, description),
      ],
    }));
  return { title: "Commands", from: 0, items };
}

function nameSuggestions({ users, app }, typed, from) {
  const people = [{ id: app.user_id, real_name: app.name, isApp: true }, ...users];
  const items = people
    .filter(({ real_name: name }) => name.toLowerCase().startsWith(typed))
    .map(({ id, real_name: name, isApp }) => ({
      id,
      replacement: `@${name} `,
      content: [
        avatar(id, name, isApp),
        el("span", { class: "completion__name" }, name),
        isApp ? el("span", { class: "tag" }, "APP") : "",
      ],
    }));
  return { title: "People", from, items };
}

/**
 * The command that a text begins with, once its name is typed in full.
 * @param {object} state of the store
 * @param {string} text
 * @returns {{command: string, description: string, usage_hint: string}|undefined}
 */
export function commandOf({ commands }, text) {
  const [word] = text.split(/\s/);
  return commands.find(({ command }) => command === word);
}
