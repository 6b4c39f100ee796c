import assert from "node:assert/strict";
import { test } from "node:test";

import { Curves, smoothen } from "../../../mlp_explorer/ui/components/live_run_curves.js";
import { Progress } from "../../../mlp_explorer/ui/components/live_run_events.js";

// each text shows its slots: "running {epoch}/{epochs}"
const words = {
  none: "none", queued: "queued", place: "place {place}", running: "running {epoch}/{epochs}", left: "left {time}",
  seconds: "{seconds} s", minutes: "{minutes} min {seconds} s", hours: "{hours} h {minutes} min",
  speed: "{speed}/s", float32: "float32", estimating: "estimating", testing: "testing", loading: "loading",
  stopping: "stopping {epoch}", finished: "finished {epoch}", early_stopping: "early {epoch}",
  stopped: "stopped {epoch}", stopped_unstarted: "stopped before", paused: "paused {epoch}",
  paused_between: "paused after {epoch}", interrupted: "interrupted {epoch}", offline: "offline", lost: "lost {epoch}",
  memory: "needs {needed} has {free}", last: "last",
  wait: "in {time}", turn: "turn {epoch}", turn_between: "turn after {epoch}", lost_memory: "memory {epoch}", rate: "rate {rate} {epoch}", continued: "after {epoch}",
  continued_within: "in {epoch}", branched: "branched {epoch}", diverged: "diverged {epoch}", kept: "kept {epoch}",
};

/** @param {object} more */
const started = (more = {}) => (
  { type: "TrainingStarted", steps: 10, images: 1000, precision: "float32", epoch: 0, step: 0, ...more });
/** @param {number} epoch @param {number} step @param {number} loss */
const batch = (epoch, step, loss = 1) => ({ type: "BatchEnded", epoch, step, loss, images_per_s: 500 });
/** @param {number} epoch @param {number} elapsed_s @param {number | null} val_loss */
const ended = (epoch, elapsed_s = 10 * epoch, val_loss = 2) => (
  { type: "EpochEnded", epoch, loss: 1, val_loss, elapsed_s, images_per_s: 1234 });
/** @param {string} reason @param {number} epoch */
const over = (reason, epoch) => ({ type: "TrainingEnded", reason, epoch });

/** @param {...any} events */
function follow(...events) {
  const progress = new Progress({ epochs: 5, language: "en", words });
  events.forEach((event) => progress.take(event));
  return progress;
}

/** @param {...any} events */
function draw(...events) {
  const curves = new Curves(words);
  events.forEach((event) => curves.take(event));
  return curves;
}

const LOSS = { event: "EpochEnded", metric: "loss" };
const WITHIN = { event: "BatchEnded", metric: "loss" };

test("before anything was said, the run's state is", () => {
  assert.deepEqual(follow().describe(null, {}), ["none"]);
  assert.deepEqual(follow().describe("queued", {}), ["queued"]);
  assert.deepEqual(follow().describe("running", {}), ["loading"]);
  const waiting = new Progress({ epochs: 5, place: 2, language: "en", words });
  assert.deepEqual(waiting.describe("queued", {}), ["place 2"]);
  waiting.data.wait_s = 75;
  assert.deepEqual(waiting.describe("queued", {}), ["place 2", "in 1 min 15 s"]);
  waiting.data.memory = { needed: 3.1, free: 2 };
  assert.deepEqual(waiting.describe("queued", {}), ["needs 3.1 has 2.0"]);
  waiting.data.last = true;
  assert.deepEqual(waiting.describe("queued", {}), ["last"]);
});

test("the first epoch's time is estimated from its speed, with a fifth more for the validation", () => {
  assert.deepEqual(follow(started()).describe("running", {}), ["running 1/5", "estimating", "float32"]);
  const progress = follow(started(), batch(1, 5));
  assert.equal(progress.done, 0.5);
  assert.equal(progress.left, (4.5 * 1.2 * 1000) / 500);
  assert.deepEqual(progress.describe("running", {}), ["running 1/5", "left 11 s", "500/s", "float32"]);
});

test("later ones' from the epochs after the first, which compiles", () => {
  const progress = follow(started(), ended(1, 50), ended(2, 80));
  assert.equal(progress.left, 3 * 30);
  assert.deepEqual(progress.describe("running", {}), ["running 3/5", "left 1 min 30 s", "1,234/s", "float32"]);
});

test("hours are written as such", () => {
  assert.equal(follow(started(), ended(1, 0), ended(2, 3600)).describe("running", {})[1], "left 3 h 0 min");
});

test("a training that goes on within an epoch stands there", () => {
  const progress = follow(started({ epoch: 2, step: 5 }));
  assert.equal(progress.done, 2.5);
  assert.equal(progress.running, 3);
  assert.equal(follow(started({ epoch: 2 })).running, 3);
});

