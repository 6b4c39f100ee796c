// A button that prints the page; another chapter begins at its top.

import { find, scrollToTop } from "./page.js";

/** @param {ComponentArgs<{ label: string, page: string }>} args */
export default function ({ data, parentElement }) {
  /** @type {HTMLButtonElement & { page?: string }} */
  const button = find(parentElement, "button");
  button.textContent = data.label;
  button.onclick = () => window.print();
  if (button.page && button.page !== data.page) scrollToTop();
  button.page = data.page;
}
