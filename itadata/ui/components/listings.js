// Shows a table under its heading, and sends the link that was followed and the rows that are ticked;
// with Ctrl or the middle button a link opens in a new tab, as links do.

export default function ({ data, parentElement, setTriggerValue, setStateValue }) {
  const [heading, container, caption] = parentElement.querySelector(".table-section").children;
  setText(heading, data.heading);
  setText(caption, data.caption);
  setAnchor(heading, data.anchor);
  const isNew = container.currentHtml !== data.html;
  if (isNew) fill(container, data.html);
  if (data.ticks) showTicks(container, data.ticks, isNew);
  container.onchange = ({ target }) => {
    const [all, ...boxes] = container.querySelectorAll("input");
    if (target === all) boxes.forEach((box) => (box.checked = all.checked));
    container.ticked = boxes.filter((box) => box.checked).map((box) => box.value);
    all.checked = container.ticked.length === boxes.length;
    setStateValue("ticked", { generation: container.generation, ids: container.ticked });
  };
  container.onclick = (event) => {
    const link = event.target.closest("a[data-inside]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.pathname !== location.pathname) window.leavingUntil = performance.now() + 5_000; // see streamlit_workarounds.js
    setTriggerValue("followed", link.getAttribute("href"));
  };
  const table = container.firstElementChild;
  container.resizeObserver?.disconnect(); // of the table before, in the same container
  container.resizeObserver = new ResizeObserver(() => makeFocusable(container, table));
  [container, table].forEach((element) => container.resizeObserver.observe(element));
  return () => container.resizeObserver.disconnect();
}

// What the user ticked stays, unless a button has set the ticks since: an answer of the server
// must not take back a tick that was set while it was on its way.
function showTicks(container, { generation, ids }, isNew) {
  const isSet = container.generation !== generation;
  if (isSet) Object.assign(container, { generation, ticked: ids });
  if (!isSet && !isNew) return;
  const [all, ...boxes] = container.querySelectorAll("input");
  boxes.forEach((box) => (box.checked = container.ticked.includes(box.value)));
  all.checked = boxes.every((box) => box.checked);
}

// Far from the screen a table is not laid out; until then its height is estimated from its rows.
function fill(container, html) {
  container.innerHTML = container.currentHtml = html;
  const rows = container.querySelectorAll("tr").length;
  container.style.containIntrinsicSize = `auto ${rows * 2.5}rem`;
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// An address that ends with the anchor of a table scrolls to it, though it is shown later.
function setAnchor(heading, anchor) {
  heading.hidden = !heading.textContent;
  if (heading.id === anchor) return;
  heading.id = anchor;
  if (location.hash === `#${anchor}`) heading.scrollIntoView();
}

// A container that scrolls can be focused by the keyboard, with the label of its table.
function makeFocusable(container, table) {
  if (container.scrollHeight > container.clientHeight || container.scrollWidth > container.clientWidth) {
    container.tabIndex = 0;
    container.role = "region";
    container.ariaLabel = table.ariaLabel;
  } else {
    ["tabindex", "role", "aria-label"].forEach((name) => container.removeAttribute(name));
  }
}
