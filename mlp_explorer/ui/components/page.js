// What is on the page.

// An element that is there, as a component has made it.
/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @overload
 * @param {ParentNode} root @param {Tag} selector
 * @returns {HTMLElementTagNameMap[Tag]}
 */
/**
 * @overload
 * @param {ParentNode} root @param {string} selector
 * @returns {HTMLElement}
 */
/** @param {ParentNode} root @param {string} selector */
export function find(root, selector) {
  const element = root.querySelector(selector);
  if (!element) throw new Error(`no ${selector}`);
  return element;
}

// The top of the page, for another one or another chapter.
export const scrollToTop = () => document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);

/** @param {string} icon a ligature of the font that Streamlit brings */
export function makeSymbol(icon) {
  const symbol = document.createElement("span");
  symbol.textContent = icon;
  symbol.setAttribute("aria-hidden", "true");
  symbol.translate = false;
  return symbol;
}
