// What a run's events say, without a page: where it stands, and what is to be drawn.

import { fill } from "./text.js";

// as in `messages/events.py`; the metrics of points are read by name
/** @typedef {Record<string, any> & { type: string, epoch: number }} RunEvent */
/** @typedef {{ steps: number, images: number, precision: string, epoch: number, step: number }} Started */
/** @typedef {RunEvent & { x: number, gap?: boolean }} Point x: in epochs. gap: no line leads here */
/** @typedef {{ epochs: number, place?: number, language: string, words: Words }} Run */

/** @param {number} seconds @param {Words} words */
function duration(seconds, words) {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60)];
  if (seconds < 60) return fill(words.seconds, { seconds: Math.max(1, Math.round(seconds)) });
  if (seconds < 3600) return fill(words.minutes, { minutes, seconds: Math.round(seconds % 60) });
  return fill(words.hours, { hours, minutes: Math.round((seconds % 3600) / 60) });
}

const VALIDATING = 1.2; // an epoch with its validation, in times of the epoch alone

export class Progress {
  // What the status line says.
  steps = 1; // of an epoch
  images = 0; // that train in an epoch
  epoch = 0;
  fraction = 0; // of it that is done
  speed = 0; // images a second
  /** @type {RunEvent | null} */
  first = null; // epoch that has ended
  /** @type {RunEvent | null} */
  latest = null;
  /** @type {string | null} */
  phase = null;
  /** @type {string | null} */
  reason = null;
  /** @type {string | null} */
  precision = null;

  /** @param {Run} data */
  constructor(data) {
    this.data = data;
  }

  /** @param {RunEvent} event */
  take(event) {
    if (event.type === "TrainingStarted") {
      this.start(/** @type {RunEvent & Started} */ (event));
    } else if (event.type === "BatchEnded") {
      this.fraction = event.step / this.steps;
      Object.assign(this, { epoch: event.epoch, speed: event.images_per_s });
    } else if (event.type === "EpochEnded") {
      Object.assign(this, { epoch: event.epoch, speed: event.images_per_s, fraction: 1 });
      this.first ??= event;
      this.latest = event;
    } else if (event.type === "TrainingEnded") {
      /** @type {Record<string, string>} */
      const phases = { stopped: "stopping", paused: "pausing" };
      this.reach(event.epoch);
      Object.assign(this, { reason: event.reason, phase: phases[event.reason] ?? "testing" });
    } else if (event.type === "WorkerLost") {
      this.reach(event.epoch);
      this.phase = event.used_bytes ? "lost_memory" : "lost";
    }
  }

  /** @param {Started} event */
  start({ steps, images, precision, epoch, step }) { // a new training, or one that goes on
    Object.assign(this, { speed: 0, first: null, latest: null, reason: null });
    Object.assign(this, { steps, images, precision, phase: "running" });
    Object.assign(this, step ? { epoch: epoch + 1, fraction: step / steps } : { epoch, fraction: epoch ? 1 : 0 });
  }

  /** @param {number} epoch */
  reach(epoch) { // what is said of an epoch of which no point has come yet
    if (epoch !== this.epoch) this.fraction = 0;
    this.epoch = epoch;
  }

  end() { // no more events will come by themselves
    this.phase &&= "over";
  }

  get done() { // epochs, with the part of the running one
    return Math.max(0, this.epoch - 1 + this.fraction);
  }

  get running() { // the epoch whose steps are made
    return Math.min(this.data.epochs, this.epoch + (this.epoch === 0 || this.fraction === 1 ? 1 : 0));
  }

  get left() { // seconds; a training's first epoch compiles, so it is not counted where others are
    const remaining = this.data.epochs - this.done;
    const { first, latest } = this;
    if (first && latest && latest.epoch > first.epoch) {
      return remaining * (latest.elapsed_s - first.elapsed_s) / (latest.epoch - first.epoch);
    }
    return this.speed ? remaining * VALIDATING * this.images / this.speed : Infinity;
  }

