/**
 * @typedef {object} Field something whose value goes along with a click or a submission
 * @property {string} blockId
 * @property {string} actionId
 * @property {() => object} read its value as Slack's `view.state.values` has it
 * @property {() => (string|null)} [problem] what is wrong with it, in words for the person
 */

/** The document itself tells which fields there are; this holds only how to read them. */
const fields = new WeakMap();

/**
 * Makes a control a field of whatever it is put into.
 * @param {HTMLElement} node
 * @param {Field} field
 * @returns {HTMLElement} the node
 */
export function asField(node, field) {
  node.dataset.field = "";
  fields.set(node, field);
  return node;
}

/**
 * What all fields below a node hold, as Slack's `view.state.values`.
 * @param {Element} root
 * @returns {Record<string, Record<string, object>>}
 */
export function readFields(root) {
  const values = {};
  for (const { blockId, actionId, read } of fieldsIn(root)) {
    (values[blockId] ??= {})[actionId] = read();
  }
  return values;
}

/**
 * What is missing or wrong, by block; empty where all is well.
 * @param {Element} root
 * @returns {Record<string, string>}
 */
export function fieldProblems(root) {
  const found = fieldsIn(root).map(({ blockId, problem }) => [blockId, problem?.()]);
  return Object.fromEntries(found.filter(([, text]) => text));
}

function fieldsIn(root) {
  return [...root.querySelectorAll("[data-field]")].map((node) => fields.get(node));
}

/** Which `initial_…` property of an element takes back which property of a value. */
const INITIAL = {
  value: "initial_value",
  selected_option: "initial_option",
  selected_options: "initial_options",
  selected_time: "initial_time",
  selected_user: "initial_user",
  selected_conversation: "initial_conversation",
};

/**
 * An element that begins with what a person had already put in: when a view is updated, Slack keeps
 * the value of an input whose block_id and action_id stayed the same.
 * @param {object} element
 * @param {object|undefined} value
 * @returns {object}
 */
export function keepValue(element, value) {
  if (value === undefined || value.type !== element.type) return element;
  const initials = Object.entries(INITIAL)
    .filter(([name]) => name in value)
    .map(([name, initial]) => [initial, value[name] ?? undefined]);
  return { ...element, ...Object.fromEntries(initials) };
}

/**
 * @typedef {object} Place where an interactive element stands
 * @property {object} block
 * @property {boolean} dispatches whether using it is told to the app at once
 * @property {string|null} required what to say where it is left empty; null where it may be
 * @property {{labelId?: string, describedBy?: string, id?: string}} labels
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
    "aria-label": labels.labelId ? null : fallback,
    "aria-labelledby": labels.labelId,
    "aria-describedby": labels.describedBy,
    "aria-required": required ? "true" : null,
    data: { actionId: element.action_id, blockId: block.block_id },
  };
}
