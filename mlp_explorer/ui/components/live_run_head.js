// What stands above the charts of a run: its name, how far it is, and what is heard of it.

import { find } from "./page.js";

/** @typedef {import("./live_run_events.js").Progress} Progress */

export class Head {
  shown = ""; // the status

  /** @param {HTMLElement} root at whose begin it stands */
  constructor(root) {
    root.insertAdjacentHTML("afterbegin", `<div class="live-run-head"><div class="live-run-title"></div>
      <div class="live-run-status"></div><div class="live-run-said heard" role="status"></div></div>
      <div class="live-run-bar" aria-hidden="true"><i></i></div>`);
    this.root = root;
    this.title = find(root, ".live-run-title");
    this.status = find(root, ".live-run-status");
    this.said = find(root, ".live-run-said"); // not what is seen, which changes several times a second
    this.bar = find(root, ".live-run-bar i");
  }

  /** @param {string} title */
  name(title) {
    this.title.textContent = this.title.title = title;
  }

  /** @param {Progress} progress @param {string | null} state @param {Parameters<Progress["describe"]>[1]} line */
  show(progress, state, line) {
    const said = progress.announce(state, line);
    if (this.said.textContent !== said) this.said.textContent = said;
    const parts = progress.describe(state, line);
    if (parts.join("|") !== this.shown) {
      this.shown = parts.join("|");
      this.status.replaceChildren(...parts.map((part, i) => (
        Object.assign(document.createElement(i ? "span" : "b"), { textContent: part }))));
    }
    this.bar.style.transform = `scaleX(${Math.min(1, progress.done / progress.data.epochs)})`;
    this.root.dataset.state = state ?? "none";
  }
}
