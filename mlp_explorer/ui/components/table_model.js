// What a table shows, without a page: in which order, and what is picked.

/** @typedef {{ label: string, kind: "text" | "name" | "number" | "time" }} Column */
/** @typedef {[text: string, value: number | null]} Cell value: what it is sorted by, else the text */
/** @typedef {{ id: string, cells: Cell[] }} Row */
/** @typedef {{ column: number, falls: boolean } | null} Order null: as the server has them */

// Returns the next order after a click on a column's head: numbers fall first, then rise, then as before.
/** @param {Order} order @param {number} column @param {Column["kind"]} kind @returns {Order} */
export function turn(order, column, kind) {
  const first = kind === "number" || kind === "time";
  if (order?.column !== column) return { column, falls: first };
  return order.falls === first ? { column, falls: !first } : null;
}

// Returns the rows in an order; those without a value are the last ones in both.
/** @param {Row[]} rows @param {Order} order @param {string} [language] */
export function sort(rows, order, language) {
  if (!order) return rows;
  const collator = new Intl.Collator(language, { numeric: true });
  const sign = order.falls ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [[textA, valueA], [textB, valueB]] = [a.cells[order.column], b.cells[order.column]];
    const missing = Number(!textA && valueA === null) - Number(!textB && valueB === null);
    if (missing) return missing;
    if (valueA !== null && valueB !== null) return sign * (valueA - valueB);
    return sign * collator.compare(textA, textB);
  });
}

// What is picked: what the server knows, and on top of it what it has not heard yet. A click that
// is merged with the next one is in both messages.
export class Picks {
  /** @param {string[]} picked */
  constructor(picked) {
    this.known = new Set(picked);
    /** @type {Record<string, boolean>} */
    this.changes = {};
    /** @type {string | null} */
    this.said = null; // the id of what was said last and is not heard yet
  }

  // Takes what the server shows, and the id of what it has heard last.
  /** @param {string[]} picked @param {string | null} heard */
  take(picked, heard) {
    this.known = new Set(picked);
    if (this.said !== heard) return;
    this.changes = {};
    this.said = null;
  }

  /** @param {string} id */
  has(id) {
    return this.changes[id] ?? this.known.has(id);
  }

  // Returns all that the server is to be told now.
  /** @param {string} id */
  toggle(id) {
    this.changes = { ...this.changes, [id]: !this.has(id) };
    return this.changes;
  }

  get count() {
    const all = new Set([...this.known, ...Object.keys(this.changes)]);
    return [...all].filter((id) => this.has(id)).length;
  }
}