test("an end is said with its reason, and where it was", () => {
  const stream = { ended: true };
  assert.deepEqual(follow(started(), ended(5), over("completed", 5)).describe("finished", stream), ["finished 5", "float32"]);
  assert.equal(follow(started(), ended(3), over("early_stopping", 3)).describe("finished", stream)[0], "early 3");
  assert.equal(follow(started(), ended(1), over("stopped", 2)).describe("stopped", stream)[0], "stopped 2");
  assert.equal(follow().describe("stopped", stream)[0], "stopped before");
  assert.equal(follow(started(), ended(2), over("paused", 2)).describe("paused", stream)[0], "paused after 2");
  assert.equal(follow(started(), ended(2), batch(3, 4)).describe("paused", stream)[0], "paused 3");
  assert.equal(follow(started(), ended(2)).describe("interrupted", stream)[0], "interrupted 3");
});

test("between the end and its news, and while the line is cut, that is said", () => {
  assert.deepEqual(follow(started(), over("completed", 5)).describe("running", {}), ["testing"]);
  assert.deepEqual(follow(started(), over("stopped", 2)).describe("running", {}), ["stopping 2"]);
  assert.deepEqual(follow(started()).describe("running", { offline: true }), ["offline"]);
  const again = follow(started());
  again.end();
  assert.deepEqual(again.describe("queued", {}), ["queued"]);
});

test("a run is announced as it starts, at each quarter and as it ends, however many points come", () => {
  const progress = follow(started());
  /** @type {string[]} */
  const said = [];
  /** @param {any} event @param {string} state @param {boolean} isOver */
  const hear = (event, state = "running", isOver = false) => {
    progress.take(event);
    const text = progress.announce(state, { ended: isOver });
    if (text !== said[said.length - 1]) said.push(text);
  };
  progress.data.epochs = 8;
  for (let epoch = 1; epoch <= 8; epoch += 1) {
    for (let step = 1; step <= 10; step += 1) hear(batch(epoch, step));
    hear(ended(epoch));
  }
  hear(over("finished", 8));
  hear(over("finished", 8), "finished", true);
  assert.deepEqual(said, ["running 1/8", "running 3/8", "running 5/8", "running 7/8", "testing", "finished 8"]);
});

test("between two turns it waits for the next one, and where it goes on is no mark", () => {
  const between = [started(), ended(1), ended(2), over("yielded", 2)];
  assert.deepEqual(follow(...between).describe("queued", {}), ["turn after 2"]);
  const soon = follow(...between);
  soon.data.wait_s = 20;
  assert.deepEqual(soon.describe("queued", {}), ["turn after 2", "in 20 s"]);
  const within = [started(), ended(1), batch(2, 4), over("yielded", 2)];
  assert.deepEqual(follow(...within).describe("running", {}), ["turn 2"]);
  assert.deepEqual(follow(...within).describe("stopped", { ended: true }), ["stopped 2", "float32"]);
  const again = started({ epoch: 1, step: 4 });
  assert.equal(follow(...within, again).describe("running", {})[0], "running 2/5");
  const curves = draw(...within, again);
  assert.deepEqual(curves.readMarks({ event: "TrainingStarted" }).x, []);
  assert.deepEqual(curves.read(WITHIN, true).x, [1.4]);
  curves.take(over("paused", 2));
  curves.take(again);
  assert.deepEqual(curves.readMarks({ event: "TrainingStarted" }).x, [1.4, 1.4, null]);
});

test("a lost worker is said, and whether its memory was used up", () => {
  assert.deepEqual(follow(started(), { type: "WorkerLost", epoch: 2 }).describe("queued", {}), ["lost 2"]);
  const full = { type: "WorkerLost", epoch: 2, used_bytes: 9 };
  assert.deepEqual(follow(started(), full).describe("running", {}), ["memory 2"]);
});

test("points stand where they were made, in epochs, and are read once", () => {
  const curves = draw(started(), batch(1, 5, 3), ended(1), batch(2, 5, 2));
  assert.deepEqual(curves.read(WITHIN, false), { x: [0.5, 1.5], y: [3, 2] });
  assert.deepEqual(curves.read(LOSS, false), { x: [1], y: [1] });
  curves.noteDrawn();
  assert.deepEqual(curves.read(WITHIN, false), { x: [], y: [] });
  assert.deepEqual(curves.read(WITHIN, true).x, [0.5, 1.5]);
});

test("what was not measured is no point", () => {
  assert.deepEqual(draw(started(), ended(1, 1, null)).read({ event: "EpochEnded", metric: "val_loss" }, true), { x: [], y: [] });
});

test("no line leads across epochs that had no points of their own", () => {
  const curves = draw(started(), batch(1, 5, 3), batch(3, 5, 1));
  assert.deepEqual(curves.read(WITHIN, true), { x: [0.5, 0.5, 2.5], y: [3, null, 1] });
});

