import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { countActs, say } from "../../../mlp_explorer/ui/components/say.js";

beforeEach(() => Object.assign(globalThis, { window: {} }));

test("what is said is a state with an id of its own, which is returned", () => {
  /** @type {[string, any][]} */
  const said = [];
  const ids = [1, 2].map(() => say((name, value) => said.push([name, value]), "same"));
  assert.deepEqual(said, ids.map((id) => ["said", { id, value: "same" }]));
  assert.notEqual(ids[0], ids[1]);
});

test("how much has been done is the number of the last act, or nothing where there is no canvas", () => {
  assert.equal(countActs(), null);
  window.mlpExplorerDrawing = /** @type {any} */ ({ serial: 7 });
  assert.equal(countActs(), 7);
});
