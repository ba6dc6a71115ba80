import { html } from "../Charts/dom.js";
import { growthChart } from "../Charts/growth.js";

const curves = JSON.parse(document.getElementById("curves").textContent);
document.querySelector("main").append(...curves.map(curve => curve.missing
  ? html("p", null, html("strong", null, `${curve.what}, by ${curve.of}`), ` Not measured: ${curve.missing}`)
  : growthChart({
    title: `${curve.what}, by ${curve.of}.`,
    text: (curve.law
      ? `It grows as ${curve.of} to the power of ${curve.exponent.middle.toFixed(2)} in the middle of the rounds. The dashed line is what fits all; the furthest point is ${(curve.law.furthest * 100).toFixed(0)} % from it.`
      : "Too few sizes were measured for a line.")
      + curve.points.filter(point => point.missing).map(point => ` Not measured at ${point.size.toLocaleString("en")}: ${point.missing}`).join(""),
    ...curve,
  }).node));
