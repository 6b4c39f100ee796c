import assert from "node:assert/strict";
import { test } from "node:test";

import { Picks, sort, turn } from "../../../mlp_explorer/ui/components/table_model.js";

/** @type {import("../../../mlp_explorer/ui/components/table_model.js").Row[]} */
const ROWS = ["1,000", "200", "", "50"].map((text, i) => (
  { id: String(i), cells: [[text, text ? Number(text.replace(",", "")) : null]] }));
/** @param {import("../../../mlp_explorer/ui/components/table_model.js").Row[]} rows */
const texts = (rows) => rows.map(({ cells }) => cells[0][0]);

test("numbers are sorted by their value, and rows without one come last", () => {
  assert.deepEqual(texts(sort(ROWS, { column: 0, falls: true })), ["1,000", "200", "50", ""]);
  assert.deepEqual(texts(sort(ROWS, { column: 0, falls: false })), ["50", "200", "1,000", ""]);
  assert.equal(sort(ROWS, null), ROWS);
});

test("a third click on a head brings back the order that the rows came in", () => {
  const first = turn(null, 1, "number");
  const second = turn(first, 1, "number");
  assert.deepEqual([first, second, turn(second, 1, "number")], [
    { column: 1, falls: true }, { column: 1, falls: false }, null]);
  assert.deepEqual(turn(first, 0, "name"), { column: 0, falls: false });
});

test("picks of quick clicks are all said again until the server has heard the last one", () => {
  const picks = new Picks(["a"]);
  assert.deepEqual(picks.toggle("b"), { b: true });
  assert.deepEqual(picks.toggle("a"), { a: false, b: true });
  picks.said = "2";
  picks.take(["a", "b"], "1"); // it has heard the first click only
  assert.deepEqual([picks.has("a"), picks.has("b"), picks.count], [false, true, 1]);
  picks.take(["b", "c"], "2");
  assert.deepEqual([picks.has("a"), picks.has("b"), picks.count, picks.changes], [false, true, 2, {}]);
});
