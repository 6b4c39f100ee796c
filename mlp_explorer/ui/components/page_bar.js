// The links stay for as long as the tab. A click asks the server for the page, and marks it at
// once; with a modifier key, a link is a link.

import { say } from "./say.js";

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

function mark(nav, page) {
  for (const link of nav.children) {
    if (link.dataset.page === page) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

export default function ({ data, parentElement, setStateValue }) {
  const nav = parentElement.querySelector("nav");
  nav.setAttribute("aria-label", data.label);
  if (!nav.children.length) nav.append(...data.links.map(makeLink));
  data.links.forEach(({ page, href }, i) => {
    const link = nav.children[i];
    link.href = href;
    link.onclick = (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      mark(nav, page);
      nav.asked = { page, id: say(setStateValue, page) };
    };
  });
  if (nav.asked?.id === data.heard) nav.asked = null;
  mark(nav, nav.asked?.page ?? data.page);
  if (nav.page && nav.page !== data.page) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  nav.page = data.page;
}
