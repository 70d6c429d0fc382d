import { el } from "./dom.js";
import { channelIcon } from "./icons.js";
import { writeRoute } from "./route.js";

/** The channel that everybody sees first: it greets. */
const FIRST = "general";

const GREETING = "Welcome! Click one, then press Enter:";

/** What to try first, by the end of a command's name: it may be installed with a prefix. */
const EXAMPLES = [
  ["salary", "mle senior"],
  ["role", "data engineer"],
  ["compare", "mle vs data engineer"],
];

/**
 * What stands above a channel's first message; an empty one also says what to try.
 * @param {object} state of the store
 * @param {(text: string) => void} fill puts a text into the composer
 * @returns {Node[]}
 */
export function channelTop(state, fill) {
  const { place, channels, app, messages, notices } = state;
  const channel = channels.find(({ id }) => id === place);
  if (!channel) return [];
  const isEmpty = !messages?.length && !notices.some((notice) => notice.channel === place);
  const isFirst = !channel.is_im && channel.name === FIRST;
  const [heading, text] = channel.is_im
    ? [app.name, `This is your conversation with ${app.name}. Write as you would to a coworker.`]
    : [`#${channel.name}`, `This is the very beginning of #${channel.name}.`];
  return [
    el("h3", { class: "welcome__name" }, channel.is_im ? heading : [channelIcon(channel), channel.name]),
    el("p", { class: "welcome__text muted" }, text),
    (isEmpty || isFirst || (channel.is_im && app.is_agent)) && hint(state, fill, isFirst),
  ].filter(Boolean);
}

function hint({ app, place, commands, channels, user }, fill, isFirst) {
  const isAgents = app.is_agent && channels.some(({ id, is_im }) => id === place && is_im);
  const lines = isAgents ? app.prompts.map(({ message }) => message) : EXAMPLES.flatMap(([ending, rest]) => {
    const found = commands.find(({ command }) => command.endsWith(ending));
    return found ? [`${found.command} ${rest}`] : [];
  });
  return el(
    "div",
    { class: "try", data: { testid: "try" } },
    el("p", { class: "try__text" }, isFirst ? GREETING : isAgents ? "Suggested prompts:" : "Quiet in here. Three things to try:"),
    el(
      "div",
      { class: "try__lines" },
      ...lines.map((line) =>
        el("button", { type: "button", class: "try__line", on: { click: () => fill(line) } }, line),
      ),
    ),
    isFirst && pointers(channels, user),
  );
}

/** Where there is more to see than what one types. */
function pointers(channels, user) {
  const jobs = channels.find(({ name }) => name === "data-jobs");
  const post = jobs && el("a", { href: writeRoute(user, jobs.id) }, "#data-jobs");
  return el(
    "ul",
    { class: "try__more" },
    post && el("li", {}, "A job post: open ", post, ", then More actions → Check pay in message."),
    jobs &&
      el(
        "li",
        {},
        "A digest that lives: in ",
        el("a", { href: writeRoute(user, jobs.id) }, "#data-jobs"),
        ", type /digest subscribe, then move the clock, bottom left, to Monday after Monday.",
      ),
    el("li", {}, "An admin: act as Alex, bottom left, and type /knowledge."),
  );
}
