import { say } from "./live.js";

/** Commands on instances: asked about where that is wanted, and answered in the status line. */
document.addEventListener("submit", async event => {
  const form = event.target.closest("form[data-command]");
  if (!form) {
    return;
  }

  event.preventDefault();
  const label = form.querySelector("button").getAttribute("aria-label");
  const question = form.dataset.confirm;
  if (question && !await confirmed(question)) {
    return;
  }

  say(`${label} …`);
  const answer = await fetch(`${form.getAttribute("action")}${question ? "?confirmed=true" : ""}`, { method: "POST" });
  const text = await answer.json().catch(() => "");
  say(answer.ok ? `${label}: done` : `${label}: ${text || `failed with status ${answer.status}`}`);
});

/** The value of a secret is asked for when somebody wants to see it, and is not part of the page before. */
document.addEventListener("click", async event => {
  const button = event.target.closest("[data-secret]");
  if (button) {
    const answer = await fetch(button.dataset.secret);
    if (answer.ok) {
      const place = button.parentElement;
      place.setAttribute("data-keep", "");
      place.textContent = await answer.text();
    }
  }
});

function confirmed(question) {
  const dialog = document.querySelector("#question");
  dialog.querySelector("#question-text").textContent = question;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
}
