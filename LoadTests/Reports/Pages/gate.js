import { html } from "../Charts/dom.js";
import { plainTable } from "../Charts/dataTable.js";
import { formatCount } from "../Charts/format.js";
import { intervalChart } from "../Charts/intervals.js";
import { section, stateMark } from "./section.js";

// Per cent: what a change surely has to be above to fail, and below to pass.
const limits = [1, 5];

/** What was compared, in a few words. */
export function gateFacts(gate) {
  return [
    `baseline ${gate.baseline.slice(0, 12)}`,
    `candidate ${gate.candidate.slice(0, 12)}${gate.candidate.endsWith("-dirty") ? ", with uncommitted changes" : ""}`,
    gate.bug ? `with ${gate.bug} on purpose` : null,
    gate.comparesTimes ? `${gate.pairs.length} pairs, ${formatCount(gate.requests)} requests to each side` : "times not compared",
    gate.recovery ? `${gate.recovery.runs.length} runs with faults` : null,
    `${gate.seconds.toFixed(0)} s without builds`,
  ];
}

/** How much longer the candidate takes: each pair of fresh processes, and what all say together. */
export function duetSection({ gate }) {
  return !gate.comparesTimes ? null : section("duet", "Times: candidate against baseline",
    intervalChart({
      title: "Change",
      text: "Rings: the pairs of fresh processes. Dot: the estimate of all; line: its two bounds, each wrong once in 200. More than 0 is slower. "
        + `Upright lines: ${limits.map(change).join(" and ")}. Response times count from due.`,
      columns: ["surely above", "estimate", "surely below"],
      format: change,
      marks: limits,
      rows: gate.metrics.filter(metric => metric.role !== "shown").map(metricRow),
    }).node,
    plainTable("Metrics", ["metric", "for the verdict", "estimate", "surely above", "surely below", "pairs slower"], gate.metrics.map(metric => [
      metric.name, roles[metric.role], percent(metric.estimate), percent(metric.lower), percent(metric.upper),
      `${metric.pairs.filter(pair => pair > 0).length} of ${metric.pairs.length}`,
    ])),
    plainTable("Pairs", ["pair", "p50 of the baseline", ...gate.metrics.map(metric => metric.name), "failed: baseline, candidate", "machine busy", "sent late: of the mean, at p99"],
      gate.pairs.map(pair => [
        String(pair.pair + 1), `${pair.baseline.p50} µs`, ...gate.metrics.map(metric => pair.ratios[metric.name] === undefined ? "–" : change(100 * Math.expm1(pair.ratios[metric.name]))),
        `${pair.baselineFailed}, ${pair.candidateFailed}`, pair.busy === null ? "–" : `${(100 * pair.busy).toFixed(0)} %`, `${pair.lateness ? (100 * pair.lateness.share).toFixed(1) : "–"} %, ${pair.latenessP99.toFixed(0)} µs`,
      ])));
}

const roles = { primary: "decides", gated: "fails", warns: "warns", shown: "shown only" };

function metricRow(metric) {
  const points = value => value === null ? null : 100 * value;
  return {
    name: metric.name, note: roles[metric.role], low: points(metric.lower), middle: points(metric.estimate), high: points(metric.upper),
    dots: metric.pairs.map(points),
  };
}

function change(points) {
  return `${points > 0 ? "+" : ""}${+points.toFixed(1)} %`;
}

function percent(share) {
  return share === null ? "–" : change(100 * share);
}

/** What each request costs, beside its budget. */
export function costsSection({ gate }) {
  return section("costs", "What requests cost",
    html("p", null, "Counted by the candidate's own client libraries, one request after the other. Commands and exceptions have to be exactly those of the budget; "
      + "bytes may grow by 2 %."),
    plainTable("Costs", ["request", "state", "Redis", "SQL", "exceptions", "allocated", "sent", "difference"], gate.costs.map(check => [
      check.request, stateMark(check.differences.length === 0 ? "holds" : "broken"),
      ...["redisCommands", "sqlCommands", "exceptions", "allocatedBytes", "responseBytes"].map(counter => formatCost(check.measured?.[counter])),
      check.differences.join(", "),
    ])));
}

function formatCost(value) {
  return value === undefined ? "–" : Number.isInteger(value) ? formatCount(value) : String(value);
}

/** How often the gate itself is wrong. */
export function ratesSection({ gate }) {
  const rates = gate.rates;
  return section("rates", "How often the gate is wrong",
    rates
      ? [
        html("p", null, `Measured on ${rates.date} on ${rates.machine}, commit ${rates.commit.slice(0, 12)}: ${formatCount(rates.gates)} gates of ${rates.gatePairs} pairs, drawn from each `
          + "pool of measured pairs. \"none\" is a build against itself: what fails there is a false alarm."),
        plainTable("Rates", ["slowdown", "p50", "mean", "processor time", "pairs measured", "failed", "passed", "inconclusive", "broke a budget"], rates.pools.map(pool => [
          pool.name, percent(pool.p50), percent(pool.mean), percent(pool.processor), String(pool.pairs), share(pool.failed), share(pool.passed), share(pool.inconclusive),
          counted(rates.counts.find(count => count.name === pool.name)),
        ])),
      ]
      : html("p", null, "Not measured yet: gate --self-test does."));
}

function counted(count) {
  return count ? `${count.broken} of ${count.counted}` : "–";
}

function share(value) {
  return `${(100 * value).toFixed(2)} %`;
}
