// Where the numbers of links are written: none over another, none over what is written beside neurons.

const [WIDTH, HEIGHT] = [52, 12]; // px of a number as it is written

/** @typedef {[x: number, y: number]} Spot */
/** @typedef {{ sum: number, count: number }} Block */

// Returns the middle of each link's number; none where there is no room. links: between the same two
// layers, each from one spot to another. taken: px behind their beginnings that are written on.
/** @param {[Spot, Spot][]} links @param {number} taken @returns {Spot[]} */
export function placeNumbers(links, taken) {
  if (!links.length) return [];
  const [[x1], [x2]] = links[0];
  const room = x2 - x1 - taken;
  if (room < WIDTH) return [];
  const share = (taken + room / 2) / (x2 - x1); // of the way
  const climb = share * share * (3 - 2 * share); // a link leaves and arrives level
  const heights = spread(links.map(([[, y1], [, y2]]) => y1 + (y2 - y1) * climb), HEIGHT);
  return heights.map((y) => [x1 + share * (x2 - x1), y]);
}

// Returns heights that are `gap` apart and as near as can be to those that are wanted, in the same
// order: a regression on what remains of each when the gaps before it are taken away.
/** @param {number[]} wanted @param {number} gap @returns {number[]} */
export function spread(wanted, gap) {
  const order = wanted.map((_, place) => place).sort((one, other) => wanted[one] - wanted[other]);
  /** @type {Block[]} */
  const blocks = []; // of neighbours that touch, each as high as their mean
  order.forEach((place, rank) => {
    let block = { sum: wanted[place] - rank * gap, count: 1 };
    while (blocks.length && mean(blocks[blocks.length - 1]) > mean(block)) {
      const { sum, count } = /** @type {Block} */ (blocks.pop());
      block = { sum: sum + block.sum, count: count + block.count };
    }
    blocks.push(block);
  });
  const means = blocks.flatMap((block) => Array(block.count).fill(mean(block)));
  /** @type {number[]} */
  const heights = [];
  order.forEach((place, rank) => { heights[place] = means[rank] + rank * gap; });
  return heights;
}

/** @param {Block} block */
const mean = ({ sum, count }) => sum / count;
