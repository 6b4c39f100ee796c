// What a run's events say of where it stands, without a page.

import { fill } from "./text.js";

// as in `messages/events.py`; the metrics of points are read by name
/** @typedef {Record<string, any> & { type: string, epoch: number }} RunEvent */
/** @typedef {{ steps: number, images: number, precision: string, epoch: number, step: number }} Started */
/** @typedef {{ place?: number, wait_s?: number | null, memory?: Record<string, number> | null, last?: boolean }} Wait as in `ui/streams.py` */
/** @typedef {Wait & { epochs: number, language: string, words: Words }} Run */

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
  /** @type {string | number | null} */
  moment = null; // that was announced last
  announced = "";

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
      const phases = { stopped: "stopping", paused: "pausing", yielded: "yielded" };
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
    if (state === "queued" && this.data.last) return say("last");
    if (state === "queued" && this.data.memory) return say("memory", this.nameMemory(this.data.memory));
    if (this.phase === "yielded") return [...say(this.fraction === 1 ? "turn_between" : "turn"), ...this.nameWait()];
    if (state === "queued" && !this.phase?.startsWith("lost")) return [...say(place ? "place" : "queued"), ...this.nameWait()];
    if (!this.phase) return say("loading");
    if (this.phase === "over") return say("queued"); // it goes on, its worker has not said so yet
    if (this.phase === "pausing") return say(this.nameEnd("paused"));
    if (this.phase !== "running") return say(this.phase);
    const left = isFinite(this.left) ? fill(words.left, { time: duration(this.left, words) }) : words.estimating;
    const speed = fill(words.speed, { speed: Math.round(this.speed).toLocaleString(this.data.language) });
    return [...say("running", { epoch: this.running }), left, ...(this.speed ? [speed] : []), ...precision];
  }

  /** @param {Record<string, number>} memory */
  nameMemory(memory) { // in GB
    const write = (/** @type {number} */ value) => value.toLocaleString(this.data.language, { minimumFractionDigits: 1 });
    return { needed: write(memory.needed), free: write(memory.free) };
  }

  // Returns what is said aloud: each new state, but of the epochs one a quarter of the run.
  /** @param {string | null} state @param {{ ended?: boolean, offline?: boolean }} stream */
  announce(state, stream) {
    const { words, epochs } = this.data;
    const [first] = this.describe(state, stream);
    const isRunning = first === fill(words.running, { epoch: this.running, epochs });
    const moment = isRunning ? Math.min(3, Math.floor(4 * this.done / epochs)) : first;
    if (moment !== this.moment) Object.assign(this, { moment, announced: first });
    return this.announced;
  }

  nameWait() { // how long, where it is known
    const { wait_s, words } = this.data;
    return wait_s ? [fill(words.wait, { time: duration(wait_s, words) })] : [];
  }

  /** @param {string} state @returns {string} */
  nameEnd(state) {
    if (state === "finished") return this.reason === "early_stopping" ? this.reason : state;
    if (!this.phase) return `${state}_unstarted`;
    return state === "paused" && this.fraction === 1 ? "paused_between" : state;
  }
}
