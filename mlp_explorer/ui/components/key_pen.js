// Drawing by keys: arrows move a pen over the canvas, Space puts it down and lifts it, a digit asks
// for a test image of it. What the pen does is a pointer's, which the canvas hears as any other.

import { find } from "./page.js";

const SIDE = 280; // of the canvas, in its own pixels
const [STEP, FINE_STEP] = [10, 2]; // in the same; with Shift
/** @type {Record<string, [number, number]>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const POINTER = -1; // an id that no other pointer has

export class KeyPen {
  // pad: what has the focus, with the canvas, the pen's mark and a line that is read aloud.
  /** @param {HTMLElement} pad @param {(digit: number) => void} bring */
  constructor(pad, bring) {
    this.pad = pad;
    this.bring = bring;
    this.mark = find(pad, ".pen-mark");
    /** @type {Words} */
    this.words = {};
    this.place = { x: SIDE / 2, y: SIDE / 2 };
    this.isDown = false;
    pad.addEventListener("keydown", (event) => this.press(event));
    pad.addEventListener("focus", () => this.show(pad.matches(":focus-visible")));
    pad.addEventListener("blur", () => this.leave());
    pad.addEventListener("pointerdown", (event) => event.isTrusted && this.leave(), { capture: true });
  }

  /** @param {Words} words */
  name(words) {
    this.words = words;
    this.pad.setAttribute("aria-label", words.name);
    this.pad.setAttribute("aria-description", words.keys);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const { key, shiftKey, repeat } = event;
    const way = WAYS[key];
    const isDigit = /^[0-9]$/.test(key);
    if (event.ctrlKey || event.altKey || event.metaKey || !(way || isDigit || key === " ")) return;
    event.preventDefault(); // the page would scroll
    event.stopPropagation();
    this.show(true);
    if (way) this.move(way, shiftKey ? FINE_STEP : STEP);
    else if (repeat) return;
    else if (isDigit) this.bring(Number(key));
    else this.turn(!this.isDown);
  }

  /** @param {[number, number]} way @param {number} step */
  move([right, down], step) {
    const limit = (/** @type {number} */ value) => Math.min(SIDE, Math.max(0, value));
    this.place = { x: limit(this.place.x + right * step), y: limit(this.place.y + down * step) };
    this.show(true);
    if (this.isDown) this.send("pointermove");
  }

  /** @param {boolean} isDown */
  turn(isDown) {
    this.isDown = isDown;
    this.send(isDown ? "pointerdown" : "pointerup");
    this.mark.classList.toggle("down", isDown);
    find(this.pad, ".pen-state").textContent = isDown ? this.words.pen_down : this.words.pen_up;
  }

  leave() {
    if (this.isDown) this.turn(false);
    this.show(false);
  }

  /** @param {boolean} isSeen */
  show(isSeen) {
    this.mark.hidden = !isSeen;
    this.mark.style.left = `${(100 * this.place.x) / SIDE}%`;
    this.mark.style.top = `${(100 * this.place.y) / SIDE}%`;
  }

  /** @param {string} type */
  send(type) {
    const root = find(this.pad, ".canvas-root");
    const { left, top, width, height } = root.getBoundingClientRect();
    const clientX = left + (this.place.x * width) / SIDE;
    const clientY = top + (this.place.y * height) / SIDE;
    root.dispatchEvent(new PointerEvent(type, { clientX, clientY, pointerId: POINTER, pointerType: "mouse",
      button: type === "pointermove" ? -1 : 0, bubbles: true, composed: true }));
  }
}
