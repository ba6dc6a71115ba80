import { html } from "../Charts/dom.js";
import { plainTable } from "../Charts/dataTable.js";
import { formatCount } from "../Charts/format.js";
import { sequenceChart } from "../Charts/sequence.js";
import { section, stateMark } from "./section.js";
import { faultBands } from "./timeline.js";

/** Each promise with its evidence, and with the requests that break it. */
export function promisesSection(report) {
  return section("promises", "Promises",
    html("p", null, `Judged from the record alone. Self-test: ${report.selfTest.injected - report.selfTest.missed.length} of ${report.selfTest.injected} `
      + "violations injected into copies of this record were found."),
    ["broken", "unknown", "holds"].flatMap(state => report.promises.filter(promise => stateOf(promise) === state).map(promise => promisePart(promise, faultBands(report.faults)))));
}

function stateOf(promise) {
  return promise.verdict === "invalid" ? "broken" : promise.verdict === "valid" && (promise.proven || !promise.claimed) ? "holds" : "unknown";
}

function promisePart(promise, bands) {
  const state = stateOf(promise);
  return html("details", { open: state === "broken", id: `promise-${promise.name.toLowerCase().replaceAll(" ", "-")}` },
    html("summary", null, html("strong", null, promise.name), " ", stateMark(state), state === "broken" ? "" : ` ${promise.word}`),
    html("p", null, promise.statement),
    promise.error ? html("p", null, promise.error) : null,
    promise.note ? html("p", null, promise.note) : null,
    promise.violations.map((violation, index) => violation.operations.length === 0 ? html("p", null, violation.rule) : sequenceChart({
      title: `Witness ${index + 1}: ${violation.rule}`,
      text: `Bars: from the request to its answer, or when it happened. Two that do not overlap happened in that order. ${goingOn(bands, violation.operations)}`,
      rows: violation.operations.map(operation => ({
        name: operation.id === null ? `${operation.client} told` : `${operation.kind} #${operation.id}`,
        who: operation.id === null ? `${operation.kind} of ${operation.replica}` : `${operation.client} at ${operation.replica}`,
        from: operation.fromMs, to: operation.toMs, answer: operation.answer,
      })),
    }).node),
    promise.violationCount > promise.violations.length
      ? html("p", null, `And ${formatCount(promise.violationCount - promise.violations.length)} more violations.`) : null,
    plainTable(`Evidence for ${promise.name}`, ["evidence", "count", "needed", ""], promise.evidence.map(count => [
      count.name, formatCount(count.count), count.needed > 0 ? formatCount(count.needed) : "–",
      count.needed === 0 ? "" : count.count >= count.needed ? "enough" : "✗ too few",
    ])),
    promise.accounting ? html("p", null, accountingText(promise.accounting)) : null);
}

/** What was done to the system between the first request of a witness and its last. */
function goingOn(bands, operations) {
  const from = Math.min(...operations.map(operation => operation.fromMs));
  const to = Math.max(...operations.map(operation => operation.toMs ?? operation.fromMs));
  const met = bands.filter(band => band.from <= to && from <= band.to).map(band => `fault ${band.label}, ${band.name}`);
  return met.length ? `Meanwhile: ${met.join("; ")}.` : "No fault went on meanwhile.";
}

function accountingText(sum) {
  return `Keyed writes: ${formatCount(sum.attempted)} attempted = ${formatCount(sum.acknowledged)} acknowledged + ${formatCount(sum.refused)} refused + `
    + `${formatCount(sum.applied)} applied + ${formatCount(sum.absent)} absent + ${formatCount(sum.open)} open.`;
}
