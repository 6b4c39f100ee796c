// streamlit-drawable-canvas with its mends: all are here and in canvas_mends.css.
//
// The package's script is a component for Streamlit, which would hand it what the server says and
// nothing else. Here it is called as one calls a library, with the same three arguments: so what
// lies on the canvas can be changed at once, and by nobody else.

import { find } from "./page.js";

const PEN = "#ffffff";
const PEN_OVER = "#BB3B9B"; // over a picture, light or dark: 5 : 1 on white, 4.2 : 1 on black
const RESTING_PX = 8; // a touch that moved less, when another one comes, is a hand that rests
const PALM_PX = 80; // wide, or high, is what touches with more than a finger
const GAP_PX = 4; // between two points, at most

/** @typedef {import("./drawing_model.js").Sketch} Sketch */
/** @typedef {import("./drawing_model.js").Stroke} Stroke */
/** @typedef {{ x: number, y: number }} Place */
/** @typedef {Place & { shiftKey?: boolean }} Point */
/** @typedef {{ id: number, type: string, points: Point[], moved: number, last: Place | null }} Touch */
/** @typedef {(args: object) => () => void} Library */

export class Canvas {
  // root: the element's shadow root, with a .canvas-root. hearStroke, hearPen: called with a new
  // stroke, and when the pen is put down.
  /**
   * @param {ShadowRoot} root @param {string} address
   * @param {(object: Stroke) => void} hearStroke @param {() => void} hearPen
   */
  constructor(root, address, hearStroke, hearPen) {
    this.root = root;
    this.hearStroke = hearStroke;
    this.hearPen = hearPen;
    /** @type {Library | null} */
    this.library = null;
    /** @type {(() => void) | null} */
    this.close_ = null;
    /** @type {{ sketch: Sketch, width: number } | null} */
    this.wanted = null;
    /** @type {Sketch | null} */
    this.shown = null;
    this.initial = {};
    this.count = this.nonce = 0;
    this.isDown = this.isClosed = this.hasPen = false;
    /** @type {Touch | null} */
    this.touch = null;
    this.load(address, 0);
    this.silence = this.listen();
  }

  /** @param {string} address @param {number} failures */
  load(address, failures) {
    const url = failures ? `${address}?again=${failures}` : address; // a failure may be remembered
    import(url).then(
      (library) => { this.library = library.default; this.draw(); },
      () => this.isClosed || setTimeout(() => this.load(address, failures + 1), 2000),
    );
  }

  // wanted: { sketch, width }; another drawing is another object.
  /** @param {{ sketch: Sketch, width: number }} wanted */
  show(wanted) {
    this.wanted = wanted;
    this.draw();
  }

  // A new drawing gives the canvas a new brush, so one that came in the middle of a stroke lost it.
  draw() {
    if (!this.library || !this.wanted || this.isDown || this.isClosed) return;
    const { sketch, width } = this.wanted;
    const background = sketch.picture ? "" : "#000000";
    if (sketch !== this.shown) {
      this.shown = sketch;
      this.count = sketch.objects.length;
      // the package only compares what it is given: the same drawing again is another one by its nonce
      this.initial = { objects: sketch.objects, background, nonce: ++this.nonce };
    }
    this.close_ = this.library({
      parentElement: this.root,
      /** @param {string} name @param {any} value */
      setStateValue: (name, value) => name === "drawing" && this.take(value.raw.objects),
      data: { initialDrawing: this.initial, backgroundColor: background, backgroundImageURL: null,
        backgroundImageFit: "contain", strokeColor: sketch.picture ? PEN_OVER : PEN, strokeWidth: width,
        fillColor: "#eee", canvasWidth: 280, canvasHeight: 280, drawingMode: "freedraw", displayRadius: 3,
        fontSize: 20, label: "", disabled: false, returnImageData: false, maxDisplayHeight: null,
        // it would send a stroke 0.2 s after its end: what followed at once went before it
        realtimeUpdateStreamlit: false },
    });
    // by style, as the package paints it with 280 × 280 pixels on the finest of screens, too
    find(this.root, ".dc-container").style.background =
      sketch.picture ? `url("${sketch.picture}") center / contain no-repeat` : "";
  }

  /** @param {Stroke[]} objects */
  take(objects) {
    const added = objects.slice(this.count);
    this.count = objects.length;
    added.forEach((object) => this.hearStroke(object));
  }

  // The drawing that is on the canvas already, as it is with a new stroke.
  /** @param {Sketch} sketch */
  accept(sketch) {
    this.shown = sketch;
  }

  // A drawing that is still being loaded fails on a canvas that is gone; it takes no longer than this.
  close() {
    this.isClosed = true;
    this.silence();
    setTimeout(() => this.close_?.());
  }

