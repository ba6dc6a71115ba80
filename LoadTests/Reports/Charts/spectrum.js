import { svg } from "./dom.js";
import { dataTable } from "./dataTable.js";
import { chartFigure, chartLegend, horizontalAxis, plotArea, verticalAxis } from "./figure.js";
import { formatCount, formatQuantile, formatSpan } from "./format.js";
import { linearScale, logarithmicScale } from "./scale.js";

// Fewer samples beyond a quantile than this make it a guess.
const enoughBeyond = 100;

/**
 * How long things took, quantile by quantile: to the right each mark has ten times fewer samples beyond it. Where only few samples lie
 * beyond, the background is hatched.
 * @param options title, text, count (samples), quantiles, series: [{name, look, values}] in milliseconds.
 */
export function spectrumChart(options) {
  const decades = Math.max(1, Math.ceil(Math.log10(Math.max(10, options.count))));
  const position = quantile => quantile >= 1 ? decades : Math.min(decades, -Math.log10(1 - quantile));
  const figure = chartFigure({
    ...options,
    legend: chartLegend(options.series.map(one => ({ ...one, shape: "line" }))),
    height: width => width < 500 ? 200 : 240,
    draw: (image, width, height) => {
      const area = plotArea(width, height, 10, 24);
      const x = linearScale(0, decades, area.left, area.right);
      const known = options.series.flatMap(one => one.values).filter(value => value > 0);
      const least = known.reduce((one, other) => Math.min(one, other), known[0] ?? 1);
      const most = known.reduce((one, other) => Math.max(one, other), least * 10);
      const y = logarithmicScale(10 ** Math.floor(Math.log10(least)), 10 ** Math.ceil(Math.log10(most)), area.bottom, area.top);
      const few = x(Math.max(0, Math.log10(Math.max(1, options.count / enoughBeyond))));
      image.append(svg("rect", { class: "chart-few", x: few, y: area.top, width: Math.max(0, area.right - few), height: area.bottom - area.top },
        svg("title", null, `fewer than ${enoughBeyond} samples beyond`)));
      verticalAxis(image, area, y, y.ticks(), formatSpan);
      horizontalAxis(image, area, x, Array.from({ length: decades + 1 }, (_, n) => n), n => n === 0 ? "min" : n === decades ? "max" : formatQuantile(1 - 10 ** -n));
      for (const one of options.series) {
        const points = one.values.map((value, index) => value === null ? "" : `${x(position(options.quantiles[index])).toFixed(1)},${y(value).toFixed(1)}`);
        image.append(svg("polyline", { class: `chart-line ${one.look}`, points: points.filter(point => point).join(" ") }));
      }
    },
  }, dataTable(options.title, ["quantile", "samples beyond", ...options.series.map(one => one.name)], () =>
    options.quantiles.map((quantile, index) => [
      formatQuantile(quantile),
      formatCount(Math.floor(options.count * (1 - quantile) + 1e-9)),
      ...options.series.map(one => formatSpan(one.values[index])),
    ])));
  return figure;
}