  // Returns the parts of the status line, the first one in bold.
  /** @param {string | null} state @param {{ ended?: boolean, offline?: boolean }} stream @returns {string[]} */
  describe(state, { ended, offline }) {
    const { words, epochs, place } = this.data;
    const values = { epoch: this.epoch, epochs, place };
    /** @param {string} name @param {Record<string, unknown>} more */
    const say = (name, more = {}) => [fill(words[name], { ...values, ...more })];
    const precision = this.precision ? [words[this.precision]] : [];
    if (!state) return say("none");
    if (ended) return [...say(this.nameEnd(state), state === "interrupted" ? { epoch: this.running } : {}), ...precision];
    if (offline) return say("offline");
    if (state === "queued" && !this.phase?.startsWith("lost")) return say(place ? "place" : "queued");
    if (!this.phase) return say("loading");
    if (this.phase === "over") return say("queued"); // it goes on, its worker has not said so yet
    if (this.phase === "pausing") return say(this.nameEnd("paused"));
    if (this.phase !== "running") return say(this.phase);
    const left = isFinite(this.left) ? fill(words.left, { time: duration(this.left, words) }) : words.estimating;
    const speed = fill(words.speed, { speed: Math.round(this.speed).toLocaleString(this.data.language) });
    return [...say("running", { epoch: this.running }), left, ...(this.speed ? [speed] : []), ...precision];
  }

  /** @param {string} state @returns {string} */
  nameEnd(state) {
    if (state === "finished") return this.reason === "early_stopping" ? this.reason : state;
    if (!this.phase) return `${state}_unstarted`;
    return state === "paused" && this.fraction === 1 ? "paused_between" : state;
  }
}

export class Curves {
  // The points, by the event that they are, and the marks: where a training went on, or changed.
  /** @param {Words} words */
  constructor(words) {
    this.words = words;
    this.steps = 1;
    this.started = false;
    /** @type {Record<string, Point[]>} */
    this.points = { BatchEnded: [], EpochEnded: [] };
    /** @type {Record<string, Map<number, string>>} */
    this.marks = { TrainingStarted: new Map(), RateChanged: new Map() }; // position → words
    /** @type {Record<string, number>} */
    this.drawn = { BatchEnded: 0, EpochEnded: 0 }; // so many points are on screen
    this.cut = false; // some that are on screen are no longer true
    this.marked = false; // marks have come or gone
  }

  /** @param {RunEvent} event */
  take(event) {
    const { type, epoch, step } = event;
    if (type === "TrainingStarted") {
      this.start(/** @type {RunEvent & Started} */ (event));
    } else if (type === "RateChanged") {
      const rate = Number(event.learning_rate.toPrecision(6));
      this.mark(type, epoch - 1 + step / this.steps, "rate", { rate, epoch });
    } else if (type in this.points) {
      const points = this.points[type];
      const last = points[points.length - 1];
      // epochs that were too quick for points within them: no line across
      if (step && last && epoch > last.epoch + 1) points.push({ ...last, gap: true });
      points.push({ ...event, x: step ? epoch - 1 + step / this.steps : epoch });
    }
  }

  /** @param {Started} event */
  start({ steps, epoch, step }) { // of what was there, only what it goes on from is still true
    const from = epoch + step / steps;
    const goesOn = from > 0 && (this.started || this.points.EpochEnded.length > 0);
    this.cutAfter(from);
    this.steps = steps;
    if (goesOn) {
      const name = !this.started ? "branched" : step ? "continued_within" : "continued";
      this.mark("TrainingStarted", from, name, { epoch: step ? epoch + 1 : epoch });
    }
    this.started = true;
  }

  /** @param {number} from in epochs */
  cutAfter(from) {
    for (const [type, points] of Object.entries(this.points)) {
      const kept = points.filter((point) => point.x <= from);
      this.cut ||= kept.length < this.drawn[type];
      this.points[type] = kept;
    }
    for (const marks of Object.values(this.marks)) {
      for (const x of marks.keys()) if (from === 0 || x > from) this.marked = marks.delete(x);
    }
  }

  /** @param {string} type @param {number} x @param {string} name @param {Record<string, unknown>} values */
  mark(type, x, name, values) { // what happens twice at one place is one mark
    this.marks[type].set(x, fill(this.words[name], values));
    this.marked = true;
  }

  // Returns the trace's points that are not drawn yet, or all of them.
  /** @param {{ event: string, metric?: string }} meta the trace's @param {boolean} all */
  read({ event, metric = "" }, all) {
    const points = this.points[event].slice(all ? 0 : this.drawn[event]);
    const known = points.filter((point) => point[metric] != null);
    return { x: known.map((point) => point.x), y: known.map((point) => (point.gap ? null : point[metric])) };
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
