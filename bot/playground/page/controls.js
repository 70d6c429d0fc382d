/**
 * @typedef {object} Place where an interactive element stands
 * @property {object} block
 * @property {boolean} dispatches whether using it is told to the app at once
 * @property {string|null} required what to say where it is left empty; null where it may be
 * @property {{labelId?: string, describedBy?: string, id?: string}} labels
 * @property {import("./mrkdwn.js").Names} names
 * @property {{users: () => object[], channels: () => object[]}} directory
 * @property {(element: object, fields: object, node: HTMLElement) => Promise<boolean>} act
 *   dispatches an action after its confirmation; false where it was refused or failed
 * @property {(element: object, query: string) => Promise<object>} suggest
 */

/**
 * What every control carries: its name for screen readers, and the ids that tests go by.
 * @param {object} element
 * @param {Place} place
 * @param {string} fallback its name where nothing on the page labels it
 * @returns {object} attributes for `el`
 */
export function controlAttributes(element, { block, labels, required }, fallback) {
  return {
    id: labels.id,
    "aria-label": labels.labelId ? null : (element.accessibility_label ?? fallback),
    "aria-labelledby": labels.labelId,
    "aria-describedby": labels.describedBy,
    "aria-required": required ? "true" : null,
    data: {
      actionId: element.action_id,
      blockId: block.block_id,
      autofocus: element.focus_on_load ? true : null,
    },
  };
}
