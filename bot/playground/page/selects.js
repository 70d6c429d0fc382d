import { createCombobox } from "./combobox.js";
import { el } from "./dom.js";
import { asField } from "./fields.js";
import { plain } from "./mrkdwn.js";
import { controlAttributes } from "./controls.js";

/** Slack asks for three characters before it calls an app, unless the element says otherwise. */
const MIN_QUERY_LENGTH = 3;

/** What each kind offers, and under which names its value travels. */
const KINDS = {
  static_select: { source: staticOptions, one: "selected_option" },
  external_select: { source: externalOptions, one: "selected_option" },
  users_select: { source: people, one: "selected_user", isId: true },
  channels_select: { source: channels, one: "selected_channel", isId: true },
  conversations_select: { source: conversations, one: "selected_conversation", isId: true },
};

/**
 * Any select menu, for one or several options.
 * https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element
 * @param {object} element
 * @param {import("./controls.js").Place} place
 * @returns {HTMLElement}
 */
export function select(element, place) {
  const multiple = element.type.startsWith("multi_");
  const kind = KINDS[element.type.replace("multi_", "")];
  const name = multiple ? `${kind.one}s` : kind.one;
  const source = kind.source(element, place);
  let settled = initialOptions(element, kind, name, source);

  const combobox = createCombobox({
    attributes: controlAttributes(element, place, defaultText(element, multiple)),
    placeholder: element.placeholder ? plain(element.placeholder) : defaultText(element, multiple),
    multiple,
    clearable: place.block.type === "input" && Boolean(place.block.optional),
    most: element.max_selected_items,
    selected: settled,
    delay: source.delay ?? 0,
    find: source.find,
    changed,
  });

  function value(options) {
    const values = kind.isId ? options.map((option) => option.value) : options;
    return { [name]: multiple ? values : (values[0] ?? null) };
  }

  async function changed(options) {
    if (place.dispatches) {
      const done = await place.act(element, value(options), combobox.node);
      if (!done) {
        combobox.restore(settled);
        return;
      }
    }
    settled = options;
  }

  return asField(el("div", { class: "select", data: { kind: element.type } }, combobox.node), {
    blockId: place.block.block_id,
    actionId: element.action_id,
    read: () => ({ type: element.type, ...value(combobox.selected()) }),
    problem: () => place.required && !combobox.selected().length && place.required,
  });
}

function defaultText(element, multiple) {
  const noun = { users: "person", channels: "channel", conversations: "conversation" };
  const kind = element.type.replace("multi_", "").replace("_select", "");
  if (multiple) return `Select ${{ person: "people" }[noun[kind]] ?? `${noun[kind] ?? "option"}s`}`;
  return `Select ${/^[aeiou]/.test(noun[kind] ?? "option") ? "an" : "a"} ${noun[kind] ?? "option"}`;
}

function initialOptions(element, kind, name, source) {
  const initial = element[name.replace("selected", "initial")];
  const list = initial === undefined ? [] : [initial].flat();
  return kind.isId ? list.map((id) => source.named(id)) : list;
}

function staticOptions(element) {
  const groups = groupsOf(element);
  return { find: async (query) => ({ groups: narrow(groups, query) }) };
}

function externalOptions(element, place) {
  const least = element.min_query_length ?? MIN_QUERY_LENGTH;
  return {
    delay: 150,
    find: async (query) => {
      if (query.length < least) {
        const missing = least - query.length;
        return { groups: [], note: `Type ${missing} more character${missing > 1 ? "s" : ""}` };
      }
      const answer = await place.suggest(element, query);
      return { groups: groupsOf(answer), note: answer.error };
    },
  };
}

function people(_, { directory }) {
  return idOptions(directory.users().map(({ id, real_name: name }) => idOption(id, name)));
}

function channels(_, { directory }) {
  const shown = directory.channels().filter((channel) => !channel.is_im);
  return idOptions(shown.map(({ id, name }) => idOption(id, `#${name}`)));
}

function conversations({ filter }, { directory }) {
  const shown = directory.channels().filter((channel) => {
    if (filter?.exclude_bot_users && channel.is_im) return false;
    return filter?.include?.includes(sortOf(channel)) ?? true;
  });
  return idOptions(shown.map(({ id, name, is_im: im }) => idOption(id, im ? name : `#${name}`)));
}

/** Slack's word for it in a select's filter. */
function sortOf({ is_im: isIm, is_private: isPrivate }) {
  if (isIm) return "im";
  return isPrivate ? "private" : "public";
}

function idOptions(options) {
  return {
    find: async (query) => ({ groups: narrow([{ options }], query) }),
    named: (id) => options.find(({ value }) => value === id) ?? idOption(id, id),
  };
}

function idOption(value, text) {
  return { text: { type: "plain_text", text }, value };
}

function groupsOf({ options, option_groups: groups }) {
  if (!groups) return [{ options: options ?? [] }];
  return groups.map((group) => ({ label: plain(group.label), options: group.options }));
}

function narrow(groups, query) {
  const wanted = query.toLowerCase();
  const fits = ({ text, description }) =>
    `${text.text} ${description?.text ?? ""}`.toLowerCase().includes(wanted);
  return groups
    .map((group) => ({ ...group, options: group.options.filter(fits) }))
    .filter((group) => group.options.length);
}