  // The pen. The package follows the first finger, whatever it is: a hand that lay on the tablet
  // before the pen was the pen, and a second finger's tap ended a stroke. Of a fast mouse, or a busy
  // browser's, it hears one place a frame, so a corner between two frames was lost; and as it rounds
  // what lies between, the ink that was seen had no corner that was read. So it is given one pointer,
  // as a mouse, with all the places where it was and no gaps between them.
  listen() {
    /** @param {Event} event */
    const stop = (event) => this.touch && event.isTrusted && event.stopImmediatePropagation();
    const pad = find(this.root, ".canvas-root");
    /** @type {[EventTarget, string, (event: any) => void][]} */
    const heard = [
      [pad, "pointerdown", (event) => this.press(event)],
      [pad, "touchstart", (event) => { event.preventDefault(); event.stopPropagation(); }],
      [window, "pointermove", (event) => this.move(event)],
      [window, "pointerup", (event) => this.lift(event)],
      [window, "pointercancel", (event) => this.lift(event)],
      [window, "mousedown", stop],
      [window, "mousemove", stop],
    ];
    const options = { capture: true, passive: false };
    heard.forEach(([where, what, hear]) => where.addEventListener(what, hear, options));
    return () => heard.forEach(([where, what, hear]) => where.removeEventListener(what, hear, options));
  }

  /** @param {PointerEvent} event */
  press(event) {
    if (event.button !== 0 || !this.library || this.isHand(event)) return;
    const before = this.touch;
    if (before) {
      const isPen = event.pointerType === "pen" && before.type === "touch";
      if (event.pointerId === before.id) this.end(before); // its end was not heard
      else if (isPen && this.isDown) this.end(before, false);
      else if (this.isDown) return; // another finger, while one draws
    }
    /** @type {Touch} */
    const touch = { id: event.pointerId, type: event.pointerType, points: [], moved: 0, last: null };
    this.touch = touch;
    this.add(touch, event);
    if (event.pointerType === "mouse") this.begin(touch);
  }

  // A touch beside a pen, or a large one. Where a person has a pen, fingers do not draw.
  /** @param {PointerEvent} event */
  isHand({ pointerType, width, height }) {
    this.hasPen ||= pointerType === "pen";
    return pointerType === "touch" && (this.hasPen || Math.max(width, height) >= PALM_PX);
  }

  /** @param {PointerEvent} event */
  move(event) {
    const { touch } = this;
    if (event.pointerId !== touch?.id) return;
    const events = event.getCoalescedEvents?.() ?? [];
    (events.length ? events : [event]).forEach((each) => this.add(touch, each));
    const isHand = touch.type === "touch" && touch.moved < RESTING_PX;
    if (!isHand) this.begin(touch);
  }

  /** @param {PointerEvent} event */
  lift(event) {
    const { touch } = this;
    if (event.pointerId !== touch?.id) return;
    if (event.type === "pointerup") {
      this.add(touch, event);
      this.begin(touch);
    }
    this.end(touch);
  }

  /** @param {Touch} touch @param {PointerEvent} event */
  add(touch, { clientX: x, clientY: y, shiftKey }) {
    const { last } = touch;
    const distance = last ? Math.hypot(x - last.x, y - last.y) : 0;
    touch.moved += distance;
    if (last && !distance) return;
    for (let k = 1, n = Math.ceil(distance / GAP_PX); last && k < n; k += 1) {
      const [right, down] = [x - last.x, y - last.y];
      this.put(touch, { x: last.x + (right * k) / n, y: last.y + (down * k) / n, shiftKey });
    }
    touch.last = { x, y };
    this.put(touch, { x, y, shiftKey });
  }

  /** @param {Touch} touch @param {Point} point */
  put(touch, point) {
    if (this.isDown) this.feed("mousemove", point);
    else touch.points.push(point);
  }

  /** @param {Touch} touch */
  begin(touch) {
    if (this.isDown) return;
    this.isDown = true;
    const [first, ...others] = touch.points;
    this.feed("mousedown", first);
    others.forEach((point) => this.feed("mousemove", point));
    this.hearPen();
  }

  // isInk: else what was drawn was a hand that rested, and goes.
  /** @param {Touch} touch */
  end(touch, isInk = true) {
    this.touch = null;
    if (!this.isDown) return;
    if (touch.last) this.feed("mouseup", touch.last);
    this.isDown = false;
    if (isInk) find(this.root, ".dc-toolbar button").click(); // it is the one that sends
    else this.shown = null;
    this.draw();
  }

  // a MouseEvent would round the place to whole pixels
  /** @param {string} type @param {Point} point */
  feed(type, { x, y, shiftKey = false }) {
    find(this.root, ".upper-canvas").dispatchEvent(new PointerEvent(type, { clientX: x, clientY: y, shiftKey,
      isPrimary: true, button: 0, buttons: type === "mouseup" ? 0 : 1, bubbles: true, composed: true,
      cancelable: true, view: window }));
  }
}
