import { html } from "../Charts/dom.js";
import { formatCount } from "../Charts/format.js";
import { costsSection, duetSection, gateFacts, ratesSection } from "./gate.js";
import { generatorSection } from "./generator.js";
import { latencySection } from "./latency.js";
import { promisesSection } from "./promises.js";
import { recoverySection } from "./recovery.js";
import { requestsSection } from "./requests.js";
import { factList } from "./section.js";
import { checksSection, faultsSection, pairsSection, reconciliationSection, replicasSection, reproduceSection } from "./tables.js";
import { timelineSection } from "./timeline.js";

const report = JSON.parse(document.getElementById("result").textContent);
const sections = report.gate
  ? [checksSection, duetSection, recoverySection, costsSection, ratesSection, reproduceSection]
  : [
    checksSection, timelineSection, faultsSection, latencySection, promisesSection, replicasSection,
    reconciliationSection, generatorSection, pairsSection, requestsSection, reproduceSection,
  ];
const parts = sections.map(part => part(report)).filter(part => part !== null);

const sum = values => values.reduce((total, value) => total + value, 0);
document.querySelector("main").append(
  factList(report.gate ? gateFacts(report.gate) : [
    `scenario ${report.scenario}, seed ${report.seed}`,
    `${formatCount(sum(report.timeline.offered))} operations offered`,
    `${formatCount(sum(report.timeline.failed) + sum(report.timeline.unknown) + sum(report.timeline.notSent))} not achieved`,
    `${report.faults.length} faults`,
  ]),
  html("nav", { "aria-label": "Parts of this report" },
    html("ul", null, parts.map(part => html("li", null, html("a", { href: `#${part.id}` }, part.querySelector("h2").textContent))))),
  ...parts);

/** What is linked to is opened. */
function openTarget() {
  const target = document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) {
    target.open = true;
    target.scrollIntoView();
  }
}

addEventListener("hashchange", openTarget);
openTarget();
