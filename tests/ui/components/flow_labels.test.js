import assert from "node:assert/strict";
import { test } from "node:test";

import { placeNumbers, spread } from "../../../mlp_explorer/ui/components/flow_labels.js";

test("numbers at one height are written below each other, around where they belong", () => {
  assert.deepEqual(spread([50, 50, 50], 12), [38, 50, 62]);
});

test("what is far enough apart stays, and the order with it", () => {
  assert.deepEqual(spread([90, 10, 40], 12), [90, 10, 40]);
  assert.deepEqual(spread([30, 20, 100, 28, 104], 12), [38, 14, 96, 26, 108]);
});

test("of nothing there is nothing", () => {
  assert.deepEqual(spread([], 12), []);
  assert.deepEqual(placeNumbers([], 0), []);
});

test("a number stands on its link, behind what is written at the link's beginning, or nowhere", () => {
  assert.deepEqual(placeNumbers([[[100, 20], [300, 80]]], 0), [[200, 50]]);
  const [[x, y]] = placeNumbers([[[100, 20], [300, 80]]], 60);
  assert.equal(x, 230); // the middle of 160 to 300
  assert.ok(y > 50 && y < 80);
  assert.deepEqual(placeNumbers([[[100, 20], [200, 80]]], 60), []);
});

test("the numbers of links that cross do not lie over each other", () => {
  const heights = placeNumbers([[[0, 0], [200, 100]], [[0, 100], [200, 0]]], 0).map(([, y]) => y);
  assert.deepEqual(heights, [44, 56]);
});
