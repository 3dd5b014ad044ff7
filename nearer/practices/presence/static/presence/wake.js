// The screen stays on while a sitting runs, where the browser can do that: else the phone would
// lock in the middle of a sentence. Also for whoever is ready and waits: it begins by itself.
const RESTS = new Set(["open", "paused", "over", "stopped"]);
let lock = null;
let wanted = false;

async function hold() {
  if (!wanted || document.hidden || lock || !navigator.wakeLock) return;
  try {
    lock = await navigator.wakeLock.request("screen");
    lock.addEventListener("release", () => { lock = null; });
    if (!wanted) lock.release();
  } catch {
    lock = null; // saving power goes first; the sitting keeps its place all the same
  }
}

function turned({ phase, ready }) {
  wanted = Boolean(ready) || !RESTS.has(phase);
  if (wanted) hold();
  else lock?.release();
}

document.addEventListener("nearer:turned", (event) => turned(event.detail));
document.addEventListener("visibilitychange", hold); // the browser lets go when the page is hidden
turned(document.querySelector("[data-sitting]").dataset);
