import assert from "node:assert/strict";
import { test } from "node:test";

import { find, locate } from "../../../mlp_explorer/ui/components/page.js";

const path = "runs/1a2b/events?after=7";

for (const [pathname, address] of [
  ["/", `http://here:8501/${path}`],
  ["/some/path/", `http://here:8501/some/path/${path}`],
  ["/user/ada/proxy/8501", `http://here:8501/user/ada/proxy/8501/${path}`],
]) {
  test(`an address is below the app's own at ${pathname}`, () => {
    assert.equal(locate(path, { origin: "http://here:8501", pathname }), address);
  });
}

test("an element that is not there is an error that names it", () => {
  const root = /** @type {any} */ ({ querySelector: () => null });
  assert.throws(() => find(root, ".tools"), /no \.tools/);
});
