// Both sides together, in any order: tests/ui/test_drawing_model.py.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { DrawingModel, openModel } from "../../../mlp_explorer/ui/components/drawing_model.js";

const [A, B, C] = [{ is: "a" }, { is: "b" }, { is: "c" }];
/** @type {Map<string, string>} */
const kept = new Map();

beforeEach(() => {
  kept.clear();
  const sessionStorage = {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value),
  };
  Object.assign(globalThis, { window: {}, sessionStorage });
});

const make = (most = 50) => new DrawingModel({ book: "book", most });
/** @param {object} more */
const write = (more = {}) => ({ book: "book", most: 50, heard: 0, fresh: true, start: null, ...more });
/** @param {object} more */
const begin = (more = {}) => ({ revision: 1, heard: 0, base: { objects: [], picture: "" }, steps: [], more: false, ...more });

test("strokes show at once, and are sent until they were heard", () => {
  const model = make();
  model.addStroke(A);
  model.addStroke(B);
  assert.deepEqual(model.sketch.objects, [A, B]);
  assert.deepEqual(model.message().acts.map(({ n }) => n), [1, 2]);
  model.hear(write({ heard: 1 }));
  assert.deepEqual(model.message().acts, [{ n: 2, do: "stroke", object: B }]);
});

test("Undo takes the last step back and names it; Clear is one step", () => {
  const model = make();
  model.addStroke(A);
  model.addStroke(B);
  model.undo();
  assert.deepEqual(model.sketch.objects, [A]);
  assert.deepEqual(model.unheard[2], { n: 3, do: "undo", step: 2 });
  model.clear();
  assert.ok(model.isEmpty());
  model.undo();
  assert.deepEqual(model.sketch.objects, [A]);
});

test("there is nothing to undo on a new canvas, unless the server knows what was before", () => {
  const model = make();
  model.undo();
  assert.ok(!model.canUndo());
  assert.deepEqual(model.unheard, []);
  model.hear(write({ start: begin({ more: true }) }));
  model.undo();
  assert.deepEqual(model.unheard, [{ n: 1, do: "undo", step: null }]);
});

test("to clear an empty canvas is told, as a sample may be on its way, but is no step", () => {
  const model = make();
  model.clear();
  assert.deepEqual(model.unheard, [{ n: 1, do: "clear" }]);
  assert.ok(!model.canUndo());
});

test("only so many steps can be undone, and older ink stays", () => {
  const model = make(2);
  [A, B, C].forEach((stroke) => model.addStroke(stroke));
  model.undo();
  model.undo();
  assert.ok(!model.canUndo());
  assert.deepEqual(model.sketch.objects, [A]);
});

test("the server's drawing is taken over if it had heard of all that was done here", () => {
  const model = make();
  model.addStroke(A);
  const sample = { objects: [C], picture: "" };
  const start = begin({ revision: 2, heard: 1, steps: [{ name: -1, sketch: sample }] });
  model.hear(write({ heard: 1, fresh: false, start }));
  assert.deepEqual(model.sketch, sample);
  assert.equal(model.message().seen, 2);
});

test("a late answer never wipes a newer stroke", () => {
  const model = make();
  model.addStroke(A);
  model.addStroke(B);
  model.hear(write({ heard: 1, start: begin({ revision: 2, heard: 1 }) }));
  assert.deepEqual(model.sketch.objects, [A, B]);
  assert.equal(model.message().seen, 0);
});

test("a new session goes on with what the tab has kept, a server that has a drawing does not", () => {
  make().addStroke(A);
  const again = make();
  again.hear(write({ start: begin() }));
  assert.deepEqual(again.sketch.objects, [A]);
  assert.deepEqual(again.unheard, [{ n: 1, do: "restore", objects: [A] }]);
  const other = make();
  other.hear(write({ fresh: false, start: begin({ base: { objects: [B], picture: "" } }) }));
  assert.deepEqual(other.sketch.objects, [B]);
});

test("a browser that forbids to keep anything draws all the same", () => {
  const forbid = () => { throw new DOMException("no", "SecurityError"); };
  Object.assign(globalThis, { sessionStorage: { getItem: forbid, setItem: forbid } });
  const model = make();
  model.hear(write({ start: begin() }));
  model.addStroke(A);
  assert.deepEqual(model.sketch.objects, [A]);
});

test("a tab has one model, and another one for another book", () => {
  const first = openModel(write());
  assert.equal(openModel(write()), first);
  assert.notEqual(openModel(write({ book: "other" })), first);
});
