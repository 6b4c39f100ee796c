// The links stay for as long as the tab. A click asks the server for the page, and marks it at
// once; with a modifier key, a link is a link.

import { find, scrollToTop } from "./page.js";
import { say } from "./say.js";

/** @typedef {{ page: string, icon: string, label: string, href: string }} Link */
/** @typedef {{ language: string, label: string, page: string, heard: string | null, links: Link[] }} Data */
/** @typedef {{ asked?: { page: string, id: string } | null, page?: string }} State */

/** @param {Link} data */
function makeLink({ page, icon, label }) {
  const link = document.createElement("a");
  const symbol = document.createElement("span");
  symbol.textContent = icon; // a ligature of the font that Streamlit brings
  symbol.setAttribute("aria-hidden", "true");
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

/** @param {ComponentArgs<Data>} args */
export default function ({ data, parentElement, setStateValue }) {
  /** @type {HTMLElement & State} */
  const nav = find(parentElement, "nav");
  document.documentElement.lang = data.language; // Streamlit says English of every page
  nav.setAttribute("aria-label", data.label);
  if (!nav.children.length) nav.append(...data.links.map(makeLink));
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
