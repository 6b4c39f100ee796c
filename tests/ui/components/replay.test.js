import assert from "node:assert/strict";
import { test } from "node:test";

import { placeEpochs } from "../../../mlp_explorer/ui/components/replay.js";

test("epochs stand where they are, also where those between them are not kept", () => {
  assert.deepEqual(placeEpochs([0, 8, 9, 10]), [0, 0.8, 0.9, 1]);
  assert.deepEqual(placeEpochs([3, 4, 5]), [0, 0.5, 1]);
  assert.deepEqual(placeEpochs([7]), [0]);
});
