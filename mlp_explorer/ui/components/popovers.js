// A button in a popover starts something, and what it started is to be seen: the popover closes. But one
// that stops a row of a list leaves it open, as another row may be wanted, too.

const BUTTON = "[data-testid=stPopoverBody] [data-testid=stButton] button";
const OF_A_ROW = "[class*=st-key-train_queue_stop_]";

/** @param {Document} page */
export function closePopovers(page) {
  page.addEventListener("click", ({ target }) => {
    const button = target instanceof Element && target.closest(BUTTON);
    // Streamlit closes it where a person clicks beside it; the button's own click goes first
    if (button && !button.closest(OF_A_ROW)) setTimeout(() => page.body.click());
  });
}
