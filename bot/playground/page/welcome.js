import { el } from "./dom.js";
import { channelIcon } from "./icons.js";

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
  const [heading, text] = channel.is_im
    ? [app.name, `This is your conversation with ${app.name}. Write as you would to a coworker.`]
    : [`#${channel.name}`, `This is the very beginning of #${channel.name}.`];
  return [
    el("h3", { class: "welcome__name" }, channel.is_im ? heading : [channelIcon(channel), channel.name]),
    el("p", { class: "welcome__text muted" }, text),
    isEmpty && hint(state, fill),
  ].filter(Boolean);
}

function hint({ commands }, fill) {
  const lines = EXAMPLES.flatMap(([ending, rest]) => {
    const found = commands.find(({ command }) => command.endsWith(ending));
    return found ? [`${found.command} ${rest}`] : [];
  });
  return el(
    "div",
    { class: "try", data: { testid: "try" } },
    el("p", { class: "try__text" }, "Quiet in here. Three things to try:"),
    el(
      "div",
      { class: "try__lines" },
      ...lines.map((line) =>
        el("button", { type: "button", class: "try__line", on: { click: () => fill(line) } }, line),
      ),
    ),
  );
}
