import assert from "node:assert/strict";
import { test } from "node:test";

import { find } from "../../../mlp_explorer/ui/components/page.js";

test("an element that is not there is an error that names it", () => {
  const root = /** @type {any} */ ({ querySelector: () => null });
  assert.throws(() => find(root, ".tools"), /no \.tools/);
});
