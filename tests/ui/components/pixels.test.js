import assert from "node:assert/strict";
import { test } from "node:test";

import { AGAINST, FOR, SIDE, colorSigned, decode, paintPixels } from "../../../mlp_explorer/ui/components/pixels.js";

/** @param {number[]} color */
const write = (color) => `#${color.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`.toUpperCase();

test("bytes come out of base64 as they were", () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
  assert.deepEqual(decode(Buffer.from(bytes).toString("base64")), bytes);
});

test("the largest value has the full colour of its sign, nothing is black", () => {
  const color = colorSigned([2, -2, 0, 1]);
  assert.deepEqual([0, 1, 2].map((i) => write(color(i))), [FOR, AGAINST, "#000000"]);
  assert.deepEqual(color(3), [46, 134, 201].map((channel) => Math.round(channel * 0.5 ** 0.6)));
});

test("numbers of 32 bits are coloured as those of 64", () => {
  const [few, many] = [colorSigned(Float32Array.of(1, -4)), colorSigned([1, -4])];
  assert.deepEqual([few(0), few(1)], [many(0), many(1)]);
});

test("values that are all nothing are black", () => {
  assert.deepEqual(colorSigned([0, 0])(1), [0, 0, 0]);
});

test("each pixel is painted with its colour, and nothing shines through", () => {
  const painted = paint((i) => [i % 256, 1, 2]);
  assert.equal(painted.length, 4 * SIDE * SIDE);
  assert.deepEqual([...painted.subarray(4 * 300, 4 * 301)], [300 % 256, 1, 2, 255]);
});

/** @param {(pixel: number) => number[]} color */
function paint(color) {
  class Image {
    /** @param {number} width @param {number} height */
    constructor(width, height) {
      this.data = new Uint8ClampedArray(4 * width * height);
    }
  }
  Object.assign(globalThis, { ImageData: Image });
  let painted = new Uint8ClampedArray();
  const pen = { putImageData: (/** @type {Image} */ image) => { painted = image.data; } };
  paintPixels(/** @type {any} */ ({ width: SIDE, height: SIDE, getContext: () => pen }), color);
  return painted;
}
