// Every component. The page bar, which is on the screen first, brings them all: none comes late
// when a page is opened, and none needs the server again.

import { closePopovers } from "./popovers.js";
import { keepProblemsOff } from "./problems.js";

closePopovers(document);
keepProblemsOff(document);

export { default as announcement } from "./announcement.js";
export { default as answer } from "./answer.js";
export { default as chart } from "./chart.js";
export { default as drawing_canvas } from "./drawing_canvas.js";
export { default as flow } from "./flow.js";
export { default as gallery } from "./gallery.js";
export { default as live_run } from "./live_run.js";
export { default as page_bar } from "./page_bar.js";
export { default as paste_picture } from "./paste_picture.js";
export { default as print_page } from "./print_page.js";
export { default as replay } from "./replay.js";
export { default as stepper } from "./stepper.js";
export { default as table } from "./table.js";
export { default as watch_runs } from "./watch_runs.js";
export { default as weighed_pixels } from "./weighed_pixels.js";
