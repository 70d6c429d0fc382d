import { renderBlock } from "./blocks.js";
import { el } from "./dom.js";
import { readFields } from "./fields.js";
import { reconcile } from "./reconcile.js";
import { createSurface } from "./surface.js";

/**
 * The app's Home tab.
 * @param {{store: object, session: object}} tools
 * @returns {HTMLElement}
 */
export function createHome({ store, session }) {
  const blocks = el("div", { class: "home__blocks" });
  const problem = el("div", { class: "home__problem", role: "alert" });
  const node = el("div", { class: "home", data: { testid: "home" } }, problem, blocks);
  let shownView = null;

  function show(place, view, homeAsked, notices, people, ahead) {
    node.hidden = place !== "home";
    if (node.hidden) {
      shownView = null;
      blocks.replaceChildren();
      return;
    }
    const last = notices.filter(({ channel }) => channel === "home").at(-1);
    problem.textContent = last?.text ?? "";
    if (!view) {
      shownView = null;
      blocks.replaceChildren(waiting(homeAsked));
      return;
    }
    // The same Home, published anew, keeps what is being typed into it.
    const kept = shownView === view.id ? readFields(blocks) : {};
    if (shownView !== view.id) blocks.replaceChildren();
    shownView = view.id;
    const surface = createSurface({
      store,
      session,
      container: { type: "view", view_id: view.id },
      root: () => blocks,
      report: (error) => session.notice("home", error),
      kept,
    });
    reconcile(blocks, view.blocks, {
      key: (block) => block.block_id,
      source: (block) => JSON.stringify([block, people.length, ahead]),
      render: (block) => renderBlock(block, surface),
    });
  }

  store.watch(
    ({ place, home, homeAsked, notices, users, ahead }) => [
      place,
      home,
      homeAsked,
      notices,
      users,
      ahead,
    ],
    show,
  );
  return node;
}

function waiting(homeAsked) {
  if (!homeAsked)
    return el("p", { class: "home__waiting muted", "aria-busy": "true" }, "Opening Home…");
  return el("p", { class: "home__waiting muted" }, "This app hasn't published a Home tab yet.");
}