test("what was shown stays until it is trained again, point by point, and nothing is doubled", () => {
  const curves = draw(started(), ended(1), batch(2, 5, 9), batch(2, 9, 9), ended(2), batch(3, 5, 9), ended(3));
  curves.noteDrawn();
  curves.take(started({ epoch: 1 }));
  assert.ok(curves.marked && !curves.cut);
  assert.deepEqual(curves.read(LOSS, true).x, [1, 2, 3]);
  curves.take(batch(2, 7, 8));
  assert.ok(curves.cut);
  assert.deepEqual(curves.read(WITHIN, true), { x: [1.7, 1.9, 2.5], y: [8, 9, 9] });
  curves.take({ ...ended(2), loss: 8 });
  assert.deepEqual(curves.read(LOSS, true), { x: [1, 2, 3], y: [1, 8, 1] });
  curves.take(batch(3, 2, 8));
  assert.deepEqual(curves.read(WITHIN, true), { x: [1.7, 2.2, 2.5], y: [8, 8, 9] });
  assert.deepEqual(curves.readMarks({ event: "TrainingStarted" }),
    { x: [1, 1, null], y: [0, 1, null], text: ["after 1", "after 1", ""], "marker.size": [9, 0, 0] });
});

test("what was shown goes where the training ends before it", () => {
  const curves = draw(started(), ended(1), ended(2), batch(3, 5), started({ epoch: 1 }), batch(2, 5));
  curves.noteDrawn();
  curves.take(over("stopped", 2));
  assert.ok(curves.cut);
  assert.deepEqual(curves.read(LOSS, true).x, [1]);
  assert.deepEqual(curves.read(WITHIN, true).x, [1.5]);
});

test("what is not on screen yet can be replaced without being cut from it", () => {
  const curves = draw(started(), ended(1), ended(2), started({ epoch: 1 }), ended(2));
  assert.ok(!curves.cut);
  assert.deepEqual(curves.read(LOSS, false).x, [1, 2]);
});

test("a training from the start again takes the marks, too", () => {
  const rate = { type: "RateChanged", epoch: 2, step: 5, learning_rate: 0.0010000001 };
  const curves = draw(started(), ended(1), rate);
  assert.deepEqual(curves.readMarks({ event: "RateChanged" }).text, ["rate 0.001 2", "rate 0.001 2", ""]);
  assert.deepEqual(curves.readMarks({ event: "RateChanged" }).x, [1.5, 1.5, null]);
  curves.take(started());
  assert.deepEqual(curves.readMarks({ event: "RateChanged" }).x, []);
});

test("a branch is marked where it left the other run", () => {
  const curves = draw(ended(1), ended(2), started({ epoch: 2 }));
  assert.deepEqual(curves.readMarks({ event: "TrainingStarted" }).text, ["branched 2", "branched 2", ""]);
  const within = draw(started(), ended(1), started({ epoch: 1, step: 5 }));
  assert.deepEqual(within.readMarks({ event: "TrainingStarted" }).text, ["in 2", "in 2", ""]);
});

test("where the loss became no number has a mark, at the newest point", () => {
  const curves = draw(started(), batch(1, 5), ended(1), batch(2, 4), over("diverged", 2));
  assert.deepEqual(curves.readMarks({ event: "LossDiverged" }).x, [1.4, 1.4, null]);
  assert.equal(curves.readMarks({ event: "LossDiverged" }).text[0], "diverged 2");
});

test("the epoch whose weights are kept has a mark, until the run goes on", () => {
  const curves = draw();
  curves.keep(3); // the page knows it before the events have come
  curves.take(started());
  assert.deepEqual(curves.readMarks({ event: "WeightsKept" }).x, [3, 3, null]);
  curves.noteDrawn();
  curves.keep(3);
  assert.equal(curves.marked, false, "what is on screen is not drawn again");
  curves.keep(null);
  assert.deepEqual([curves.marked, curves.readMarks({ event: "WeightsKept" }).x], [true, []]);
});

test("a moving average is corrected for its begin at 0", () => {
  assert.deepEqual(smoothen([2, 2, 2].map(Number), 0.6).map((value) => Number(value.toFixed(12))), [2, 2, 2]);
  const [first, second] = smoothen([1, 0], 0.5);
  assert.equal(first, 1);
  assert.ok(Math.abs(second - 1 / 3) < 1e-12, "(0.5 · 1 · 0.5 + 0.5 · 0) / (1 − 0.5²)");
});
test("an error is what accuracy lacks, and an average of new points knows those before", () => {
  const point = (/** @type {number} */ epoch, /** @type {number} */ score) => ({ type: "EpochEnded", epoch, score });
  const curves = draw(started(), point(1, 0.5), point(2, 0.75));
  const meta = { event: "EpochEnded", metric: "score", error: true };
  assert.deepEqual(curves.read(meta, true), { x: [1, 2], y: [0.5, 0.25] });
  const whole = curves.read({ ...meta, smooth: 0.5 }, true);
  curves.drawn.EpochEnded = 1;
  assert.deepEqual(curves.read({ ...meta, smooth: 0.5 }, false), { x: [2], y: [whole.y[1]] });
});
