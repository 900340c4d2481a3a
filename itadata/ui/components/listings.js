// Shows a table under its heading, and tells which of its links was followed; with Ctrl or the middle
// button a link opens in a tab of its own, as links do.

export default function ({ data, parentElement, setTriggerValue }) {
  const [heading, place, counted] = parentElement.querySelector(".listed").children;
  say(heading, data.heading);
  say(counted, data.caption);
  name(heading, data.anchor);
  if (place.shown !== data.html) fill(place, data.html);
  place.onclick = (event) => {
    const link = event.target.closest("a[data-inside]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.pathname !== location.pathname) window.leavingUntil = performance.now() + 5_000; // see browser.js
    setTriggerValue("followed", link.getAttribute("href"));
  };
  const table = place.firstElementChild;
  place.resized?.disconnect(); // that of the table before, which stood in the same place
  place.resized = new ResizeObserver(() => offerToKeyboard(place, table));
  [place, table].forEach((element) => place.resized.observe(element));
  return () => place.resized.disconnect();
}

// Far from the screen a table is not laid out; until it is, its rows tell about how much room it takes.
function fill(place, html) {
  place.innerHTML = place.shown = html;
  const rows = place.querySelectorAll("tr").length;
  place.style.containIntrinsicSize = `auto ${Math.min(rows * 2.5, 32)}rem`;
}

function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// An address that ends with the name of a table opens at it, though it is shown later.
function name(heading, anchor) {
  heading.hidden = !heading.textContent;
  if (heading.id === anchor) return;
  heading.id = anchor;
  if (location.hash === `#${anchor}`) heading.scrollIntoView();
}

// A window that can be moved is a stop of its own for the keyboard, with its table's name.
function offerToKeyboard(place, table) {
  if (place.scrollHeight > place.clientHeight || place.scrollWidth > place.clientWidth) {
    place.tabIndex = 0;
    place.role = "region";
    place.ariaLabel = table.ariaLabel;
  } else {
    ["tabindex", "role", "aria-label"].forEach((name) => place.removeAttribute(name));
  }
}
