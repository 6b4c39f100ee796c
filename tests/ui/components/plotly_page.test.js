import assert from "node:assert/strict";
import { test } from "node:test";

import { rimmed } from "../../../mlp_explorer/ui/components/plotly_page.js";

test("ticks that lines cross have a rim of the page's background, and no other trace has", () => {
  const lines = { type: "parcoords", tickfont: { size: 11, shadow: "none" } };
  const { size, shadow } = rimmed(lines, "#0e1117").tickfont;
  assert.equal(size, 11);
  assert.match(shadow, /^1px 1px 2px #0e1117, /);
  assert.equal(lines.tickfont.shadow, "none");
  const bars = { type: "bar" };
  assert.equal(rimmed(bars, "#fff"), bars);
});
