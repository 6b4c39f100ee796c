// Pictures to click on. Built anew only when they have changed, so that the focus stays.

import { find } from "./page.js";
import { countActs, say } from "./say.js";

/** @typedef {{ id: string, source: string, label: string, mark: string }} Item */
/** @typedef {{ items: Item[], chosen: string | null, width: number }} Data */
/** @typedef {{ choose?: (id: string) => void, items?: string }} State */

/** @param {HTMLElement} root @param {Item[]} items @param {(id: string) => void} choose */
function build(root, items, choose) {
  root.replaceChildren(...items.map(({ id, source, label, mark }) => {
    const button = document.createElement("button");
    button.type = "button";
    button.title = label;
    button.setAttribute("aria-label", label);
    const image = Object.assign(document.createElement("img"), { src: source, alt: "" });
    button.append(image);
    if (mark) button.append(Object.assign(document.createElement("span"), { textContent: mark }));
    button.dataset.id = id;
    button.addEventListener("click", () => choose(id));
    return button;
  }));
}

/** @param {ComponentArgs<Data>} args */
export default function ({ data, parentElement, setStateValue }) {
  /** @type {HTMLElement & State} */
  const root = find(parentElement, ".gallery");
  root.choose = (id) => say(setStateValue, { id, at: countActs() });
  const items = JSON.stringify(data.items);
  if (root.items !== items) build(root, data.items, (id) => root.choose?.(id));
  root.items = items;
  root.style.gridTemplateColumns = `repeat(auto-fill, minmax(${data.width}px, 1fr))`;
  for (const button of root.querySelectorAll("button")) {
    if (data.chosen === null) button.removeAttribute("aria-pressed");
    else button.setAttribute("aria-pressed", String(button.dataset.id === data.chosen));
  }
}
