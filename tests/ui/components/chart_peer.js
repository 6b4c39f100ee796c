// The tables of figures without a browser, for tests/ui/test_chart_numbers.py: of each line that comes, a
// figure as Python wrote it and the words, the tables go back as a line.

import { createInterface } from "node:readline";

import { tabulate } from "../../../mlp_explorer/ui/components/chart_numbers.js";

for await (const line of createInterface({ input: process.stdin })) {
  const [figure, words] = JSON.parse(line);
  console.log(JSON.stringify(tabulate(JSON.parse(figure), words)));
}
