/** Finds what keeps people from using a page: missing names, headings and landmarks, and text that is hard to read. */
() => {
  const found = [];
  const visible = element => element.getClientRects().length > 0;
  const describe = element => `${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : ""} "${element.textContent.trim().slice(0, 30)}"`;
  const nameOf = element => element.getAttribute("aria-label") || [...element.labels ?? []].map(label => label.textContent).join(" ")
    || (element.getAttribute("aria-labelledby") ?? "").split(" ").map(id => document.getElementById(id)?.textContent ?? "").join(" ")
    || element.textContent || element.title;

  if (document.querySelectorAll("h1").length !== 1) found.push("There is not exactly one h1.");
  if (document.querySelectorAll("main").length !== 1) found.push("There is not exactly one main.");
  if (!document.documentElement.lang) found.push("The page has no language.");
  for (const element of document.querySelectorAll("a, button, input:not([type=hidden]), select, [role=region], [role=slider], [role=log], svg[role]")) {
    if (visible(element) && !nameOf(element).trim()) found.push(`${describe(element)} has no name.`);
  }

  for (const id of new Set([...document.querySelectorAll("[id]")].map(element => element.id))) {
    if (document.querySelectorAll(`[id="${CSS.escape(id)}"]`).length > 1) found.push(`The id ${id} is there twice.`);
  }

  for (const head of document.querySelectorAll("th")) {
    if (!head.scope) found.push(`${describe(head)} has no scope.`);
  }

  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) found.push("The page is wider than the window.");

  const luminance = ([red, green, blue]) => [red, green, blue].map(value => value / 255)
    .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const colour = text => text.match(/[\d.]+/g).map(Number);
  const behind = element => {
    for (let one = element; one; one = one.parentElement) {
      const [red, green, blue, opacity = 1] = colour(getComputedStyle(one).backgroundColor);
      if (opacity > 0.5) return [red, green, blue];
    }

    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !visible(element) || element.closest("svg, :disabled")) continue;
    const [one, other] = [luminance(colour(getComputedStyle(element).color)), luminance(behind(element))].sort((a, b) => b - a);
    if ((one + 0.05) / (other + 0.05) < 4.5) found.push(`${describe(element)} has too little contrast.`);
  }

  return found;
}
