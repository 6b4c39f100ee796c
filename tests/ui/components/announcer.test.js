import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { Announcer } from "../../../mlp_explorer/ui/components/announcer.js";

/** @type {string[]} */
let said;
/** @type {Announcer} */
let announcer;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  said = [];
  announcer = new Announcer((sentence) => said.push(sentence));
  announcer.hear("", "Empty.");
});

const settle = () => mock.timers.runAll();

test("what is there at first is not said", () => {
  settle();
  assert.deepEqual(said, []);
});

test("of answers that follow each other, the last one is said, once", () => {
  announcer.hear("7", "It says 7.");
  announcer.hear("1", "It says 1.");
  announcer.hear("7", "It says 7, again.");
  settle();
  announcer.hear("7", "It says 7, again.");
  settle();
  assert.deepEqual(said, ["It says 7, again."]);
});

test("the same answer with other figures, as after each epoch, is not said again", () => {
  announcer.hear("7", "It says 7: 80 %.");
  announcer.hear("7", "It says 7: 90 %.");
  settle();
  announcer.hear("7", "It says 7: 95 %.");
  settle();
  assert.deepEqual(said, ["It says 7: 90 %."]);
});
