// What is drawn, as this tab knows it; `ui/sketchbook.py` says the rules. It outlives the page's
// element: what was drawn while the page was being left has not been heard yet.

/** @typedef {Record<string, unknown>} Stroke an object of Fabric.js */
/** @typedef {{ objects: Stroke[], picture: string }} Sketch */
/** @typedef {{ name: number, stroke?: Stroke | null, sketch?: Sketch | null }} Step one stroke more, or another drawing */
/** @typedef {{ n: number, do: string } & Record<string, unknown>} Act */
/** @typedef {{ revision: number, heard: number, base: Sketch, steps: Step[], more: boolean }} Start */
/** @typedef {{ book: string, most: number, heard: number, fresh: boolean, start: Start | null }} Book what the server says */

/** @type {Sketch} */
const NOTHING = { objects: [], picture: "" };
const PLACE = "mlp-explorer-sketch"; // in the tab's storage, which survives a reload and is nobody else's

export class DrawingModel {
  /** @param {Pick<Book, "book" | "most">} data */
  constructor({ book, most }) {
    this.book = book;
    this.most = most; // steps that can be undone
    this.serial = 0; // number of the last act
    this.seen = 0; // the server's revision that was taken over last
    this.sketch = this.base = NOTHING;
    /** @type {Act[]} */
    this.unheard = [];
    /** @type {Step[]} */
    this.steps = [];
    this.more = false; // the server knows steps before these
  }

  canUndo() {
    return this.steps.length > 0 || this.more;
  }

  isEmpty() {
    return !this.sketch.objects.length && !this.sketch.picture;
  }

  /** @param {Stroke} object */
  addStroke(object) {
    this.act({ do: "stroke", object }, { stroke: object });
  }

  // The picture is the server's: it comes with what that says next.
  /** @param {number} digit */
  bring(digit) {
    this.act({ do: "bring", digit });
  }

  undo() {
    if (!this.canUndo()) return;
    const step = this.steps.pop();
    this.act({ do: "undo", step: step ? step.name : null }); // null: the server knows what was before
  }

  clear() {
    // a sample may be on its way to an empty canvas: the server is told then, too
    this.act({ do: "clear" }, this.isEmpty() ? null : { sketch: NOTHING });
  }

  /** @param {{ do: string } & Record<string, unknown>} what @param {Omit<Step, "name"> | null} step */
  act(what, step = null) {
    const name = ++this.serial;
    this.unheard.push({ n: name, ...what });
    if (step) this.steps.push({ name, ...step });
    if (this.steps.length > this.most) this.base = fold(this.base, this.steps.splice(0, 1));
    this.change();
  }

  change() {
    this.sketch = fold(this.base, this.steps);
    keep(this.sketch);
  }

  message() {
    return { book: this.book, seen: this.seen, acts: this.unheard };
  }

  // Take what the server says: the drawing only if it had heard of all that was done here.
  /** @param {Pick<Book, "heard" | "start" | "fresh">} data */
  hear({ heard, start, fresh }) {
    const isNew = !this.seen;
    this.unheard = this.unheard.filter(({ n }) => n > heard);
    this.serial = Math.max(this.serial, heard);
    if (start && start.revision !== this.seen && start.heard === this.serial) {
      this.seen = start.revision;
      ({ base: this.base, steps: this.steps, more: this.more } = start);
      if (!(isNew && fresh && this.restore())) this.change();
    }
  }

  // A new session, such as after a reload, goes on with what the tab has kept.
  restore() {
    const objects = readKept();
    if (objects.length) this.act({ do: "restore", objects }, { sketch: { objects, picture: "" } });
    return objects.length > 0;
  }
}

/** @param {Sketch} sketch @param {Step[]} steps @returns {Sketch} */
function fold(sketch, steps) {
  return steps.reduce((before, { stroke, sketch: other }) =>
    stroke ? { ...before, objects: [...before.objects, stroke] } : other ?? before, sketch);
}

// A picture is too large for the tab's storage.
/** @param {Sketch} sketch */
function keep({ objects, picture }) {
  tryStorage(() => sessionStorage.setItem(PLACE, JSON.stringify(picture ? [] : objects)));
}

/** @returns {Stroke[]} */
function readKept() {
  return JSON.parse(tryStorage(() => sessionStorage.getItem(PLACE)) ?? "[]");
}

/** @template T @param {() => T} use @returns {T | null} */
function tryStorage(use) {
  try {
    return use();
  } catch (error) { // a browser may forbid a page to keep anything, or have no room left
    if (!(error instanceof DOMException)) throw error;
    return null;
  }
}

// One for the whole tab. A new session, or another server, has another book.
/** @param {Book} data */
export function openModel(data) {
  if (window.mlpExplorerDrawing?.book !== data.book) window.mlpExplorerDrawing = new DrawingModel(data);
  return window.mlpExplorerDrawing;
}
