import { svg } from "./dom.js";
import { dataTable } from "./dataTable.js";
import { chartLegend, insideOf, verticalAxis } from "./figure.js";
import { patternedArea } from "./patterns.js";
import { linearScale, logarithmicScale } from "./scale.js";
import { timeFigure } from "./timeFigure.js";

/**
 * Lines, or columns on each other, over time.
 * @param options title, text, bucket (milliseconds of a value), series: [{name, look, shape: "line" or "column", values: () => [...]}],
 * format, logarithmic, least (the top of the axis, at least), limit: {value, name}.
 */
export function timeSeriesChart(axis, options) {
  const draw = (image, area, scale) => {
    const x = insideOf(area, scale);
    const values = options.series.map(one => one.values());
    const shown = visibleRange(axis, options.bucket, Math.max(...values.map(one => one.length)));
    const y = verticalScale(options, values, shown, area);
    verticalAxis(image, area, y, options.logarithmic ? y.ticks() : y.ticks(4), options.format);
    drawColumns(image, options, values, shown, x, y);
    options.series.forEach((one, index) => one.shape === "line" && image.append(
      svg("path", { class: `chart-line ${one.look}`, d: linePath(values[index], shown, options.bucket, x, y) })));
    if (options.limit) {
      const at = y(options.limit.value);
      image.append(svg("line", { class: "chart-limit", x1: area.left, x2: area.right, y1: at, y2: at }, svg("title", null, options.limit.name)));
    }
  };
  const at = time => {
    const bucket = Math.floor(time / options.bucket);
    return options.series.map(one => `${one.name} ${valueText(one.values()[bucket], options.format)}`).join(", ");
  };
  const rows = () => Array.from({ length: Math.max(...options.series.map(one => one.values().length)) }, (_, bucket) => [
    axis.moment(bucket * options.bucket),
    ...options.series.map(one => valueText(one.values()[bucket], options.format)),
  ]);
  return timeFigure(axis, { ...options, legend: chartLegend(options.series), height: width => width < 500 ? 150 : 180, draw, at },
    dataTable(options.title, ["at", ...options.series.map(one => one.name)], rows));
}

function valueText(value, format) {
  return value === null || value === undefined ? "–" : format(value);
}

function visibleRange(axis, bucket, length) {
  return { first: Math.max(0, Math.floor(axis.from / bucket) - 1), end: Math.min(length, Math.ceil(axis.to / bucket) + 1) };
}

function verticalScale(options, values, shown, area) {
  if (options.logarithmic) {
    const known = values.flatMap(one => one.slice(shown.first, shown.end)).filter(value => value > 0);
    const least = known.reduce((one, other) => Math.min(one, other), known[0] ?? 1);
    const most = known.reduce((one, other) => Math.max(one, other), least * 10);
    return logarithmicScale(10 ** Math.floor(Math.log10(least)), 10 ** Math.ceil(Math.log10(most)), area.bottom, area.top);
  }

  const columns = options.series.some(one => one.shape === "column");
  let most = options.least ?? 1;
  for (let bucket = shown.first; bucket < shown.end; bucket++) {
    const here = values.map(one => one[bucket] ?? 0);
    most = Math.max(most, columns ? here.reduce((sum, value) => sum + value, 0) : Math.max(...here));
  }

  return linearScale(0, most * 1.05, area.bottom, area.top);
}

function drawColumns(image, options, values, shown, x, y) {
  const bases = new Float64Array(Math.max(0, shown.end));
  options.series.forEach((one, index) => {
    if (one.shape !== "column") {
      return;
    }

    let path = "";
    for (let bucket = shown.first; bucket < shown.end; bucket++) {
      const value = values[index][bucket] ?? 0;
      if (value > 0) {
        const [left, right] = [x(bucket * options.bucket), x((bucket + 1) * options.bucket)];
        const [low, high] = [y(bases[bucket]), y(bases[bucket] + value)];
        path += `M${left.toFixed(1)} ${low.toFixed(1)}H${Math.max(right, left + 1).toFixed(1)}V${high.toFixed(1)}H${left.toFixed(1)}Z`;
        bases[bucket] += value;
      }
    }

    image.append(patternedArea("chart-area", one.look, path));
  });
}

/** A step a bucket; a gap where there is no value. */
function linePath(values, shown, bucket, x, y) {
  let path = "";
  let open = false;
  for (let n = shown.first; n < shown.end; n++) {
    const value = values[n];
    if (value === null || value === undefined) {
      open = false;
      continue;
    }

    const height = y(value).toFixed(1);
    path += `${open ? "V" : `M${x(n * bucket).toFixed(1)} `}${height}H${x((n + 1) * bucket).toFixed(1)}`;
    open = true;
  }

  return path;
}
