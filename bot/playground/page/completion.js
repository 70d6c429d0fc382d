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
