import { html } from "../Charts/dom.js";
import { plainTable } from "../Charts/dataTable.js";
import { formatCount, formatMoment, formatSpan } from "../Charts/format.js";
import { intervalChart } from "../Charts/intervals.js";
import { factList, section, stateMark } from "./section.js";

/** Every promise and limit, with what was measured. */
export function checksSection(report) {
  return section("checks", "Checks",
    report.objections.length ? [html("h3", null, "Why the run is not valid"), html("ul", null, report.objections.map(text => html("li", null, text)))] : null,
    plainTable("Checks", ["check", "state", "measured", "has to be", "for the verdict"], report.checks.map(check => [
      html("a", { href: `#${check.link}` }, check.name),
      stateMark(check.state, check.counts),
      check.value,
      check.limit,
      check.counts ? "counts" : "no",
    ])));
}

/** What was done to the system, and what came of it. */
export function faultsSection(report) {
  if (report.faults.length === 0) {
    return section("faults", "Faults", html("p", null, "Nothing was done to the system in this run."));
  }

  return section("faults", "Faults",
    html("p", null, "Recovery counts from the end of the cure until the target served as before: a replica itself, of a store all replicas. "
      + "Detected: the host told another state of the target. First error, errors and the longest silence (no operation answered at all) "
      + "are those of the clients between the effect and one second after the recovery; faults that overlap share them."),
    plainTable("Faults", ["no.", "fault", "target", "effect at", "lasted", "detected after", "first error after", "errors", "longest silence", "recovered after", "evidence"],
      report.faults.map((fault, index) => [
        String(index + 1), fault.kind, fault.target, formatMoment(fault.atMs),
        formatSpan(fault.untilMs === null ? null : fault.untilMs - fault.atMs), formatSpan(fault.detectedAfterMs), formatSpan(fault.firstErrorAfterMs),
        formatCount(fault.errors), formatSpan(fault.longestSilenceMs), formatSpan(fault.recoveredAfterMs),
        fault.confirmed ? `✓ ${fault.evidence}` : `✗ none: ${fault.evidence}`,
      ])),
    recoveryChart(report.faults).node);
}

function recoveryChart(faults) {
  const kinds = Map.groupBy(faults.filter(fault => fault.recoveredAfterMs !== null), fault => `${fault.kind} ${fault.resource}`);
  const rows = [...kinds].map(([name, same]) => {
    const times = same.map(fault => fault.recoveredAfterMs).sort((one, other) => one - other);
    return { name, note: `×${times.length}`, low: times[0], middle: times[Math.floor((times.length - 1) / 2)], high: times.at(-1), dots: times };
  });
  return intervalChart({
    title: "Recovery by kind of fault",
    text: "Dot: the middle one; line: from the shortest to the longest; rings: each. Logarithmic.",
    columns: ["shortest", "middle", "longest"],
    logarithmic: true,
    rows: rows.sort((one, other) => other.middle - one.middle),
  });
}

/** Each process of each replica. */
export function replicasSection(report) {
  const byInstance = Map.groupBy(report.generations.filter(isProcess), generation => generation.instance);
  const sums = [...byInstance].map(([, lives]) => lives.reduce((sum, life) => sum + life.sent, 0));
  const mean = sums.reduce((sum, one) => sum + one, 0) / Math.max(1, sums.length);
  return section("replicas", "Replicas",
    html("p", null, "By process, with the requests that were sent to it: retries, duplicates and those of the harness are counted too. "
      + `Times from sent to answered. Imbalance, the busiest replica by the mean: ${mean > 0 ? (Math.max(...sums) / mean).toFixed(2) : "–"}.`),
    plainTable("Replicas", ["process", "first", "last", "sent", "ok", "refused", "failed", "unknown", "p50", "p99", "end"], report.generations.map(life => [
      isProcess(life) ? life.generation : `public ${life.instance}`, formatMoment(life.firstMs), formatMoment(life.lastMs), formatCount(life.sent), formatCount(life.ok), formatCount(life.refused),
      formatCount(life.failed), formatCount(life.unknown), formatSpan(life.p50), formatSpan(life.p99), !isProcess(life) ? "–" : life.gone ? "proven gone" : "ran on",
    ])));
}

/** What was sent to the public endpoint went to whichever replica its proxy chose. */
function isProcess(life) {
  return !life.generation.endsWith("/0/0");
}

/** What one side counted beside what another did. */
export function reconciliationSection(report) {
  return section("reconciliation", "Do the counts agree?",
    html("p", null, "What the clients saw beside what the plan, the record and the stores hold. More than 0.1 % apart is a finding."),
    plainTable("Reconciliation", ["count", "one side", "", "other side", "", "difference", "agrees"], report.reconciliation.map(pair => [
      pair.what, pair.oneSide, formatCount(pair.one), pair.otherSide, formatCount(pair.other),
      pair.difference === null ? "–" : formatCount(pair.difference),
      pair.agrees === null ? html("span", null, stateMark("unknown"), ` ${pair.note ?? ""}`) : stateMark(pair.agrees ? "holds" : "broken"),
    ])));
}

/** Which kinds of fault came right after which. */
export function pairsSection(report) {
  const pairs = report.pairs;
  if (!pairs) {
    return null;
  }

  const met = new Set(pairs.covered.map(([first, next]) => `${first} ${next}`));
  return section("pairs", "Which fault after which",
    html("p", null, `${pairs.covered.length} of ${pairs.possible} ordered pairs of the kinds in this plan really came one right after the other, by `
      + "their evidence. Rows: what came first; columns: what came next; each is marked ✓. One run covers few; pairs that were not met are not tested by it."),
    html("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Ordered pairs of faults" },
      html("table", { class: "pairs" },
        html("thead", null, html("tr", null, html("td", null), pairs.kinds.map(kind => html("th", { scope: "col" }, kind)))),
        html("tbody", null, pairs.kinds.map((kind, row) => html("tr", null, html("th", { scope: "row" }, kind),
          pairs.kinds.map((next, column) => met.has(`${row} ${column}`)
            ? html("td", { class: "met", title: `${kind}, then ${next}` }, "✓")
            : html("td", null))))))));
}

/** How to do the same again, and on what it was done. */
export function reproduceSection(report) {
  const machine = report.machine;
  return section("reproduce", "Do it again",
    report.command ? html("p", null, html("code", null, report.command)) : html("p", null, "The record does not tell its command."),
    report.gate
      ? html("p", null, "The same seed sends the same requests at the same moments; how long they take differs from run to run.")
      : html("p", null, "The same seed makes the same plan, byte for byte; what the service makes of it differs from run to run. ",
        html("code", null, "check <this folder>"), " judges this record again and writes this page anew."),
    factList([
      report.run ? `run ${report.run}` : null, `scenario ${report.scenario}`, `seed ${report.seed}`, report.planHash ? `plan ${report.planHash}` : null,
      machine ? `commit ${machine.commit}` : "commit not recorded",
      machine ? `${machine.processors} processors, ${formatCount(machine.memoryMb)} MB` : null,
      machine?.operatingSystem, machine?.runtime,
      machine?.debugBuild ? "Debug build: the times mean little" : null,
      `schema ${report.schema} of result.json`, "times from due to done, unless said otherwise",
    ]));
}
