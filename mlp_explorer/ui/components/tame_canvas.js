// Two mends for streamlit-drawable-canvas. Its toolbar is invisible and lies over the canvas's top
// right corner until the mouse hovers there: it swallowed strokes, and a tap on a phone wiped the
// drawing. So it is taken away; Undo and Clear are the page's own. And a stroke is sent when the
// pen is lifted, not 0.2 s later: what follows at once, such as a change of page, lost it.

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  .dc-toolbar { display: none !important; }
  .dc-scroll { overflow: visible !important; }
  .dc-scroll, .dc-container { touch-action: none; }
`);

function findCanvases() {
  return [...document.querySelectorAll(".st-key-draw_box *")]
    .map((element) => element.shadowRoot)
    .filter((root) => root);
}

// As soon as there is a shadow root, filled or not: the toolbar is never to be seen.
function tame() {
  for (const root of findCanvases()) {
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  }
}

// An element is given its shadow root a little after it is there, unannounced.
let timers = [];
function tameSoon() {
  timers.forEach(clearTimeout);
  timers = [0, 50, 200, 1000].map((ms) => setTimeout(tame, ms));
}

let drawn = null; // the canvas on which a stroke has begun
const begin = (event) => {
  drawn = findCanvases().find((root) => event.composedPath().includes(root)) ?? null;
};
const send = () => {
  const root = drawn;
  drawn = null;
  // after the canvas's own listeners, which add the stroke
  if (root) setTimeout(() => root.querySelector(".dc-toolbar button")?.click(), 0);
};

export default function ({ parentElement }) {
  const host = parentElement.host ?? parentElement;
  if (!host.tamer) {
    host.tamer = new MutationObserver(tameSoon);
    host.tamer.observe(document.body, { childList: true, subtree: true });
    for (const type of ["mousedown", "touchstart"]) document.addEventListener(type, begin, true);
    for (const type of ["mouseup", "touchend", "touchcancel"]) {
      document.addEventListener(type, send, true);
    }
  }
  tameSoon();
  return () => {
    host.tamer.disconnect();
    host.tamer = null;
    for (const type of ["mousedown", "touchstart"]) document.removeEventListener(type, begin, true);
    for (const type of ["mouseup", "touchend", "touchcancel"]) {
      document.removeEventListener(type, send, true);
    }
  };
}
