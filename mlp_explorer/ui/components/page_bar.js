// The links stay for as long as the tab. A click asks the server for the page, and marks it at
// once; with a modifier key, a link is a link.

import { find, makeSymbol, scrollToTop } from "./page.js";
import { say } from "./say.js";
import { fill } from "./text.js";

/** @typedef {{ page: string, icon: string, label: string, href: string }} Link */
/** @typedef {{ language: string, label: string, name: string, page: string, heard: string | null, links: Link[], themeKey: string, words: Words }} Data */
/** @typedef {{ asked?: { page: string, id: string } | null, page?: string }} State */

/** @param {Link} data */
function makeLink({ page, icon, label }) {
  const link = document.createElement("a");
  const symbol = makeSymbol(icon);
  const text = document.createElement("b");
  text.textContent = label;
  link.append(symbol, text);
  link.dataset.page = page;
  return link;
}

/** @param {HTMLElement} nav @param {string} page */
function mark(nav, page) {
  for (const link of nav.querySelectorAll("a")) {
    if (link.dataset.page === page) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

/** @param {string} name of the app */
function makeName(name) {
  const title = document.createElement("strong");
  title.textContent = name;
  return title;
}

// A page has one theme from its start to its end, so the other one is a new start. What is on the page
// is in its address, and what is drawn is in the tab.
/** @param {HTMLButtonElement} button @param {string} key of what Streamlit keeps @param {Words} words */
function offerTheme(button, key, words) {
  const isDark = parseInt(getComputedStyle(button).getPropertyValue("--st-background-color").slice(1, 3), 16) < 128;
  button.replaceChildren(makeSymbol(isDark ? "light_mode" : "dark_mode"));
  button.title = isDark ? words.light : words.dark;
  button.setAttribute("aria-label", button.title);
  button.onclick = () => {
    window.localStorage.setItem(fill(key, { path: window.location.pathname }), JSON.stringify(isDark ? "Light" : "Dark"));
    window.location.reload();
  };
}

/** @returns {boolean} whether anything can be kept: not in a frame of a site that is not trusted */
function canKeep() {
  try {
    return Boolean(window.localStorage);
  } catch {
    return false;
  }
}

/** @param {ComponentArgs<Data>} args */
export default function ({ data, parentElement, setStateValue }) {
  /** @type {HTMLElement & State} */
  const nav = find(parentElement, "nav");
  document.documentElement.lang = data.language; // Streamlit says English of every page
  nav.setAttribute("aria-label", data.label);
  if (!nav.children.length) nav.append(makeName(data.name), ...data.links.map(makeLink), document.createElement("button"));
  const button = find(nav, "button");
  button.hidden = !canKeep();
  if (!button.hidden) offerTheme(button, data.themeKey, data.words);
  const links = nav.querySelectorAll("a");
  data.links.forEach(({ page, href }, i) => {
    links[i].href = href;
    links[i].onclick = (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      mark(nav, page);
      nav.asked = { page, id: say(setStateValue, page) };
    };
  });
  if (nav.asked?.id === data.heard) nav.asked = null;
  mark(nav, nav.asked?.page ?? data.page);
  if (nav.page && nav.page !== data.page) scrollToTop();
  nav.page = data.page;
}
