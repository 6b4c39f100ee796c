// Which part of a vertical axis is in sight: the points of those epochs that matter, and little more. Its ends are
// steps, so that it moves seldom; what is drawn within epochs has no say.

const FLOORS = [0.99, 0.98, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.2]; // of scores
const STEPS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]; // of a power of ten
const ROOM = 0.02; // of the axis, so that no point is cut at its end

/** @typedef {"score" | "error" | "amount" | "whole" | "log"} Scale scores reach up to 1, errors and amounts down to 0 */

// Returns both ends; null, while no epoch has said anything, where that depends on what comes.
/** @param {(number | null)[]} values the epochs' @param {Scale} scale @returns {[number, number] | null} */
export function findRange(values, scale) {
  const known = values.filter((value) => value !== null).filter(Number.isFinite);
  if (scale === "whole") return [0, 1 + ROOM];
  if (scale === "log") return findDecades(known.filter((value) => value > 0));
  if (scale !== "score") return known.length ? [0, stepUp((1 + ROOM) * Math.max(...known))] : null;
  const lowest = known.length ? Math.min(...known) : 0;
  const floor = lowest < 0 ? -stepUp(-(1 + ROOM) * lowest) : FLOORS.find((step) => step < lowest) ?? 0; // R² may be below 0
  return [floor, 1 + ROOM * (1 - floor)];
}

// Returns both ends as Plotly wants those of a logarithmic axis, to a third of a power of ten. It has no 0.
/** @param {number[]} values above 0 @returns {[number, number] | null} */
function findDecades(values) {
  if (!values.length) return null;
  const [low, high] = [Math.min(...values), Math.max(...values)].map((value) => 3 * Math.log10(value));
  return [Math.floor(low - ROOM) / 3, Math.ceil(high + ROOM) / 3];
}

// Returns the least step that is not below a value; nothing at all has an axis too.
/** @param {number} value 0 or more */
function stepUp(value) {
  const power = 10 ** Math.floor(Math.log10(value || 1));
  const step = STEPS.find((each) => each * power >= value) ?? 10;
  return Number((step * power).toPrecision(2)); // 0.6, not 0.6000000000000001
}
