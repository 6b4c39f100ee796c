// A table that is one: read aloud, sorted by the heads of its columns, its rows picked by check boxes.
// One box at a time is reached by Tab; arrows lead to the others. Rows are built as they are needed.

import { find } from "./page.js";
import { say } from "./say.js";
import { Picks, sort, turn } from "./table_model.js";
import { fill } from "./text.js";

const LONG = 24; // letters of a name, from which on it may take several lines
const PAGE = 100; // rows that are there at first, and more with each click

/** @typedef {import("./table_model.js").Row} Row */
/** @typedef {import("./table_model.js").Column} Column */
/**
 * @typedef {object} Data
 * @property {string} label
 * @property {Column[]} columns
 * @property {Row[]} rows
 * @property {string[] | null} picks null where there is nothing to pick
 * @property {string | null} heard
 * @property {string} height
 * @property {Words} words
 */

class Table {
  /** @param {HTMLElement} root @param {Data} data */
  constructor(root, data) {
    this.root = root;
    this.data = data;
    this.picks = new Picks(data.picks ?? []);
    /** @type {import("./table_model.js").Order} */
    this.order = null;
    this.most = PAGE;
    this.drawn = "";
    /** @type {string | null} */
    this.current = null; // the row whose box Tab leads to
    /** @type {(value: unknown) => string} */
    this.tell = () => "";
    this.table = find(root, "table");
    this.table.addEventListener("keydown", (event) => this.move(event));
  }

  /** @param {Data} data */
  show(data) {
    this.data = data;
    this.picks.take(data.picks ?? [], data.heard);
    find(this.root, ".table-box").style.maxHeight = data.height;
    find(this.table, "caption").textContent = data.label;
    const shows = JSON.stringify([data.columns, data.rows, data.picks === null]);
    if (shows !== this.drawn) this.build();
    this.drawn = shows;
    this.mark();
  }

  build() {
    const focused = this.focused;
    this.buildHead();
    const rows = sort(this.data.rows, this.order, document.documentElement.lang);
    const shown = rows.slice(0, this.most);
    if (!shown.some(({ id }) => id === this.current)) this.current = shown[0]?.id ?? null;
    find(this.table, "tbody").replaceChildren(...shown.map((row) => this.buildRow(row)));
    const more = find(this.root, ".table-more");
    more.hidden = rows.length <= this.most;
    more.textContent = fill(this.data.words.more, { count: rows.length - shown.length });
    more.onclick = () => { this.most += PAGE; this.build(); this.mark(); };
    if (focused) this.boxOf(focused)?.focus();
  }

  buildHead() {
    const heads = this.data.columns.map(({ label, kind }, column) => {
      const head = document.createElement("th");
      head.scope = "col";
      head.className = kind;
      const sorted = this.order?.column === column ? this.order : null;
      if (sorted) head.setAttribute("aria-sort", sorted.falls ? "descending" : "ascending");
      const button = document.createElement("button");
      button.type = "button";
      button.append(label, make("span", sorted ? (sorted.falls ? " ↓" : " ↑") : ""));
      button.lastElementChild?.setAttribute("aria-hidden", "true");
      button.onclick = () => {
        this.order = turn(this.order, column, kind);
        this.build();
        this.mark();
        find(this.table, `th:nth-child(${column + this.offset + 1}) button`).focus();
      };
      head.append(button);
      return head;
    });
    const corner = make("td", "");
    find(this.table, "thead tr").replaceChildren(...(this.offset ? [corner] : []), ...heads);
  }

  /** @param {Row} row */
  buildRow({ id, cells }) {
    const line = document.createElement("tr");
    line.dataset.id = id;
    const { columns, words } = this.data;
    const naming = columns.findIndex(({ kind }) => kind === "name");
    cells.forEach(([text, value], i) => {
      const { kind } = columns[i];
      const cell = make(i === naming ? "th" : "td", kind === "time" && value !== null ? writeTime(value) : text);
      if (i === naming) cell.setAttribute("scope", "row");
      cell.className = kind;
      cell.classList.toggle("long", text.length > LONG);
      line.append(cell);
    });
    if (!this.offset) return line;
    const box = document.createElement("input");
    box.type = "checkbox";
    box.setAttribute("aria-label", fill(words.pick, { name: cells[naming]?.[0] ?? "" }));
    box.onfocus = () => this.lead(id);
    line.onclick = () => this.toggle(id); // a click on the box, or Space, arrives here, too
    const cell = make("td", "");
    cell.append(box);
    line.prepend(cell);
    return line;
  }

  /** @param {string} id */
  toggle(id) {
    this.picks.said = this.tell(this.picks.toggle(id));
    this.mark();
    const name = this.boxOf(id)?.getAttribute("aria-label") ?? "";
    const word = this.picks.has(id) ? "picked" : "dropped";
    find(this.root, "[role=status]").textContent = fill(this.data.words[word], { name, count: this.picks.count });
  }

  mark() {
    for (const line of this.lines) {
      const [id, box] = [line.dataset.id ?? "", line.querySelector("input")];
      if (!box) return;
      box.checked = this.picks.has(id);
      box.tabIndex = id === this.current ? 0 : -1;
      line.classList.toggle("picked", box.checked);
    }
  }

  /** @param {KeyboardEvent} event */
  move(event) {
    const boxes = this.lines.map((line) => line.querySelector("input"));
    const place = boxes.findIndex((box) => box && box === event.target);
    const last = boxes.length - 1;
    const places = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: last };
    const next = /** @type {Record<string, number>} */ (places)[event.key];
    if (place < 0 || next === undefined) return;
    event.preventDefault();
    boxes[Math.min(Math.max(next, 0), last)]?.focus();
  }

  /** @param {string} id */
  lead(id) {
    this.current = id;
    for (const line of this.lines) find(line, "input").tabIndex = line.dataset.id === id ? 0 : -1;
  }

  /** @param {string} id */
  boxOf(id) {
    return this.lines.find((line) => line.dataset.id === id)?.querySelector("input");
  }

  get lines() {
    return [...find(this.table, "tbody").rows];
  }

  get focused() { // the row whose box has the focus
    return this.lines.find((line) => line.querySelector("input:focus"))?.dataset.id;
  }

  get offset() { // cells before the columns
    return this.data.picks === null ? 0 : 1;
  }
}

/** @param {"td" | "th" | "span"} tag @param {string} text */
const make = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });

// As the browser's own place and time have it. seconds: since 1970
/** @param {number} seconds */
function writeTime(seconds) {
  const language = document.documentElement.lang || "en";
  return new Intl.DateTimeFormat(language, { dateStyle: "short", timeStyle: "short" }).format(1000 * seconds);
}

/** @param {ComponentArgs<Data>} args */
export default function ({ data, parentElement, setStateValue }) {
  /** @type {HTMLElement & { table?: Table }} */
  const root = find(parentElement, ".table");
  root.table ??= new Table(root, data);
  root.table.tell = (value) => say(setStateValue, value);
  root.table.show(data);
}
