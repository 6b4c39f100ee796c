// What was wrong is said over the page, at the end of the screen where nobody types: see style.css.

const TYPED = "input, textarea";
const NARROW_PX = 640; // from there on the sidebar stands beside it

/** @param {Document} page */
export function keepProblemsOff(page) {
  const root = page.documentElement;
  const view = window.visualViewport; // what a phone's keyboard leaves
  const height = () => view?.height ?? window.innerHeight;
  const place = () => {
    const field = page.activeElement;
    const isBeside = window.innerWidth > NARROW_PX && field?.closest("[data-testid=stSidebar]");
    const { top, bottom } = field?.matches(TYPED) && !isBeside ? field.getBoundingClientRect() : { top: 0, bottom: 0 };
    root.toggleAttribute("data-types-below", top + bottom > height());
    root.style.setProperty("--keyboard", `${Math.max(0, window.innerHeight - height())}px`);
  };
  page.addEventListener("focusin", place);
  view?.addEventListener("resize", place);
}
