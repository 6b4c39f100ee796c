// − and + of a number's field. What is said is the sum of all steps since the buttons came: of two
// clicks that reach a busy server at once, it hears the sum.

import { say } from "./say.js";

export default function ({ data, parentElement, setStateValue }) {
  const host = parentElement.host ?? parentElement;
  host.steps ??= { since: Date.now() + Math.random(), total: 0 };
  const buttons = parentElement.querySelectorAll("button");
  [[-1, data.less], [1, data.more]].forEach(([by, { label, enabled }], i) => {
    const button = buttons[i];
    button.title = label;
    button.setAttribute("aria-label", label);
    button.disabled = !enabled;
    button.onclick = () => {
      host.steps.total += by;
      say(setStateValue, { ...host.steps });
    };
  });
}
