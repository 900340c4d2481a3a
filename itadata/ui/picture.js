// Shows a picture: its conclusion, the figure as the Plotly that the application serves draws it,
// what it counts, and a button for its details. Tells which point was clicked, and whether the
// details are to be seen. Whatever Python gives is text.

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
  const [heading, place, caption, button] = picture.children;
  say(heading, data.title);
  say(caption, data.caption);
  say(button, data.details);
  name(heading, data.anchor);
  button.ariaExpanded = data.opened;
  button.onclick = () => {
    button.ariaExpanded = button.ariaExpanded !== "true";
    setStateValue("opened", button.ariaExpanded === "true");
  };
  place.ariaLabel = data.alternative;
  place.style.height = `${data.height}px`;
  place.classList.toggle("clickable", data.clickable);
  plotly(data.plotly)
    .then((Plotly) => {
      if (place.drawn === data.figure) return;
      place.drawn = data.figure;
      const { data: traces, layout } = JSON.parse(data.figure);
      return Plotly.react(place, traces, layout, data.config);
    })
    .then(() => {
      place.removeAllListeners("plotly_click");
      if (!data.clickable) return;
      place.on("plotly_click", ({ points }) => {
        const [point] = points.filter(({ customdata }) => customdata);
        if (point) setTriggerValue("clicked", point.customdata);
      });
    })
    .catch(() => place.replaceChildren(data.alternative));
  return () => window.Plotly?.purge(place);
}

function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// An address that ends with the name of a picture opens at it, though it is drawn later.
function name(heading, anchor) {
  if (heading.id === anchor) return;
  heading.id = anchor;
  if (location.hash === `#${anchor}`) heading.scrollIntoView();
}
