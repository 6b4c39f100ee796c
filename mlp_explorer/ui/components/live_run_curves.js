// What is to be drawn of a run's events, without a page: points, and marks where something happened.

import { fill } from "./text.js";

/** @typedef {import("./live_run_events.js").RunEvent} RunEvent */
/** @typedef {import("./live_run_events.js").Started} Started */
/** @typedef {RunEvent & { x: number, gap?: boolean }} Point x: in epochs. gap: no line leads here */

const MARKS = ["TrainingStarted", "RateChanged", "LossDiverged", "WeightsKept"];

export class Curves {
  // The points, by the event that they are, and the marks: where a training went on, changed or
  // failed, and whose weights are kept.
  /** @param {Words} words */
  constructor(words) {
    this.words = words;
    this.steps = 1;
    this.started = false;
    this.yielded = false; // its last turn has ended, and no other has begun
    /** @type {Record<string, Point[]>} */
    this.points = { BatchEnded: [], EpochEnded: [] };
    /** @type {Record<string, Map<number, string>>} */
    this.marks = Object.fromEntries(MARKS.map((name) => [name, new Map()])); // position → words
    /** @type {Record<string, number>} */
    this.drawn = { BatchEnded: 0, EpochEnded: 0 }; // so many points are on screen
    /** @type {Record<string, number>} */
    this.reached = { BatchEnded: 0, EpochEnded: 0 }; // by the attempt that goes on, in epochs
    this.cut = false; // some that are on screen are no longer true
    this.marked = false; // marks have come or gone
  }

  /** @param {RunEvent} event */
  take(event) {
    const { type, epoch, step } = event;
    if (type === "TrainingStarted") {
      this.start(/** @type {RunEvent & Started} */ (event));
    } else if (type === "TrainingEnded") {
      this.yielded = event.reason === "yielded";
      if (!this.yielded) this.cutAfter(this.reached); // what was shown of an attempt before is not trained again
      if (event.reason === "diverged") this.mark("LossDiverged", this.latest, "diverged", { epoch });
    } else if (type === "RateChanged") {
      const rate = Number(event.learning_rate.toPrecision(6));
      this.mark(type, epoch - 1 + step / this.steps, "rate", { rate, epoch });
    } else if (type in this.points) {
      this.place({ ...event, x: step ? epoch - 1 + step / this.steps : epoch });
    }
  }

  // What an attempt before has shown stays until it is trained again, to the same numbers.
  /** @param {Point} point */
  place(point) {
    const { type, x, epoch, step } = point;
    const [points, reached] = [this.points[type], this.reached[type]];
    let end = points.length; // of those that stand before it
    while (end && points[end - 1].x > reached) end -= 1;
    let next = end; // of those that stay after it
    while (next < points.length && points[next].x <= x) next += 1;
    const last = points[end - 1];
    // epochs that were too quick for points within them: no line across
    const gap = step && last && epoch > last.epoch + 1 ? [{ ...last, gap: true }] : [];
    this.cut ||= end < this.drawn[type];
    points.splice(end, next - end, ...gap, point);
    this.reached[type] = x;
  }

  /** @param {Started} event */
  start({ steps, epoch, step }) {
    const from = epoch + step / steps;
    const goesOn = from > 0 && (this.started || this.points.EpochEnded.length > 0);
    for (const [type, marks] of Object.entries(this.marks)) {
      if (type === "WeightsKept") continue; // the page says so, not the events
      for (const x of marks.keys()) if (from === 0 || x > from) this.marked = marks.delete(x);
    }
    this.reached = { BatchEnded: from, EpochEnded: from };
    this.steps = steps;
    if (goesOn && !this.yielded) { // turns are no marks: nothing has changed
      const name = !this.started ? "branched" : step ? "continued_within" : "continued";
      this.mark("TrainingStarted", from, name, { epoch: step ? epoch + 1 : epoch });
    }
    this.started = true;
    this.yielded = false;
  }

  /** @param {Record<string, number>} reached in epochs, by the kind of points */
  cutAfter(reached) {
    for (const [type, points] of Object.entries(this.points)) {
      const kept = points.filter((point) => point.x <= reached[type]);
      this.cut ||= kept.length < this.drawn[type];
      this.points[type] = kept;
    }
  }

  get isNew() { // none of the points that there are is on screen
    return Object.values(this.drawn).every((count) => !count) && Object.values(this.points).some((each) => each.length);
  }

  get latest() { // where the newest point stands, in epochs
    return Math.max(...Object.values(this.reached));
  }

  /** @param {number | null} epoch whose weights are the network; null: they are the newest */
  keep(epoch) {
    const known = [...this.marks.WeightsKept.keys()];
    if (String(known) === String(epoch ?? "")) return;
    this.marks.WeightsKept.clear();
    this.marked = true;
    if (epoch !== null) this.mark("WeightsKept", epoch, "kept", { epoch });
  }

  /** @param {string} type @param {number} x @param {string} name @param {Record<string, unknown>} values */
  mark(type, x, name, values) { // what happens twice at one place is one mark
    this.marks[type].set(x, fill(this.words[name], values));
    this.marked = true;
  }

  // Returns the trace's points that are not drawn yet, or all of them. error: 1 − them. smooth: their
  // moving average, with this weight of what was before.
  /** @param {{ event: string, metric?: string, error?: boolean, smooth?: number }} meta @param {boolean} all */
  read({ event, metric = "", error = false, smooth = 0 }, all) {
    const drawn = all ? 0 : this.drawn[event];
    /** @param {Point[]} points */
    const select = (points) => points.filter((point) => point[metric] != null);
    const known = select(this.points[event].slice(smooth ? 0 : drawn)); // an average is of all before
    const values = known.map((point) => (point.gap ? null : error ? 1 - point[metric] : point[metric]));
    const first = smooth ? select(this.points[event].slice(0, drawn)).length : 0;
    const y = smooth ? smoothen(values, smooth) : values;
    return { x: known.slice(first).map((point) => point.x), y: y.slice(first) };
  }

  // Returns the trace of upright lines, with a marker on the axis.
  /** @param {{ event: string }} meta */
  readMarks({ event }) {
    const marks = [...this.marks[event]];
    return {
      x: marks.flatMap(([x]) => [x, x, null]),
      y: marks.flatMap(() => [0, 1, null]),
      text: marks.flatMap(([, text]) => [text, text, ""]),
      "marker.size": marks.flatMap(() => [9, 0, 0]),
    };
  }

  noteDrawn() {
    for (const type of Object.keys(this.drawn)) this.drawn[type] = this.points[type].length;
    this.cut = this.marked = false;
  }
}

// Returns the exponential moving average, corrected for its begin at 0, as TensorBoard has it.
/** @param {number[]} values @param {number} weight of what was before, in [0, 1) */
export function smoothen(values, weight) {
  let [sum, weights] = [0, 0];
  return values.map((value) => {
    sum = weight * sum + (1 - weight) * value;
    weights = weight * weights + 1 - weight;
    return sum / weights;
  });
}
