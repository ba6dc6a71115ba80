import { html } from "./dom.js";

/**
 * A table of a chart's numbers, for those who do not see it or want them exactly. It is filled when it is opened.
 * @param columns Headings.
 * @param rows Gives the rows, each an array of texts.
 */
export function dataTable(title, columns, rows) {
  const details = html("details", { class: "chart-data" }, html("summary", null, `Numbers of “${title}”`));
  details.addEventListener("toggle", () => {
    if (details.open) {
      details.querySelector(".table-scroll")?.remove();
      details.append(plainTable(title, columns, rows()));
    }
  });
  return details;
}

/** A table whose cells are texts or nodes; a column that holds nothing but numbers stands at the right, the first names the row. */
export function plainTable(caption, columns, rows) {
  const numbers = columns.map((_, index) => index > 0 && rows.length > 0 && rows.every(row => isNumber(row[index])));
  const cell = (value, index) => html("td", { class: numbers[index] ? "number" : null }, value instanceof Node ? value : String(value));
  return html("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": caption },
    html("table", null,
      html("caption", { class: "hidden" }, caption),
      html("thead", null, html("tr", null, columns.map((column, index) =>
        html("th", { scope: "col", class: numbers[index] ? "number" : null }, column)))),
      html("tbody", null, rows.map(row => html("tr", null, row.map((value, index) =>
        index === 0 ? html("th", { scope: "row" }, value instanceof Node ? value : String(value)) : cell(value, index)))))));
}

function isNumber(value) {
  return !(value instanceof Node) && /^–$|^unknown$|^-?[\d.,]+( ?(%|ms|µs|s|\/s))?$/.test(String(value));
}
