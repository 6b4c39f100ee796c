import assert from "node:assert/strict";
import { test } from "node:test";

import { fill, writeNumber } from "../../../mlp_explorer/ui/components/text.js";

test("slots are filled, also twice, and what has no slot is left out", () => {
  assert.equal(fill("{a} of {b}, {a}", { a: 3, b: "x", c: 9 }), "3 of x, 3");
});

test("a value that looks like a pattern is written as it is", () => {
  assert.equal(fill("{name}!", { name: "$& {name}" }), "$& {name}!");
});

test("a number has at most so many decimals, no zeros behind them, and a true minus", () => {
  assert.equal(writeNumber(1.5), "1.5");
  assert.equal(writeNumber(-0.12345), "−0.1235");
  assert.equal(writeNumber(2), "2");
  assert.equal(writeNumber(0.0000456, 6), "0.000046");
  assert.equal(writeNumber(-0.00001), "0");
  assert.equal(writeNumber(12345.6), "12345.6");
});

test("where it is asked for, zeros stay", () => {
  assert.equal(writeNumber(9, 1, 1), "9.0");
  assert.equal(writeNumber(0.5, 3, 3), "0.500");
  assert.equal(writeNumber(99.96, 1, 1), "100.0");
});

test("the page's language says how", () => {
  const document = { documentElement: { lang: "de" } };
  Object.assign(globalThis, { document });
  try {
    assert.equal(writeNumber(-1.5), "−1,5");
  } finally {
    Reflect.deleteProperty(globalThis, "document");
  }
});
