const grouped = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** A count, with groups of three digits. */
export function formatCount(value) {
  return value === null || value === undefined ? "unknown" : grouped.format(value);
}

/** A rate, to a tenth below 100. */
export function formatRate(perSecond) {
  return `${perSecond < 100 ? +perSecond.toFixed(1) : grouped.format(perSecond)}/s`;
}

/** A length of time with the unit that suits it, to three digits. */
export function formatSpan(milliseconds) {
  if (milliseconds === null || milliseconds === undefined) {
    return "–";
  }

  return milliseconds === 0 ? "0 ms"
    : milliseconds < 1 ? `${threeDigits(milliseconds * 1000)} µs`
    : milliseconds < 1000 ? `${threeDigits(milliseconds)} ms`
    : `${threeDigits(milliseconds / 1000)} s`;
}

/** A moment of a run, in seconds from its start. */
export function formatMoment(milliseconds, digits = 1) {
  return milliseconds === null || milliseconds === undefined ? "–" : `${(milliseconds / 1000).toFixed(digits)} s`;
}

/** A percentile by its usual name: 0.999 is p99.9. */
export function formatQuantile(quantile) {
  return quantile >= 1 ? "max" : `p${+(quantile * 100).toFixed(4)}`;
}

function threeDigits(value) {
  return value >= 100 ? value.toFixed(0) : +value.toPrecision(3);
}
