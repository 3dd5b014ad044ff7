// Two circles to drag together or apart, with a slider that does the same. What is sent are the
// places in the row behind them, so a form without this script is the same form.
const MIDDLE = 160;
const FAR = 200;
const STEP = 19;
const LAST = 10;
const R = 56;
const SVG = "http://www.w3.org/2000/svg";
const NOT_YET = "Drag the circles, or move the slider.";

function shape(svg, name, className, attributes) {
  const made = svg.appendChild(document.createElementNS(SVG, name));
  made.setAttribute("class", className);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function upgrade(field) {
  const row = field.querySelector(".steps");
  const places = [...row.querySelectorAll("input")];
  const leave = field.querySelector(".leave input");
  const words = places.map((it) => it.parentElement.textContent.trim());
  const legend = field.querySelector("legend");
  legend.id ||= `${field.id}_legend`;

  const moving = document.createElement("div");
  moving.className = "moving";
  const svg = moving.appendChild(document.createElementNS(SVG, "svg"));
  svg.setAttribute("class", "rings");
  svg.setAttribute("viewBox", "0 0 320 124");
  svg.setAttribute("aria-hidden", "true");
  const mine = shape(svg, "circle", "a", { cy: 62, r: R });
  const theirs = shape(svg, "circle", "b", { cy: 62, r: R });
  const shared = shape(svg, "path", "c", {});
  const word = moving.appendChild(document.createElement("p"));
  word.className = "place";
  word.setAttribute("aria-hidden", "true");
  const slider = moving.appendChild(document.createElement("input"));
  Object.assign(slider, { type: "range", min: 0, max: LAST, step: 1 });
  slider.setAttribute("aria-labelledby", legend.id);
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (field.hasAttribute(name)) slider.setAttribute(name, field.getAttribute(name));
  }

  function draw(apart) {
    mine.setAttribute("cx", MIDDLE - apart / 2);
    theirs.setAttribute("cx", MIDDLE + apart / 2);
    const tall = Math.sqrt(Math.max(0, R * R - (apart * apart) / 4));
    shared.setAttribute("d", tall ? `M160 ${62 - tall}A${R} ${R} 0 0 1 160 ${62 + tall}A${R} ${R} 0 0 1 160 ${62 - tall}Z` : "");
  }

  function show() {
    const chosen = places.findIndex((it) => it.checked);
    const empty = chosen < 0;
    moving.classList.toggle("empty-yet", empty);
    slider.value = empty ? LAST / 2 : chosen;
    slider.setAttribute("aria-valuetext", empty ? "left out" : words[chosen]);
    word.textContent = empty ? NOT_YET : words[chosen];
    draw(FAR - STEP * Number(slider.value));
  }

  function choose(place) {
    if (places[place].checked) return;
    places[place].checked = true;
    places[place].dispatchEvent(new Event("input", { bubbles: true })); // the draft listens
    show();
  }

  const apartAt = (event) => {
    const box = svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * 2 * MIDDLE;
    return Math.min(FAR, Math.max(FAR - STEP * LAST, side * 2 * (x - MIDDLE) + held));
  };
  let side = 0;
  let held = 0; // where in its circle the finger is, so that nothing jumps
  svg.addEventListener("pointerdown", (event) => {
    const box = svg.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * 2 * MIDDLE;
    side = x < MIDDLE ? -1 : 1;
    held = FAR - STEP * Number(slider.value) - side * 2 * (x - MIDDLE);
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointermove", (event) => {
    if (!side) return;
    const apart = apartAt(event);
    choose(Math.round((FAR - apart) / STEP));
    draw(apart);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    svg.addEventListener(end, () => { if (side) { side = 0; show(); } });
  }

  slider.addEventListener("input", (event) => { event.stopPropagation(); choose(Number(slider.value)); });
  slider.addEventListener("click", () => choose(Number(slider.value))); // the middle, too
  slider.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(Number(slider.value)); }
  });
  leave?.addEventListener("input", show); // not everywhere can it be left out
  field.closest("form").addEventListener("reset", () => setTimeout(show));

  row.hidden = true;
  field.removeAttribute("role");
  row.before(moving);
  show();
}

function look() {
  for (const field of document.querySelectorAll("[data-circles]:not([data-ready])")) {
    field.dataset.ready = "";
    upgrade(field);
  }
}

look();
document.addEventListener("htmx:load", look);
