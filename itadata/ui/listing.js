// Shows a table, and tells which of its links was followed; with Ctrl or the middle button a link
// opens in a tab of its own, as links do.

export default function ({ data, parentElement, setTriggerValue }) {
  const place = parentElement.querySelector(".listing");
  if (place.shown !== data.html) place.innerHTML = place.shown = data.html;
  const counted = parentElement.querySelector(".counted");
  if (counted.textContent !== data.caption) counted.textContent = data.caption;
  place.onclick = (event) => {
    const link = event.target.closest("a[data-inside]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    setTriggerValue("followed", link.getAttribute("href"));
  };
  const table = place.firstElementChild;
  place.resized?.disconnect(); // that of the table before, which stood in the same place
  place.resized = new ResizeObserver(() => offerToKeyboard(place, table));
  [place, table].forEach((element) => place.resized.observe(element));
  return () => place.resized.disconnect();
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
