/**
 * Makes an element equal to another one and keeps what is equal already, so that focus, selection, scrolled regions and open parts stay.
 * Children with an id are found again by it, others by their place.
 */
export function morph(now, wanted) {
  morphAttributes(now, wanted);
  const known = new Map([...now.children].filter(child => child.id).map(child => [child.id, child]));
  let at = now.firstChild;
  for (const next of [...wanted.childNodes]) {
    const same = next.id && known.get(next.id);
    if (same && same !== at) {
      now.insertBefore(same, at);
      at = same;
    }

    if (at && isAlike(at, next)) {
      const following = at.nextSibling;
      if (at.nodeType === Node.ELEMENT_NODE) {
        if (!at.hasAttribute("data-keep")) {
          morph(at, next);
        }
      } else if (at.data !== next.data) {
        at.data = next.data;
      }

      at = following;
    } else {
      now.insertBefore(document.importNode(next, true), at);
    }
  }

  while (at) {
    const following = at.nextSibling;
    at.remove();
    at = following;
  }
}

function isAlike(one, other) {
  return one.nodeType === other.nodeType && one.nodeName === other.nodeName && (one.id ?? "") === (other.id ?? "");
}

/** What the reader has opened stays open; what was typed is a property and no attribute. */
function morphAttributes(now, wanted) {
  for (const { name, value } of wanted.attributes) {
    if (now.getAttribute(name) !== value) {
      now.setAttribute(name, value);
    }
  }

  for (const { name } of [...now.attributes]) {
    if (!wanted.hasAttribute(name) && name !== "open" && name !== "aria-pressed") {
      now.removeAttribute(name);
    }
  }
}
