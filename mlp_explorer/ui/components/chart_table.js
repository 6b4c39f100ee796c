// The numbers behind a chart, for those who hear or want them: a button below it, and what it opens. The
// tables are made when they are opened, and then follow the chart; rows that stay the same stay.

import { readTitle, tabulate } from "./chart_numbers.js";
import { fill } from "./text.js";

/** @typedef {import("./chart_numbers.js").Figure} Figure */

export class ChartTable {
  isOpen = false;
  /** @type {() => Figure} */
  read = () => ({ data: [], layout: {} });
  /** @type {Words} */
  words = {};
  /** @type {Grid[]} */
  grids = [];

  /** @param {HTMLElement} place at whose end it stands */
  constructor(place) {
    this.root = place.appendChild(document.createElement("div"));
    this.root.className = "numbers";
    this.button = this.root.appendChild(document.createElement("button"));
    this.button.type = "button";
    this.button.onclick = () => this.toggle();
    this.box = this.root.appendChild(document.createElement("div"));
    this.box.className = "numbers-box";
    this.box.tabIndex = 0; // to scroll it by keyboard
    this.box.setAttribute("role", "region");
    this.mark();
  }

  /** @param {() => Figure} read the figure as it is when it is asked for @param {Words} words */
  show(read, words) {
    this.read = read;
    this.words = words;
    const { data, layout } = read();
    const name = fill(words.name, { title: readTitle(layout) });
    this.root.hidden = !data.length; // a sentence stands there instead
    this.button.textContent = words.table;
    for (const each of [this.button, this.box]) each.setAttribute("aria-label", name);
    this.follow();
  }

  toggle() {
    this.isOpen = !this.isOpen;
    this.mark();
    this.follow();
  }

  mark() {
    this.button.setAttribute("aria-expanded", String(this.isOpen));
    this.box.hidden = !this.isOpen;
  }

  // The chart may have other numbers now.
  follow() {
    if (!this.isOpen) return;
    const tables = tabulate(this.read(), this.words);
    while (this.grids.length > tables.length) this.grids.pop()?.table.remove();
    tables.forEach((table, i) => (this.grids[i] ??= new Grid(this.box)).show(table));
  }
}

class Grid {
  head = "";
  /** @type {string[]} */
  rows = [];

  /** @param {HTMLElement} box */
  constructor(box) {
    this.table = box.appendChild(document.createElement("table"));
    this.caption = this.table.createCaption();
    this.heads = this.table.createTHead().insertRow();
    this.body = this.table.createTBody();
  }

  /** @param {import("./chart_numbers.js").Table} table */
  show({ caption, head, rows }) {
    if (this.caption.textContent !== caption) this.caption.textContent = caption;
    if (this.head !== JSON.stringify(head)) {
      this.heads.replaceChildren(...head.map((text) => makeHead(text, "col")));
      this.body.replaceChildren();
      this.rows = [];
    }
    const texts = rows.map((row) => JSON.stringify(row));
    rows.forEach((row, i) => {
      if (texts[i] === this.rows[i]) return;
      const line = this.body.rows[i] ?? this.body.insertRow();
      line.replaceChildren(makeHead(row[0], "row"), ...row.slice(1).map(makeCell));
    });
    while (this.body.rows.length > rows.length) this.body.deleteRow(-1);
    this.head = JSON.stringify(head);
    this.rows = texts;
  }
}

/** @param {string} text @param {"col" | "row"} scope */
const makeHead = (text, scope) => Object.assign(document.createElement("th"), { textContent: text, scope });

/** @param {string} text */
const makeCell = (text) => Object.assign(document.createElement("td"), { textContent: text });
