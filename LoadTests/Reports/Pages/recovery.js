import { html } from "../Charts/dom.js";
import { plainTable } from "../Charts/dataTable.js";
import { formatCount, formatSpan } from "../Charts/format.js";
import { intervalChart } from "../Charts/intervals.js";
import { section } from "./section.js";

const verdictWords = { worse: "✗ worse", notWorse: "✓ no worse", undecided: "? not decided" };

/** What the same faults did to both builds. */
export function recoverySection({ gate }) {
  const recovery = gate.recovery;
  if (!recovery) {
    return null;
  }

  const times = recovery.comparisons.filter(one => one.metric === "recovery");
  return section("recovery", "Faults: candidate against baseline",
    html("p", null, `${recovery.pairs} pairs of runs, one build after the other, with the same plan; ${recovery.seconds.toFixed(0)} s. Requests failed: the share of those due in the `
      + "three seconds after a fault that came to nothing, retries included."),
    intervalChart({
      title: "Difference of recovery",
      text: "Rings: the same fault on both builds. Dot: the estimate of all; line: its bounds, wrong once in 60 and in 20. More than 0 is slower.",
      columns: ["surely above", "estimate", "surely below"],
      format: signedSpan,
      rows: times.map(one => ({ name: one.fault, note: verdictWords[one.verdict], low: one.lower, middle: one.estimate, high: one.upper, dots: one.differences })),
    }).node,
    plainTable("Comparisons", ["fault", "compared", "baseline", "candidate", "difference", "surely above", "surely below", "pairs", "verdict"],
      recovery.comparisons.map(one => [
        one.fault, one.metric === "recovery" ? "recovery" : "requests failed", amountOf(one, one.baseline), amountOf(one, one.candidate),
        ...[one.estimate, one.lower, one.upper].map(value => differenceOf(one, value)), String(one.differences.length), verdictWords[one.verdict],
      ])),
    plainTable("Runs", ["pair", "build", "faults", "requests due", "failed", "sent late, p99", "remark", "folder"], recovery.runs.map(run => [
      String(run.pair + 1), run.side, String(run.faults.length), formatCount(sumOf(run.faults, "due")), formatCount(sumOf(run.faults, "failed")), formatSpan(run.lateP99Ms),
      run.broken.length ? `✗ broken: ${run.broken.join(", ")}` : run.objections[0] ?? run.unproven ?? "✓ promises held", run.folder,
    ])));
}

function sumOf(faults, field) {
  return faults.reduce((total, fault) => total + fault[field], 0);
}

function amountOf(one, value) {
  return value === null ? "–" : one.metric === "recovery" ? formatSpan(value) : `${(100 * value).toFixed(1)} %`;
}

function differenceOf(one, value) {
  return value === null ? "–" : one.metric === "recovery" ? signedSpan(value) : `${value > 0 ? "+" : ""}${(100 * value).toFixed(1)} points`;
}

function signedSpan(milliseconds) {
  return `${milliseconds < 0 ? "−" : milliseconds > 0 ? "+" : ""}${formatSpan(Math.abs(milliseconds))}`;
}
