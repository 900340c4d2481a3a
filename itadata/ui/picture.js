// Draws a figure with the Plotly that the application serves, and tells which point was clicked.

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

export default function ({ data, parentElement, setTriggerValue }) {
  const place = parentElement.querySelector(".picture");
  place.setAttribute("aria-label", data.alternative);
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
