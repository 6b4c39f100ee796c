import assert from "node:assert/strict";
import { test } from "node:test";

import { step } from "../../../mlp_explorer/ui/components/stepper.js";

test("what is said is the sum of all steps, so that of two messages the newer one is enough", () => {
  const steps = { since: 1.5, total: 0 };
  const said = [1, 1, -1, 1].map((by) => step(steps, by));
  assert.deepEqual(said.map(({ total }) => total), [1, 2, 1, 2]);
  assert.deepEqual(said.map(({ since }) => since), Array(4).fill(1.5));
});

test("what was said does not change with the next step", () => {
  const steps = { since: 1, total: 0 };
  const first = step(steps, 1);
  step(steps, 1);
  assert.deepEqual(first, { since: 1, total: 1 });
});
