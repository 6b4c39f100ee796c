// Returns what cannot be read on a page: text that is cut, text that lies over other text, and whether
// the page can be moved sideways. Formulas lay signs over each other on purpose; what is hidden, or only
// heard, is not looked at.
() => {
  const SKIPPED = ".katex, .katex-mathml, [aria-hidden=true], script, style, noscript, [data-testid=stStatusWidget]";
  const EPSILON = 2; // px: letters reach over their line
  const found = [];
  const name = (node) => node.data.trim().slice(0, 40);

  function* list(root) { // text nodes, also in shadows
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE && node.data.trim()) yield node;
      else if (node.shadowRoot) yield* list(node.shadowRoot);
    }
  }
  const parentOf = (element) => element.parentElement ?? element.getRootNode().host ?? null;
  const listLines = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()];
  };
  const isSeen = (element, box) => {
    if (box.width <= EPSILON || box.height <= EPSILON || box.right < 0 || box.bottom < 0) return false;
    for (let each = element; each; each = parentOf(each)) {
      const { opacity, clipPath, overflow } = getComputedStyle(each);
      if (overflow === "hidden" && each.clientWidth <= EPSILON && each instanceof HTMLElement) return false;
      if (each.matches(SKIPPED) || Number(opacity) === 0 || clipPath.startsWith("inset")) return false;
    }
    return element.checkVisibility({ visibilityProperty: true });
  };
  // the part of a text that is not hidden by what is around it
  const findCut = (element, box) => {
    for (let each = element; each; each = parentOf(each)) {
      const { overflowX, overflowY, position } = getComputedStyle(each);
      const frame = each.getBoundingClientRect();
      if (each instanceof SVGElement ? each.tagName === "svg" && overflowX === "hidden" : /hidden|clip/.test(overflowX)) {
        if (box.right > frame.right + EPSILON || box.left < frame.left - EPSILON) return each;
      }
      if (!(each instanceof SVGElement) && /hidden|clip/.test(overflowY) && each !== document.body) {
        if (box.bottom > frame.bottom + EPSILON && box.top < frame.bottom) return each;
      }
      if (/auto|scroll/.test(overflowX + overflowY) || position === "fixed") return null;
    }
    return null;
  };

  const texts = [...list(document.body)].flatMap((node) => listLines(node).map((box) => ({ node, box })))
    .filter(({ node, box }) => isSeen(node.parentElement, box));
  for (const { node, box } of texts) {
    if (findCut(node.parentElement, box)) found.push(`cut: ${name(node)}`);
  }
  for (let i = 0; i < texts.length; i += 1) {
    for (let k = i + 1; k < texts.length; k += 1) {
      const [a, b] = [texts[i].box, texts[k].box];
      if (texts[i].node === texts[k].node) continue;
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > EPSILON && high > Math.max(EPSILON, 0.3 * Math.min(a.height, b.height))) {
        found.push(`over each other: ${name(texts[i].node)} | ${name(texts[k].node)}`);
      }
    }
  }
  for (const each of document.querySelectorAll("[data-testid=stMain], html")) {
    if (each.scrollWidth > each.clientWidth + 1) found.push(`moves sideways by ${each.scrollWidth - each.clientWidth} px`);
  }
  return [...new Set(found)];
}
