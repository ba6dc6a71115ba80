import { svg } from "./dom.js";
import { dataTable } from "./dataTable.js";
import { chartFigure } from "./figure.js";
import { formatMoment } from "./format.js";
import { linearScale } from "./scale.js";

const labelHeight = 14;

// Where who and what do not fit beside each other, they stand below each other.
const narrow = 640;

/**
 * A few requests as bars over time, the earliest first: which could have been before which.
 * @param options title, rows: [{name, who, from, to or null, answer}], times in milliseconds.
 */
export function sequenceChart(options) {
  const from = Math.min(...options.rows.map(row => row.from));
  const to = Math.max(...options.rows.map(row => row.to ?? row.from), from + 0.001);
  return chartFigure({
    ...options,
    height: width => options.rows.length * rowOf(width) + 24,
    draw: (image, width, height) => {
      const x = linearScale(from, to, 2, width - 12);
      options.rows.forEach((row, index) => drawBar(image, row, x, index * rowOf(width), width));
      image.append(
        svg("text", { class: "chart-label", x: 2, y: height - 6 }, formatMoment(from, 4)),
        svg("text", { class: "chart-label", x: width - 2, y: height - 6, "text-anchor": "end" }, formatMoment(to, 4)));
    },
  }, dataTable(options.title, ["request", "by", "from", "to", "answer"], () =>
    options.rows.map(row => [row.name, row.who, formatMoment(row.from, 4), row.to === null ? "open" : formatMoment(row.to, 4), row.answer])));
}

function rowOf(width) {
  return (width < narrow ? 2 : 1) * labelHeight + 26;
}

/** An end that is not known is an arrow: the effect may come at any later time. */
function drawBar(image, row, x, top, width) {
  const start = x(row.from);
  const end = row.to === null ? width - 12 : Math.max(start + 3, x(row.to));
  const below = width < narrow ? { x: 2, dy: labelHeight } : {};
  const bar = top + rowOf(width) - 19;
  image.append(
    svg("text", { class: "chart-label", x: 2, y: top + labelHeight }, `${row.name}, ${row.who} `,
      svg("tspan", { class: "chart-strong", ...below }, `⇒ ${row.answer}`)),
    svg("rect", { class: "chart-bar", x: start, y: bar, width: end - start, height: 12 }));
  if (row.to === null) {
    image.append(svg("path", { class: "chart-bar", d: `M${end} ${bar - 2}l9 8l-9 8Z` }));
  }
}
