import assert from "node:assert/strict";
import { test } from "node:test";

import { findRange } from "../../../mlp_explorer/ui/components/live_run_axes.js";

test("the axis of accuracy begins at the step below its lowest point, and ends above 1", () => {
  assert.deepEqual(findRange([0.977, 0.995], "score"), [0.95, 1.001]);
  assert.equal(findRange([0.9], "score")?.[0], 0.8, "a point on the step would be cut");
  assert.equal(findRange([0.11, 0.95], "score")?.[0], 0, "no epoch's point is hidden");
});

test("accuracies that rise within a step move nothing", () => {
  const first = findRange([0.91], "score");
  assert.deepEqual(findRange([0.91, 0.93, 0.97, 0.99], "score"), first);
});

test("an amount begins at 0 and ends at the step above its highest point", () => {
  assert.deepEqual(findRange([0.5, 0.31, 0.3], "amount"), [0, 0.6]);
  assert.deepEqual(findRange([2.302585], "amount"), [0, 2.5]);
  assert.deepEqual(findRange([99], "amount"), [0, 120]);
  assert.deepEqual(findRange([0], "amount"), [0, 1]);
});

test("an error begins at 0, as an amount does", () => {
  assert.deepEqual(findRange([0.023, 0.005], "error"), findRange([0.023, 0.005], "amount"));
  assert.deepEqual(findRange([0.023], "error"), [0, 0.025]);
});

test("what is no number has no say, and without an epoch accuracy has its whole axis", () => {
  assert.deepEqual(findRange([null, 0.97], "score"), findRange([0.97], "score"));
  assert.deepEqual(findRange([], "score"), [0, 1.02]);
  assert.equal(findRange([null], "amount"), null);
});

test("a logarithmic axis has the logarithms of its ends, and no 0; a whole one never moves", () => {
  assert.deepEqual(findRange([1, 0.01, 0], "log"), [-7 / 3, 1 / 3]);
  assert.equal(findRange([0], "log"), null);
  assert.deepEqual(findRange([0.99], "whole"), [0, 1.02]);
});
