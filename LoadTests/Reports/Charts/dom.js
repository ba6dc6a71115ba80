const svgNamespace = "http://www.w3.org/2000/svg";

/**
 * Makes an element of HTML. Attributes that are functions are listeners; null and false ones are left out; children are nodes or text, so
 * that nothing is ever parsed as markup.
 */
export function html(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** Makes an element of SVG, as {@link html} does. */
export function svg(name, attributes, ...children) {
  return fill(document.createElementNS(svgNamespace, name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === "function") {
      element.addEventListener(name, value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }

  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}
