// Shows a picture: its conclusion, the figure as the Plotly that the application serves draws it,
// what it counts, a button for its details and one that saves it (`saving.js`). Tells which point was
// clicked, and whether the details are to be seen. Whatever Python gives is text.

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
  const picture = parentElement.querySelector(".picture");
  const [heading, place, caption, button, saver] = picture.children;
  say(heading, data.title);
  say(caption, data.caption);
  say(button, data.details);
  say(saver, data.saved.label);
  name(heading, data.anchor);
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
      .catch(() => say(saver, data.saved.failed))
      .finally(() => (saver.disabled = false));
  };
  place.ariaLabel = data.alternative;
  place.style.height = `${data.height}px`;
  place.classList.toggle("clickable", data.clickable);
  place.clicked = ({ points }) => {
    const [point] = points.filter(({ customdata }) => customdata);
    if (!point || !data.clickable) return;
    if (data.navigates) window.leavingUntil = performance.now() + 5_000; // see browser.js
    setTriggerValue("clicked", point.customdata);
  };
  const ready = plotly(data.plotly);
  place.draw = () =>
    ready
      .then((Plotly) => draw(Plotly, place, data))
      .catch(() => place.replaceChildren(data.alternative));
  place.classList.toggle("waiting", place.drawn !== data.figure);
  places.has(place) ? drawIfNear(place) : watch(place);
  return () => {
    places.get(place)?.disconnect();
    places.delete(place);
    widths.unobserve(place);
    window.Plotly?.purge(place);
  };
}

function draw(Plotly, place, { figure, config }) {
  const { width } = place;
  if (place.drawn === figure && place.drawnWidth === width) return;
  const first = !place.drawn;
  Object.assign(place, { drawn: figure, drawnWidth: width });
  const { data, layout } = JSON.parse(figure);
  Plotly.react(place, data, { ...layout, width }, config);
  if (first) place.on("plotly_click", (event) => place.clicked(event));
  place.classList.remove("waiting");
}

// A picture is drawn when a reader comes near it: what is on the screen need not wait for what is
// not. Until then its place is kept, and shows no older figure. On paper everything is near.
const places = new Map();

function watch(place) {
  const screen = new IntersectionObserver(
    (seen) => {
      place.near = seen.at(-1).isIntersecting;
      drawIfNear(place);
    },
    { root: place.closest('[data-testid="stMain"]'), rootMargin: "50% 0%" },
  );
  places.set(place, screen);
  screen.observe(place);
  widths.observe(place);
}

function drawIfNear(place) {
  if (place.near && place.width) place.draw();
}

window.addEventListener("beforeprint", () => [...places.keys()].forEach((place) => place.draw()));

// Plotly is told how wide it may draw: to find out itself it would lay the page out once a picture.
const widths = new ResizeObserver((resized) =>
  resized.forEach(({ target, contentRect }) => {
    target.width = Math.floor(contentRect.width);
    drawIfNear(target);
  }),
);

function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// An address that ends with the name of a picture opens at it, though it is drawn later.
function name(heading, anchor) {
  if (heading.id === anchor) return;
  heading.id = anchor;
  if (location.hash === `#${anchor}`) heading.scrollIntoView();
}
