import { dataTable } from "./dataTable.js";
import { chartLegend, insideOf, verticalAxis } from "./figure.js";
import { formatMoment } from "./format.js";
import { patternedArea } from "./patterns.js";
import { linearScale } from "./scale.js";
import { timeFigure } from "./timeFigure.js";

/**
 * How a whole was divided, over time: areas on each other that fill the height; empty where there was nothing to divide.
 * @param options title, text, bucket, series: [{name, look, values: () => counts}].
 */
export function shareChart(axis, options) {
  const draw = (image, area, scale) => {
    const x = insideOf(area, scale);
    const y = linearScale(0, 1, area.bottom, area.top);
    verticalAxis(image, area, y, [0, 0.5, 1], tick => `${tick * 100} %`);
    const counts = options.series.map(one => one.values());
    const end = Math.min(Math.max(...counts.map(one => one.length)), Math.ceil(axis.to / options.bucket) + 1);
    const first = Math.max(0, Math.floor(axis.from / options.bucket) - 1);
    const totals = totalsOf(counts, end);
    const bases = new Float64Array(Math.max(0, end));
    options.series.forEach((one, index) => image.append(
      patternedArea("chart-area", one.look, sharePath(counts[index], totals, bases, first, end, options.bucket, x, y))));
  };
  const at = time => sharesAt(options, Math.floor(time / options.bucket)).map((text, index) => `${options.series[index].name} ${text}`).join(", ");
  const rows = () => Array.from({ length: Math.max(...options.series.map(one => one.values().length)) }, (_, bucket) => [
    formatMoment(bucket * options.bucket),
    ...sharesAt(options, bucket),
  ]);
  const legend = chartLegend(options.series.map(one => ({ ...one, shape: "area" })));
  return timeFigure(axis, { ...options, legend, height: () => 130, draw, at },
    dataTable(options.title, ["at", ...options.series.map(one => one.name)], rows));
}

function totalsOf(counts, end) {
  return Array.from({ length: Math.max(0, end) }, (_, bucket) => counts.reduce((sum, one) => sum + (one[bucket] ?? 0), 0));
}

function sharesAt(options, bucket) {
  const counts = options.series.map(one => one.values()[bucket] ?? 0);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map(count => total === 0 ? "–" : `${Math.round(100 * count / total)} %`);
}

function sharePath(counts, totals, bases, first, end, bucket, x, y) {
  let path = "";
  for (let n = first; n < end; n++) {
    const share = totals[n] > 0 ? (counts[n] ?? 0) / totals[n] : 0;
    if (share > 0) {
      const [left, right] = [x(n * bucket).toFixed(1), x((n + 1) * bucket).toFixed(1)];
      path += `M${left} ${y(bases[n]).toFixed(1)}H${right}V${y(bases[n] + share).toFixed(1)}H${left}Z`;
      bases[n] += share;
    }
  }

  return path;
}
