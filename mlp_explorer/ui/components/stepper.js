// − and + of a number's field. What is said is the sum of all steps since the buttons came: of two
// clicks that reach a busy server at once, it hears the sum.

import { say } from "./say.js";

/** @typedef {{ label: string, enabled: boolean }} Side */
/** @typedef {{ since: number, total: number }} Steps since: which buttons they are the steps of */

const makeSteps = () => ({ since: Date.now() + Math.random(), total: 0 });

/** @param {Steps} steps @param {number} by */
export function step(steps, by) {
  steps.total += by;
  return { ...steps };
}

/** @param {ComponentArgs<{ less: Side, more: Side }>} args */
export default function ({ data, parentElement, setStateValue }) {
  /** @type {Element & { steps?: Steps }} */
  const host = parentElement.host;
  const steps = (host.steps ??= makeSteps());
  const [less, more] = parentElement.querySelectorAll("button");
  /** @param {HTMLButtonElement} button @param {number} by @param {Side} side */
  const update = (button, by, { label, enabled }) => {
    button.title = label;
    button.setAttribute("aria-label", label);
    button.disabled = !enabled;
    button.onclick = () => say(setStateValue, step(steps, by));
  };
  update(less, -1, data.less);
  update(more, 1, data.more);
}
