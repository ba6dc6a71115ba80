import { html } from "../Charts/dom.js";

/** A part of the page with a heading that can be linked to. */
export function section(id, title, ...children) {
  return html("section", { id, "aria-labelledby": `${id}-title` }, html("h2", { id: `${id}-title` }, title), children);
}

/** A state in words and a sign, so that its colour only repeats it. What does not count for the verdict is never broken. */
export function stateMark(state, counts = true) {
  const words = { holds: "✓ holds", broken: counts ? "✗ broken" : "! exceeded", unknown: "? unknown" };
  return html("span", { class: `state ${counts || state === "holds" ? state : "unknown"}` }, words[state]);
}

/** A list of facts on as few lines as they fit. */
export function factList(facts) {
  return html("ul", { class: "facts" }, facts.filter(fact => fact).map(fact => html("li", null, fact)));
}
