/** What each node was made from, so that one whose source did not change is left alone. */
const sources = new WeakMap();

/**
 * Brings a parent's children in line with a list, and touches only what changed: what a person is
 * typing, has open or has focused elsewhere stays as it is.
 * @template T
 * @param {Element} parent
 * @param {T[]} items
 * @param {{key: (item: T) => string, source: (item: T) => string,
 *   render: (item: T, before: HTMLElement|undefined) => HTMLElement}} how `key` tells which item it
 *   is, `source` all that its looks depend on; `before` is the node that is replaced
 */
export function reconcile(parent, items, { key, source, render }) {
  const old = new Map([...parent.children].map((node) => [sources.get(node)?.key, node]));
  const wanted = items.map((item) => {
    const known = { key: key(item), source: source(item) };
    const before = old.get(known.key);
    if (before && sources.get(before).source === known.source) return before;
    const node = render(item, before);
    sources.set(node, known);
    if (before) replace(before, node);
    return node;
  });
  const kept = new Set(wanted);
  for (const node of [...parent.children]) if (!kept.has(node)) node.remove();
  wanted.forEach((node, at) => {
    if (parent.children[at] !== node) parent.insertBefore(node, parent.children[at] ?? null);
  });
}

function replace(before, node) {
  const focused = before.contains(document.activeElement) ? document.activeElement : null;
  before.replaceWith(node);
  if (focused) refocus(focused, node);
}

/** The focus goes to the same control in the new node; where there is none, to the node itself. */
function refocus(focused, node) {
  const { actionId, blockId } = focused.dataset;
  const same = [...node.querySelectorAll("[data-action-id]")].filter(
    (control) => control.dataset.actionId === actionId,
  );
  const target = same.find((control) => control.dataset.blockId === blockId) ?? same[0];
  const fallback = node.matches("[tabindex]")
    ? node
    : node.querySelector("[tabindex], button, input");
  (actionId && target ? target : fallback)?.focus({ preventScroll: true });
  const at = focused.selectionStart;
  if (target && typeof at === "number" && target.value === focused.value) {
    target.setSelectionRange?.(at, focused.selectionEnd);
  }
}
