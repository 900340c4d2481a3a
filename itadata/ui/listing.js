// Shows a table, and tells which of its links was followed; with Ctrl or the middle button a link
// opens in a tab of its own, as links do.

export default function ({ data, parentElement, setTriggerValue }) {
  const place = parentElement.querySelector(".listing");
  place.innerHTML = data.html;
  place.onclick = (event) => {
    const link = event.target.closest("a[data-inside]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    setTriggerValue("followed", link.getAttribute("href"));
  };
}
