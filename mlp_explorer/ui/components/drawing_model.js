// What is drawn, as this tab knows it; `ui/sketchbook.py` says the rules. It outlives the page's
// element: what was drawn while the page was being left has not been heard yet.

const NOTHING = { objects: [], picture: "" };
const PLACE = "mlp-explorer-sketch"; // in the tab's storage, which survives a reload and is nobody else's

export class DrawingModel {
  constructor(data) {
    Object.assign(this, { book: data.book, most: data.most, serial: 0, seen: 0, version: 0,
      unheard: [], base: NOTHING, steps: [], more: false, sketch: NOTHING });
  }

  canUndo() {
    return this.steps.length > 0 || this.more;
  }

  isEmpty() {
    return !this.sketch.objects.length && !this.sketch.picture;
  }

  addStroke(object) {
    this.act({ do: "stroke", object }, { stroke: object });
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

  act(what, step = null) {
    const name = ++this.serial;
    this.unheard.push({ n: name, ...what });
    if (step) this.steps.push({ name, ...step });
    if (this.steps.length > this.most) this.base = fold(this.base, [this.steps.shift()]);
    this.change();
  }

  change() {
    this.version += 1;
    this.sketch = fold(this.base, this.steps);
    keep(this.sketch);
  }

  message() {
    return { book: this.book, seen: this.seen, acts: this.unheard };
  }

  // Take what the server says: the drawing only if it had heard of all that was done here.
  hear({ heard, start, fresh }) {
    const isNew = !this.seen;
    this.unheard = this.unheard.filter(({ n }) => n > heard);
    this.serial = Math.max(this.serial, heard);
    if (start && start.revision !== this.seen && start.heard === this.serial) {
      Object.assign(this, { seen: start.revision, base: start.base, steps: start.steps, more: start.more });
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

function fold(sketch, steps) {
  return steps.reduce((before, { stroke, sketch: other }) =>
    stroke ? { ...before, objects: [...before.objects, stroke] } : other, sketch);
}

// A picture is too large for the tab's storage.
function keep({ objects, picture }) {
  tryStorage(() => sessionStorage.setItem(PLACE, JSON.stringify(picture ? [] : objects)));
}

function readKept() {
  return JSON.parse(tryStorage(() => sessionStorage.getItem(PLACE)) ?? "[]");
}

function tryStorage(use) {
  try {
    return use();
  } catch (error) { // a browser may forbid a page to keep anything, or have no room left
    if (!(error instanceof DOMException)) throw error;
    return null;
  }
}

// One for the whole tab. A new session, or another server, has another book.
export function openModel(data) {
  if (window.mlpExplorerDrawing?.book !== data.book) window.mlpExplorerDrawing = new DrawingModel(data);
  return window.mlpExplorerDrawing;
}
