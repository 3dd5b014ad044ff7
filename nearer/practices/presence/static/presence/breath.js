// In for four, out for six: the words beside the circle, and a sign for sound and vibration.
// The circle itself is drawn by the style; where nothing may move, only the words change.
const IN = 4_000;
const ROUND = 10_000;
let begun = 0;
let said = "";

function breathe() {
  const part = document.querySelector("[data-breath]");
  if (!part || document.hidden) { said = ""; return; }
  const moving = part.querySelector(".air").getAnimations?.()[0];
  const at = (moving?.currentTime ?? performance.now() - begun) % ROUND;
  const now = at < IN ? "in" : "out";
  if (now === said) return;
  said = now;
  part.querySelector("[data-in-out]").textContent = now;
  if (document.querySelector("[data-phase='still']")) document.dispatchEvent(new CustomEvent("nearer:breath", { detail: now }));
}

document.addEventListener("nearer:turned", () => { begun = performance.now(); said = ""; });
setInterval(breathe, 200);
