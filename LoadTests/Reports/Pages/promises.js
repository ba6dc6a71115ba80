import { html } from "../../../Charts/dom.js";
import { plainTable } from "../../../Charts/dataTable.js";
import { formatCount } from "../../../Charts/format.js";
import { sequenceChart } from "../../../Charts/sequence.js";
import { section, stateMark } from "./section.js";

/** Each promise with its evidence, and with the requests that break it. */
export function promisesSection(report) {
  return section("promises", "Promises",
    html("p", null, `Judged from the record alone. Self-test: ${report.selfTest.injected - report.selfTest.missed.length} of ${report.selfTest.injected} `
      + "violations injected into copies of this record were found."),
    report.promises.map(promise => promisePart(promise)));
}

function promisePart(promise) {
  const state = promise.violationCount > 0 ? "broken" : promise.verdict === "valid" && (promise.proven || !promise.claimed) ? "holds" : "unknown";
  const shown = state !== "holds";
  return html("details", { open: shown },
    html("summary", null, html("strong", null, promise.name), " ", stateMark(state), ` ${promise.word}`),
    html("p", null, promise.statement),
    promise.error ? html("p", null, promise.error) : null,
    promise.note ? html("p", null, promise.note) : null,
    plainTable(`Evidence for ${promise.name}`, ["evidence", "count", "needed", ""], promise.evidence.map(count => [
      count.name, formatCount(count.count), count.needed > 0 ? formatCount(count.needed) : "–",
      count.needed === 0 ? "" : count.count >= count.needed ? "enough" : "✗ too few",
    ])),
    promise.accounting ? html("p", null, accountingText(promise.accounting)) : null,
    promise.violations.map((violation, index) => sequenceChart({
      title: `Witness ${index + 1}: ${violation.rule}`,
      text: "Bars: from the request to its answer. Two that do not overlap happened in that order.",
      rows: violation.operations.map(operation => ({
        name: `${operation.kind} #${operation.id}`, who: `${operation.client} at ${operation.replica}`,
        from: operation.fromMs, to: operation.toMs, answer: operation.answer,
      })),
    }).node),
    promise.violationCount > promise.violations.length
      ? html("p", null, `And ${formatCount(promise.violationCount - promise.violations.length)} more violations.`) : null);
}

function accountingText(sum) {
  return `Keyed writes: ${formatCount(sum.attempted)} attempted = ${formatCount(sum.acknowledged)} acknowledged + ${formatCount(sum.refused)} refused + `
    + `${formatCount(sum.applied)} applied + ${formatCount(sum.absent)} absent + ${formatCount(sum.open)} open.`;
}
