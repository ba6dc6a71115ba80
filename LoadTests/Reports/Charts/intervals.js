import { svg } from "./dom.js";
import { dataTable } from "./dataTable.js";
import { chartFigure, horizontalAxis, plotArea } from "./figure.js";
import { formatSpan } from "./format.js";
import { linearScale, logarithmicScale } from "./scale.js";

const rowHeight = 24;

/**
 * A dot with an interval for each of several things, on one horizontal axis that begins at 0, or below the least value where one is negative.
 * @param options title, text, columns: names of low, middle and high, rows: [{name, note, low, middle, high, dots: more values}], logarithmic,
 * format, marks: values with a line of their own.
 */
export function intervalChart(options) {
  const format = options.format ?? formatSpan;
  const figure = chartFigure({
    ...options,
    height: () => options.rows.length * rowHeight + 34,
    draw: (image, width, height) => {
      const names = Math.min(width * 0.4, 190);
      const area = { ...plotArea(width, height, 6, 26), left: names };
      const values = [...options.marks ?? [], ...options.rows.flatMap(row => [row.low, row.middle, row.high, ...row.dots ?? []])].filter(value => value !== null && value !== undefined);
      const x = horizontalScale(options, values, area);
      for (const tick of x.ticks(4)) {
        image.append(svg("line", { class: "chart-grid", x1: x(tick), x2: x(tick), y1: area.top, y2: area.bottom }));
      }

      for (const mark of options.marks ?? []) {
        image.append(svg("line", { class: "chart-mark", x1: x(mark), x2: x(mark), y1: area.top, y2: area.bottom }));
      }

      horizontalAxis(image, area, x, x.ticks(4), format);
      options.rows.forEach((row, index) => drawRow(image, row, x, area.top + (index + 0.5) * rowHeight));
    },
  }, dataTable(options.title, ["", ...options.columns], () => options.rows.map(row => [row.name, row.low, row.middle, row.high]
    .map((value, index) => index === 0 ? value : value === null || value === undefined ? "–" : format(value)))));
  return figure;
}

function horizontalScale(options, values, area) {
  if (!options.logarithmic) {
    const least = Math.min(0, ...values) * 1.05;
    return linearScale(least, least < 0 ? Math.max(0, ...values) * 1.05 : Math.max(1, ...values) * 1.05, area.left, area.right - 8);
  }

  const positive = values.filter(value => value > 0);
  const least = positive.length ? Math.min(...positive) : 1;
  const most = positive.length ? Math.max(...positive) : 10;
  return logarithmicScale(10 ** Math.floor(Math.log10(least)), 10 ** Math.ceil(Math.log10(Math.max(most, least * 1.01))), area.left, area.right - 8);
}

function drawRow(image, row, x, y) {
  image.append(svg("text", { class: "chart-label", x: 0, y: y + 4 }, row.name, row.note ? svg("tspan", { class: "chart-note" }, ` ${row.note}`) : null));
  if (row.low !== null && row.low !== undefined && row.high !== null && row.high !== undefined) {
    image.append(
      svg("line", { class: "chart-interval", x1: x(row.low), x2: x(row.high), y1: y, y2: y }),
      svg("line", { class: "chart-interval", x1: x(row.low), x2: x(row.low), y1: y - 4, y2: y + 4 }),
      svg("line", { class: "chart-interval", x1: x(row.high), x2: x(row.high), y1: y - 4, y2: y + 4 }));
  }

  for (const value of row.dots ?? []) {
    image.append(svg("circle", { class: "chart-small-dot", cx: x(value), cy: y, r: 2.5 }));
  }

  if (row.middle !== null && row.middle !== undefined) {
    image.append(svg("circle", { class: "chart-dot", cx: x(row.middle), cy: y, r: 5 }));
  }
}
