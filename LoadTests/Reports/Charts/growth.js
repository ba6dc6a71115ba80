import { dataTable } from "./dataTable.js";
import { svg } from "./dom.js";
import { chartFigure, horizontalAxis, plotArea, verticalAxis } from "./figure.js";
import { formatCount } from "./format.js";
import { logarithmicScale } from "./scale.js";

/**
 * A cost at more and more of something, both by their logarithms: the middle of each size as a dot with its range, and the line that fits.
 * @param options title, text, of: what there is more of, unit, points: [{size, cost: {least, middle, most} or null}], law: {exponent, factor} or null.
 */
export function growthChart(options) {
  const points = options.points.filter(point => point.cost);
  const costs = points.flatMap(point => [point.cost.least, point.cost.most]);
  const sizes = points.map(point => point.size);
  return chartFigure({
    ...options,
    height: width => width < 500 ? 180 : 220,
    draw: (image, width, height) => {
      const area = plotArea(width, height, 10, 24);
      const x = logarithmicScale(Math.min(...sizes) / 1.5, Math.max(...sizes) * 1.5, area.left, area.right);
      const y = logarithmicScale(10 ** Math.floor(Math.log10(Math.min(...costs))), 10 ** Math.ceil(Math.log10(Math.max(...costs))), area.bottom, area.top);
      verticalAxis(image, area, y, y.ticks(), formatCost);
      horizontalAxis(image, area, x, sizes, formatCount);
      if (options.law) {
        const ends = [Math.min(...sizes), Math.max(...sizes)].map(size => `${x(size)},${y(options.law.factor * size ** options.law.exponent)}`);
        image.append(svg("polyline", { class: "chart-line look-2", points: ends.join(" ") }));
      }

      for (const { size, cost } of points) {
        image.append(
          svg("line", { class: "chart-interval", x1: x(size), x2: x(size), y1: y(cost.least), y2: y(cost.most) }),
          svg("circle", { class: "chart-dot", cx: x(size), cy: y(cost.middle), r: 4 }));
      }
    },
  }, dataTable(options.title, [options.of, `middle, ${options.unit}`, "least", "most"], () =>
    points.map(({ size, cost }) => [formatCount(size), ...[cost.middle, cost.least, cost.most].map(formatCost)])));
}

function formatCost(value) {
  return value >= 1000 ? formatCount(value) : String(+value.toPrecision(3));
}
