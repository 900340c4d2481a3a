const sections = [...document.querySelectorAll("section")];
const position = document.getElementById("position");
let at = Math.max(0, sections.findIndex((each) => `#${each.id}` === location.hash));
const show = (index) => {
  at = Math.min(Math.max(index, 0), sections.length - 1);
  sections[at].scrollIntoView();
};
const steps = {
  ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1,
};
addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === " " && event.target.closest("a, button")) return;
  const to = { Home: 0, End: sections.length - 1 }[event.key] ?? at + (steps[event.key] ?? NaN);
  if (Number.isNaN(to)) return;
  event.preventDefault();
  show(event.shiftKey && event.key === " " ? at - 1 : to);
});
document.getElementById("previous").onclick = () => show(at - 1);
document.getElementById("next").onclick = () => show(at + 1);
const observer = new IntersectionObserver((entries) => {
  for (const each of entries) {
    if (!each.isIntersecting) continue;
    at = sections.indexOf(each.target);
    position.textContent = `${at + 1}/${sections.length}`;
    history.replaceState(null, "", `#${each.target.id}`);
  }
}, { threshold: 0.6 });
sections.forEach((each) => observer.observe(each));
