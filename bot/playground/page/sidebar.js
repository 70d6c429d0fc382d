import { avatar } from "./avatars.js";
import { clock } from "./dates.js";
import { el } from "./dom.js";
import { channelIcon, icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { writeRoute } from "./route.js";
import { nowIn } from "./state.js";
import { themeToggle } from "./theme.js";
import { createTimepiece } from "./timepiece.js";

const EXPLANATION =
  "This is a stand-in for Slack that runs on your machine. Rolecall is the real thing: it " +
  "gets the same signed requests that Slack would send. Messages are kept in memory and disappear " +
  "when you stop it.";

/** How a place may look. */
const UNREAD = "place--unread";
const ARCHIVED = "place--archived";

/**
 * The workspace's name, where one can go, and who one is.
 * @param {HTMLElement} node
 * @param {{store: object, session: object, close: () => void}} tools `close` puts the drawer away
 *   on a phone
 */
export function createSidebar(node, { store, session, close }) {
  const name = el("h1", { class: "sidebar__team" });
  const nav = el("nav", { class: "sidebar__nav", "aria-label": "Channels and apps" });
  const switcher = el("button", {
    type: "button",
    class: "switcher",
    "aria-haspopup": "menu",
    "aria-expanded": "false",
    data: { testid: "user-switcher" },
    on: { click: () => openSwitcher() },
  });
  node.replaceChildren(
    el("div", { class: "sidebar__head" }, name, themeToggle()),
    nav,
    el("div", { class: "sidebar__foot" }, createTimepiece({ store, session }), switcher, badge()),
  );

  function openSwitcher() {
    const { users, user } = store.get();
    const now = nowIn(store.get());
    const items = users.map(({ id, real_name: realName, is_admin: isAdmin, tz }) => ({
      label: realName,
      content: [avatar(id, realName), el("span", {}, realName)],
      detail: `${isAdmin ? "Workspace admin" : "Member"} · ${clock(now, tz)} local time`,
      checked: id === user,
      data: { user: id, testid: "user-option" },
      run: () => session.switchTo(id),
    }));
    openMenu(switcher, "Act as", items, { side: "above", wide: true });
  }

  function showPlaces({ channels, more_channels: more, place, user, app }) {
    const item = (id, label, mark, looks = "") =>
      el(
        "li",
        {},
        el(
          "a",
          {
            class: `place ${looks}`,
            href: writeRoute(user, id),
            "aria-current": id === place ? "page" : null,
            data: { channel: id },
            on: { click: close },
          },
          mark,
          el("span", { class: "place__name" }, label),
          looks === UNREAD &&
            el("span", { class: "place__new" }, el("span", { class: "unseen" }, "unread")),
        ),
      );
    const row = (channel, mark) => {
      const isNew = channel.unread > 0 && channel.id !== place;
      const rest = channel.is_archived ? ARCHIVED : "";
      return item(channel.id, channel.name, mark, isNew ? UNREAD : rest);
    };
    const shared = channels.filter((channel) => !channel.is_im);
    const direct = channels.filter((channel) => channel.is_im);
    nav.replaceChildren(
      section("Channels", [
        ...shared.map((channel) => row(channel, channelIcon(channel))),
        ...(more ? [el("li", { class: "places__more" }, `and ${more.toLocaleString()} more`)] : []),
      ]),
      section(
        "Direct messages",
        direct.map((channel) =>
          row({ ...channel, name: app.name }, avatar(app.user_id, app.name, true)),
        ),
      ),
      section("Apps", [item("home", app.name, avatar(app.user_id, app.name, true))]),
    );
  }

  function section(title, items) {
    const list = el("ul", { class: "places", "aria-label": title }, ...items);
    return el("section", {}, el("h2", { class: "sidebar__section" }, title), list);
  }

  store.watch(
    ({ channels, place, user, app }) => [channels, place, user, app],
    () => showPlaces(store.get()),
  );
  store.watch(
    ({ team, users, user }) => [team, users, user],
    (team, users, user) => {
      name.textContent = team.name;
      const person = users.find(({ id }) => id === user);
      if (!person) return;
      const realName = person.real_name;
      const role = person.is_admin ? "Workspace admin" : "Member";
      switcher.replaceChildren(
        avatar(person.id, realName),
        el(
          "span",
          { class: "switcher__who" },
          el("strong", {}, realName),
          el("span", { class: "switcher__role" }, role),
        ),
        el("span", { class: "unseen" }, "Act as someone else"),
        icon("sort"),
      );
    },
  );
}

function badge() {
  const panel = el(
    "div",
    { class: "menu explain", popover: "auto", id: "explanation" },
    el("strong", {}, "A playground"),
    el("p", {}, EXPLANATION),
  );
  return el(
    "p",
    { class: "badge" },
    el("span", { class: "badge__name" }, "playground"),
    el(
      "button",
      {
        type: "button",
        class: "badge__link",
        popovertarget: "explanation",
        data: { testid: "explain" },
      },
      "Nothing here leaves your machine",
    ),
    panel,
  );
}
