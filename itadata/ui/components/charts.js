// Shows a chart: its title, the figure drawn by the application's Plotly, its n of N, a button for
// its table and one that saves it (`save_chart.js`). Sends the clicked point, and whether the table is
// open. Whatever Python gives is text.

let loading;

function plotly(address) {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(window.Plotly);
    script.onerror = reject;
    document.head.append(script);
  });
  return loading;
}

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const chart = parentElement.querySelector(".chart");
  const [heading, area, caption, button, saver] = chart.children;
  setText(heading, data.title);
  setText(caption, data.caption);
  setText(button, data.details);
  setText(saver, data.saved.label);
  setAnchor(heading, data.anchor);
  button.ariaExpanded = data.opened;
  button.onclick = () => {
    button.ariaExpanded = button.ariaExpanded !== "true";
    setStateValue("opened", button.ariaExpanded === "true");
  };
  saver.disabled = false;
  saver.onclick = () => {
    saver.disabled = true;
    plotly(data.plotly)
      .then((Plotly) => save(Plotly, data))
      .catch(() => setText(saver, data.saved.failed))
      .finally(() => (saver.disabled = false));
  };
  area.ariaLabel = data.alternative;
  area.style.height = `${data.height}px`;
  area.classList.toggle("clickable", data.clickable);
  area.clicked = ({ points }) => {
    const [point] = points.filter(({ customdata }) => customdata);
    if (!point || !data.clickable) return;
    if (data.navigates) window.leavingUntil = performance.now() + 5_000; // see streamlit_workarounds.js
    setTriggerValue("clicked", point.customdata);
  };
  const ready = plotly(data.plotly);
  area.draw = () =>
    ready
      .then((Plotly) => draw(Plotly, area, data))
      .catch(() => area.replaceChildren(data.alternative));
  area.classList.toggle("waiting", area.plottedFigure !== data.figure);
  observers.has(area) ? drawIfNear(area) : observe(area);
  return () => {
    observers.get(area)?.disconnect();
    observers.delete(area);
    widthObserver.unobserve(area);
    window.Plotly?.purge(area);
  };
}

function draw(Plotly, area, { figure, config }) {
  const { width } = area;
  if (area.plottedFigure === figure && area.plottedWidth === width) return;
  const first = !area.plottedFigure;
  Object.assign(area, { plottedFigure: figure, plottedWidth: width });
  const { data, layout } = JSON.parse(figure);
  Plotly.react(area, data, { ...layout, width }, config);
  if (first) area.on("plotly_click", (event) => area.clicked(event));
  area.classList.remove("waiting");
}

// A chart is drawn when it comes near the screen: charts on the screen need not wait for others.
// Until then its area stays empty. On paper everything is near.
const observers = new Map();

function observe(area) {
  const screen = new IntersectionObserver(
    (entries) => {
      area.near = entries.at(-1).isIntersecting;
      drawIfNear(area);
    },
    { root: area.closest('[data-testid="stMain"]'), rootMargin: "50% 0%" },
  );
  observers.set(area, screen);
  screen.observe(area);
  widthObserver.observe(area);
}

function drawIfNear(area) {
  if (area.near && area.width) area.draw();
}

window.addEventListener("beforeprint", () => [...observers.keys()].forEach((area) => area.draw()));

// Plotly is given its width: to measure it would lay the page out once for each chart.
const widthObserver = new ResizeObserver((resized) =>
  resized.forEach(({ target, contentRect }) => {
    target.width = Math.floor(contentRect.width);
    drawIfNear(target);
  }),
);

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// An address that ends with the anchor of a chart scrolls to it, though it is drawn later.
function setAnchor(heading, anchor) {
  if (heading.id === anchor) return;
  heading.id = anchor;
  if (location.hash === `#${anchor}`) heading.scrollIntoView();
}
