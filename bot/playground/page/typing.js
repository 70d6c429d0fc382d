import { avatar } from "./avatars.js";
import { el } from "./dom.js";

/**
 * What may complete the text before the caret: a command at the beginning, or someone's name.
 * @param {object} state of the store
 * @param {string} text
 * @param {number} caret
 * @returns {import("./completion.js").Suggestions|null}
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
