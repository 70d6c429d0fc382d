import { createCombobox } from "./combobox.js";
import { el } from "./dom.js";
import { asField, controlAttributes } from "./fields.js";
import { plain } from "./mrkdwn.js";

/** Slack asks for three characters before it calls an app, unless the element says otherwise. */
const MIN_QUERY_LENGTH = 3;

/**
 * A select menu, for one or several options.
 * https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element
 * @param {(element: object, place: object) => Source} offer what one may choose from
 * @param {string} name under which the value travels: a plural holds several
 * @returns {(element: object, place: import("./fields.js").Place) => HTMLElement}
 */
export function select(offer, name) {
  const multiple = name.endsWith("s");

  return function render(element, place) {
    const source = offer(element, place);
    const label = element.placeholder ? plain(element.placeholder) : `Select ${source.noun}`;
    const initial = [element[name.replace("selected", "initial")] ?? []].flat();
    let settled = source.named ? initial.map(source.named) : initial;

    const combobox = createCombobox({
      attributes: controlAttributes(element, place, label),
      placeholder: label,
      multiple,
      clearable: place.block.type === "input" && Boolean(place.block.optional),
      selected: settled,
      delay: source.delay ?? 0,
      find: source.find,
      changed,
    });

    function value(chosen) {
      const values = source.named ? chosen.map((option) => option.value) : chosen;
      return { [name]: multiple ? values : (values[0] ?? null) };
    }

    async function changed(chosen) {
      if (place.dispatches && !(await place.act(element, value(chosen), combobox.node))) {
        combobox.restore(settled);
        return;
      }
      settled = chosen;
    }

    return asField(el("div", { class: "select", data: { kind: element.type } }, combobox.node), {
      blockId: place.block.block_id,
      actionId: element.action_id,
      read: () => ({ type: element.type, ...value(combobox.selected()) }),
      problem: () => place.required && !combobox.selected().length && place.required,
    });
  };
}

/**
 * @typedef {object} Source
 * @property {string} noun what is chosen, with its article
 * @property {(query: string) => Promise<import("./combobox.js").Found>} find
 * @property {(id: string) => import("./combobox.js").Option} [named] where a value is an id alone
 * @property {number} [delay] ms to wait for more typing
 */

/** The options that stand in the element itself. */
export function options(element) {
  const find = async (query) => ({ options: narrow(element.options, query) });
  return { noun: "an option", find };
}

/** The options that the app suggests while one types. */
export function external(element, place) {
  const least = element.min_query_length ?? MIN_QUERY_LENGTH;
  return {
    noun: "an option",
    delay: 150,
    find: async (query) => {
      if (query.length < least) {
        const missing = least - query.length;
        return { options: [], note: `Type ${missing} more character${missing > 1 ? "s" : ""}` };
      }
      const { options, error } = await place.suggest(element, query);
      return { options: options ?? [], note: error };
    },
  };
}

/** Everyone in the workspace. */
export function people(_, { directory }) {
  const known = directory.users().map(({ id, real_name: name }) => idOption(id, name));
  return { noun: "a person", ...byId(known) };
}

/** The channels and direct messages that the filter lets through. */
export function conversations({ filter }, { directory }) {
  const shown = directory
    .channels()
    .filter((channel) => filter?.include?.includes(sortOf(channel)) ?? true)
    .map(({ id, name, is_im: im }) => idOption(id, im ? name : `#${name}`));
  return { noun: "a conversation", ...byId(shown) };
}

/** Slack's word for it in a select's filter. */
function sortOf({ is_im: isIm, is_private: isPrivate }) {
  if (isIm) return "im";
  return isPrivate ? "private" : "public";
}

function byId(known) {
  return {
    find: async (query) => ({ options: narrow(known, query) }),
    named: (id) => known.find(({ value }) => value === id) ?? idOption(id, id),
  };
}

function idOption(value, text) {
  return { text: { type: "plain_text", text }, value };
}

function narrow(offered, query) {
  const wanted = query.toLowerCase();
  return offered.filter(({ text }) => text.text.toLowerCase().includes(wanted));
}
