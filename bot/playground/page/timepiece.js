import { shortTime } from "./dates.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { nowIn } from "./state.js";

const JUMPS = [
  ["hour", "In 1 hour"],
  ["tomorrow", "Tomorrow 09:00"],
  ["monday", "Next Monday 09:00"],
];
const TICK_MS = 1000;

/**
 * The playground's clock, in the reader's zone, with a menu that moves it for everybody.
 * @param {{store: object, session: object}} tools
 * @returns {HTMLElement}
 */
export function createTimepiece({ store, session }) {
  const time = el("span", { class: "timepiece__time" });
  const note = el("span", { class: "timepiece__note" }, "moved ahead");
  const node = el(
    "button",
    {
      type: "button",
      class: "timepiece",
      title: "The playground's clock: move it ahead",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      data: { testid: "clock" },
      on: { click: open },
    },
    icon("clock"),
    time,
    note,
  );

  function open() {
    const { ahead } = store.get();
    const jumps = ahead ? [...JUMPS, ["now", "Back to now"]] : JUMPS;
    const items = jumps.map(([to, label]) => ({
      label,
      data: { jump: to },
      run: () => session.moveClock(to),
    }));
    openMenu(node, "Move the clock", items, { side: "above", wide: true });
  }

  function show() {
    const { users, user, ahead } = store.get();
    const shown = shortTime(nowIn(store.get()), users.find(({ id }) => id === user)?.tz);
    if (time.textContent !== shown) time.textContent = shown;
    note.hidden = !ahead;
  }

  store.watch(({ users, user, ahead }) => [users, user, ahead], show);
  setInterval(show, TICK_MS);
  return node;
}
