import { svg } from "./dom.js";

// What is drawn over a colour in the colour of the page, by look, so that areas differ without their colours too.
const strokes = {
  "look-2": "M-1 7L7 -1M-1 1L1 -1M5 7L7 5",
  "look-3": "M3 2.5v1",
  "look-4": "M0 3H6",
  starts: "M3 2.5v1",
  stops: "M-1 7L7 -1M-1 1L1 -1M5 7L7 5",
};
let patternCount = 0;

/** An area in the colour and the pattern of its look. */
export function patternedArea(base, look, path, title) {
  const stroke = strokes[look];
  const name = title ? svg("title", null, title) : null;
  if (!stroke) {
    return svg("path", { class: `${base} ${look}`, d: path }, name);
  }

  const id = `pattern-${++patternCount}`;
  return svg("g", null, name,
    svg("defs", null, svg("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse" }, svg("path", { class: "chart-pattern", d: stroke }))),
    svg("path", { class: `${base} ${look}`, d: path }),
    svg("path", { fill: `url(#${id})`, d: path }));
}
