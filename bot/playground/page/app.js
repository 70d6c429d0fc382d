import { el } from "./dom.js";
import { icon } from "./icons.js";
import { createModals } from "./modal.js";
import { createPane } from "./pane.js";
import { routeOfPermalink, writeRoute } from "./route.js";
import { createSession } from "./session.js";
import { createSidebar } from "./sidebar.js";
import { INITIAL, createStore } from "./state.js";
import { createThread } from "./thread.js";

/** Puts the page together; it lives until the window is closed. */
async function start() {
  const store = createStore(INITIAL);
  const session = createSession(store);
  const announce = createAnnouncer(document.getElementById("news"));
  const drawer = createDrawer(document.getElementById("sidebar"));

  async function go() {
    const arrived = await session.enter(location.hash);
    if (!arrived) {
      setTimeout(go, 1000);
      return;
    }
    const hash = writeRoute(arrived.user, arrived.place);
    if (location.hash !== hash) history.replaceState(null, "", hash);
  }

  await go();
  createSidebar(drawer.node, { store, session, close: drawer.close });
  const main = document.getElementById("main");
  const composer = createPane(main, { store, session, announce, menuButton: drawer.button });
  createThread(document.getElementById("thread"), { store, session, announce });
  createModals({ store, session });
  window.addEventListener("hashchange", go);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='https:']");
    const route = link && routeOfPermalink(link.href, store.get());
    if (!route) return;
    event.preventDefault();
    location.hash = route;
  });
  document.querySelector(".skip").addEventListener("click", (event) => {
    // The address's fragment says where one is, and is not to be used up for this.
    event.preventDefault();
    main.focus();
  });
  // A phone would cover half the page with its keyboard.
  if (matchMedia("(hover: hover)").matches) composer.focus();
}

/**
 * Says something to people who use a screen reader.
 * @param {HTMLElement} region an `aria-live` region
 * @returns {(text: string) => void}
 */
function createAnnouncer(region) {
  return function announce(text) {
    // The same words twice in a row are only heard when they are new text.
    const line = document.createElement("p");
    line.textContent = text;
    region.append(line);
    while (region.children.length > 5) region.firstElementChild.remove();
  };
}

/** On a phone the sidebar is a drawer, behind a button in the head of the page. */
function createDrawer(node) {
  const button = el(
    "button",
    {
      type: "button",
      class: "tool drawer-button",
      "aria-label": "Channels and apps",
      "aria-controls": node.id,
      "aria-expanded": "false",
      data: { testid: "drawer" },
      on: { click: () => setOpen(!node.classList.contains("sidebar--open")) },
    },
    icon("menu"),
  );
  const shade = el("div", { class: "shade", on: { click: () => close() } });
  node.after(shade);

  function setOpen(isOpen) {
    node.classList.toggle("sidebar--open", isOpen);
    button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) (node.querySelector("[aria-current]") ?? node.querySelector("a"))?.focus();
  }

  function close() {
    if (!node.classList.contains("sidebar--open")) return;
    setOpen(false);
    button.focus();
  }

  node.addEventListener("keydown", ({ key }) => key === "Escape" && close());
  return { node, button, close };
}

start();
