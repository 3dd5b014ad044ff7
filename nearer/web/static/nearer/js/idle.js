// The session locks by itself. Say so three minutes before; at the moment, take the words away.
// data-lock-at and data-now come from the server, so a wrong clock on the phone does not matter.
const { lockAt, now } = document.documentElement.dataset;
const WARN = 3 * 60 * 1000;
const line = document.querySelector("[data-idle]");
const minutes = line?.querySelector("[data-minutes]");
let end = lockAt ? Date.now() + Date.parse(lockAt) - Date.parse(now) : Infinity;

function lock() {
  document.documentElement.classList.add("blank");
  location.replace(`/unlock/?next=${encodeURIComponent(location.pathname)}`);
}

function look() {
  const left = end - Date.now();
  if (left <= 0) return lock();
  if (line) {
    line.hidden = left > WARN;
    const whole = Math.ceil(left / 60000);
    const text = whole === 1 ? "1 minute" : `${whole} minutes`;
    if (!line.hidden && minutes.textContent !== text) minutes.textContent = text;
  }
}

// Whatever the server answers to this page moves the lock; it says so in a header.
export function moved(header) {
  const seconds = Number(header);
  if (header && Number.isFinite(seconds)) end = Date.now() + seconds * 1000;
  look();
}

async function stay() {
  document.dispatchEvent(new Event("nearer:save"));
  try {
    const reply = await fetch("/stay/", { headers: { "HX-Request": "true" }, redirect: "error" });
    if (reply.ok) moved(reply.headers.get("Nearer-Locks-In"));
  } catch { /* offline: the lock comes when it comes */ }
}

if (lockAt) {
  setInterval(look, 5000);
  document.addEventListener("visibilitychange", look); // timers sleep while a phone is in a pocket
  addEventListener("focus", look);
  document.addEventListener("htmx:afterRequest", (event) => moved(event.detail.xhr?.getResponseHeader("Nearer-Locks-In")));
  document.addEventListener("nearer:moved", (event) => moved(event.detail));
  line?.querySelector("[data-stay]").addEventListener("click", stay);
  look();
}
