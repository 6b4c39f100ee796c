// streamlit-drawable-canvas with its mends: all are here and in canvas_mends.css.
//
// The package's script is a component for Streamlit, which would hand it what the server says and
// nothing else. Here it is called as one calls a library, with the same three arguments: so what
// lies on the canvas can be changed at once, and by nobody else.

const PEN = "#ffffff";
const PEN_OVER = "#BB3B9B"; // over a picture, light or dark: 5 : 1 on white, 4.2 : 1 on black
const RESTING_PX = 8; // a touch that moved less, when another one comes, is a hand that rests
const GAP_PX = 4; // between two points, at most

export class Canvas {
  // root: the element's shadow root, with a .canvas-root. hearStroke, hearPen: called with a new
  // stroke, and when the pen is put down.
  constructor(root, address, hearStroke, hearPen) {
    Object.assign(this, { root, hearStroke, hearPen, wanted: null, shown: null, count: 0, nonce: 0,
      isDown: false, touch: null });
    this.load(address, 0);
    this.listen();
  }

  load(address, failures) {
    const url = failures ? `${address}?again=${failures}` : address; // a failure may be remembered
    import(url).then(
      (library) => { this.library = library.default; this.draw(); },
      () => this.isClosed || setTimeout(() => this.load(address, failures + 1), 2000),
    );
  }

  // wanted: { sketch, width }; another drawing is another object.
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
      setStateValue: (name, value) => name === "drawing" && this.take(value.raw.objects),
      data: { initialDrawing: this.initial, backgroundColor: background, backgroundImageURL: null,
        backgroundImageFit: "contain", strokeColor: sketch.picture ? PEN_OVER : PEN, strokeWidth: width,
        fillColor: "#eee", canvasWidth: 280, canvasHeight: 280, drawingMode: "freedraw", displayRadius: 3,
        fontSize: 20, label: "", disabled: false, returnImageData: false, maxDisplayHeight: null,
        // it would send a stroke 0.2 s after its end: what followed at once went before it
        realtimeUpdateStreamlit: false },
    });
    // by style, as the package paints it with 280 × 280 pixels on the finest of screens, too
    this.find(".dc-container").style.background =
      sketch.picture ? `url("${sketch.picture}") center / contain no-repeat` : "";
  }

  find(selector) {
    return this.root.querySelector(selector);
  }

  take(objects) {
    const added = objects.slice(this.count);
    this.count = objects.length;
    added.forEach((object) => this.hearStroke(object));
  }

  // The drawing that is on the canvas already, as it is with a new stroke.
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
    const stop = (event) => this.touch && event.isTrusted && event.stopImmediatePropagation();
    const heard = [
      [this.find(".canvas-root"), "pointerdown", (event) => this.press(event)],
      [this.find(".canvas-root"), "touchstart", (event) => { event.preventDefault(); event.stopPropagation(); }],
      [window, "pointermove", (event) => this.move(event)],
      [window, "pointerup", (event) => this.lift(event)],
      [window, "pointercancel", (event) => this.lift(event)],
      [window, "mousedown", stop],
      [window, "mousemove", stop],
    ];
    const options = { capture: true, passive: false };
    heard.forEach(([where, what, hear]) => where.addEventListener(what, hear, options));
    this.silence = () => heard.forEach(([where, what, hear]) => where.removeEventListener(what, hear, options));
  }

  press(event) {
    if (event.button !== 0 || !this.library) return;
    if (this.touch) {
      const isPen = event.pointerType === "pen" && this.touch.type === "touch";
      if (event.pointerId === this.touch.id) this.end(); // its end was not heard
      else if (isPen && this.isDown) this.end(false);
      else if (this.isDown) return; // another finger, while one draws
    }
    this.touch = { id: event.pointerId, type: event.pointerType, points: [], moved: 0, last: null };
    this.add(event);
    if (event.pointerType === "mouse") this.begin();
  }

  move(event) {
    if (event.pointerId !== this.touch?.id) return;
    const events = event.getCoalescedEvents?.() ?? [];
    (events.length ? events : [event]).forEach((each) => this.add(each));
    const isHand = this.touch.type === "touch" && this.touch.moved < RESTING_PX;
    if (!isHand) this.begin();
  }

  lift(event) {
    if (event.pointerId !== this.touch?.id) return;
    if (event.type === "pointerup") {
      this.add(event);
      this.begin();
    }
    this.end();
  }

  add({ clientX: x, clientY: y, shiftKey }) {
    const { last } = this.touch;
    const distance = last ? Math.hypot(x - last.x, y - last.y) : 0;
    this.touch.moved += distance;
    if (last && !distance) return;
    for (let k = 1, n = Math.ceil(distance / GAP_PX); k < n; k += 1) {
      this.put({ x: last.x + ((x - last.x) * k) / n, y: last.y + ((y - last.y) * k) / n, shiftKey });
    }
    this.touch.last = { x, y };
    this.put({ x, y, shiftKey });
  }

  put(point) {
    if (this.isDown) this.feed("mousemove", point);
    else this.touch.points.push(point);
  }

  begin() {
    if (this.isDown) return;
    this.isDown = true;
    const [first, ...others] = this.touch.points;
    this.feed("mousedown", first);
    others.forEach((point) => this.feed("mousemove", point));
    this.hearPen();
  }

  // isInk: else what was drawn was a hand that rested, and goes.
  end(isInk = true) {
    const { last } = this.touch;
    this.touch = null;
    if (!this.isDown) return;
    this.feed("mouseup", last);
    this.isDown = false;
    if (isInk) this.find(".dc-toolbar button").click(); // it is the one that sends
    else this.shown = null;
    this.draw();
  }

  // a MouseEvent would round the place to whole pixels
  feed(type, { x, y, shiftKey = false }) {
    this.find(".upper-canvas").dispatchEvent(new PointerEvent(type, { clientX: x, clientY: y, shiftKey,
      isPrimary: true, button: 0, buttons: type === "mouseup" ? 0 : 1, bubbles: true, composed: true,
      cancelable: true, view: window }));
  }
}
