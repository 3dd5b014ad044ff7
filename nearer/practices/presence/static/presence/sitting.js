// One sitting, in step with the server. A stream says when it turned; what is shown is always
// the server's own page, fetched and put in place. No phone's clock matters: the server says
// how much is left, and the page only counts down from there.
const PART = "#sitting";
const ASKS = { "HX-Request": "true", "X-Nearer-Part": "sitting" };
const BY_ITSELF = { ...ASKS, "X-Nearer-Poll": "1" }; // nobody pressed: it must not keep the lock open
const GIVES_UP = 8_000; // milliseconds for one answer
const TRIES = 60_000; // so long the same press is tried again
const UNHEARD = 10_000; // a stream that says nothing so long is no stream: ask instead
const HEARD = 90_000; // and with a stream all the same, so that the lock is known
const FOLDS = 45_000;
const KEPT = "Not connected. Your place is kept.";
const STILL = "Still not connected. Your place is kept. Press again when you like.";
const CAME_BACK = "You were away for a moment. Nothing was noted. Come back when you like.";
const MOTION = matchMedia("(prefers-reduced-motion: no-preference)");

const turn = document.querySelector("#turn");
const line = document.querySelector("[data-sitting-line]");
let shown = document.querySelector(PART);
let ends = null; // when this phase ends, by performance.now()
let last = performance.now(); // when the server was heard last
let asking = false;
let misses = 0; // how often in a row the server was not there
let press = 0; // the newest one; an older one is not tried again
let left = false; // whether this page was put out of sight while it was still

const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });
const version = (part) => Number(part.dataset.version);
const say = (text) => { if (line.textContent !== text) line.textContent = text; };
const connected = () => { misses = 0; if ([KEPT, STILL].includes(line.textContent)) say(""); };

// --- The time that is left -------------------------------------------------------------

function remains() {
  return ends === null ? null : Math.max(0, (ends - performance.now()) / 1000);
}

function words(seconds, unit) {
  const whole = Math.ceil(unit === "minutes" ? seconds / 60 : seconds);
  if (unit === "minutes") return whole === 1 ? "1 minute" : `${whole} minutes`;
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function count(part) {
  const seconds = Number(part.dataset.left);
  ends = part.dataset.left === "" || part.dataset.phase === "paused" ? null : performance.now() + seconds * 1000;
}

function tick() {
  const seconds = remains();
  if (seconds !== null) {
    for (const it of shown.querySelectorAll("[data-clock]")) {
      const text = words(seconds, it.dataset.clock);
      if (it.textContent !== text) it.textContent = text;
    }
    const whole = Number(shown.dataset.whole);
    if (whole) shown.querySelector("[data-ring]")?.setAttribute("stroke-dashoffset", (100 - (100 * seconds) / whole).toFixed(1));
  }
  const quiet = performance.now() - last;
  const up = seconds === 0 && quiet > Math.min(700 * 2 ** misses, UNHEARD);
  if (up || (shown.dataset.stream && quiet > (heard ? HEARD : UNHEARD))) look();
}

// --- Asking the server, and showing what it answers ------------------------------------

async function answer(reply) {
  const locked = reply.type === "opaqueredirect" || reply.headers.has("HX-Redirect");
  if (locked || [401, 403, 404].includes(reply.status)) {
    location.reload(); // it lands where it may be: on the lock, or where it says that it is gone
    return new Promise(() => {});
  }
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const fresh = page.querySelector(PART);
  if (!fresh) throw new Error(String(reply.status));
  last = performance.now();
  document.dispatchEvent(new CustomEvent("nearer:moved", { detail: reply.headers.get("Nearer-Locks-In") }));
  return fresh;
}

function ask(address, options) {
  return fetch(address, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout?.(GIVES_UP), ...options }).then(answer);
}

async function look() {
  if (asking) return;
  asking = true;
  last = performance.now();
  try {
    take(await ask(location.pathname, { headers: BY_ITSELF }));
    connected();
  } catch {
    misses += 1;
    if (document.visibilityState === "visible") say(KEPT);
  }
  asking = false;
}

function take(fresh, pressed = false) {
  if (version(fresh) < version(shown)) return; // of two answers under way, the newer one counts
  const turned = version(fresh) > version(shown);
  if (pressed || turned || fresh.dataset.ready !== shown.dataset.ready) swap(fresh, turned);
  count(fresh);
  tick();
}

function swap(fresh, turned) {
  const held = shown.contains(document.activeElement) ? document.activeElement : null;
  const was = shown.dataset.phase;
  const taken = document.importNode(fresh, true);
  shown.replaceWith(taken);
  shown = taken;
  const again = held?.name && taken.querySelector(`[name="${held.name}"][value="${held.value}"]`);
  const place = held && (again || taken.querySelector("h1"));
  place?.focus({ preventScroll: Boolean(again) });
  if (turned) {
    scrollTo({ top: 0, behavior: "instant" });
    if (!place || again) tell(taken.dataset.say); // a heading that takes the focus is read anyway
    if (line.textContent === CAME_BACK) say("");
  }
  document.dispatchEvent(new CustomEvent("nearer:turned", { detail: { ...taken.dataset, was } }));
  fold();
  if (!taken.dataset.stream) end();
}

function tell(text) {
  turn.textContent = "";
  setTimeout(() => { turn.textContent = text; }, 100); // the same words twice are news, too
}

// What helps to begin fades by itself, unless somebody is there with a finger or a key.
let folding = 0;
function fold() {
  clearTimeout(folding);
  const open = shown.querySelectorAll("details[data-fades][open]");
  const mine = shown;
  folding = setTimeout(async () => {
    const away = [...open].filter((it) => it.open && it.hasAttribute("data-fades") && !it.contains(document.activeElement));
    for (const it of away) it.classList.add("fading");
    if (MOTION.matches) await pause(1200);
    if (mine !== shown) return;
    for (const it of away) { it.open = false; it.classList.remove("fading"); }
  }, FOLDS);
}

// --- What somebody presses -------------------------------------------------------------

function mark() {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((it) => it.toString(16).padStart(2, "0")).join("");
}

async function send(form, button) {
  const mine = ++press;
  const seen = version(shown);
  const body = new URLSearchParams(new FormData(form));
  body.set(button.name, button.value);
  body.set("once", mark()); // sent again it is still one press
  const until = performance.now() + TRIES;
  const always = ["ready", "pause", "stop"].includes(button.value);
  shown.setAttribute("aria-busy", "true");
  for (let wait = 500; mine === press; wait = Math.min(2 * wait, 4_000)) {
    try {
      const fresh = await ask(form.action, { method: "POST", body, headers: ASKS });
      take(fresh, true);
      say("");
      break;
    } catch {
      if (performance.now() > until) { say(STILL); break; }
      say(KEPT);
    }
    await pause(wait);
    if (version(shown) !== seen && !always) break; // it was about another moment
  }
  shown.removeAttribute("aria-busy");
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-act]") || !event.submitter) return;
  event.preventDefault();
  send(form, event.submitter);
});

document.addEventListener("click", (event) => {
  const folded = event.target.closest?.("summary")?.parentElement;
  folded?.removeAttribute("data-fades"); // whoever opens or closes it decides
});

// --- The stream ------------------------------------------------------------------------

let stream = null;
let heard = false; // whether this stream has said anything
let fails = 0;
let later = 0;

function listen() {
  clearTimeout(later);
  stream?.close();
  heard = false;
  if (!shown.dataset.stream) return;
  stream = new EventSource(shown.dataset.stream);
  stream.addEventListener("state", (event) => {
    const said = JSON.parse(event.data);
    heard = true;
    fails = 0;
    if (said.version > version(shown)) look();
    else if (said.version === version(shown)) { last = performance.now(); resume(said.left); }
  });
  stream.addEventListener("error", () => {
    stream.close();
    fails += 1;
    if (fails > 1) look(); // once is a server that starts again; more may be a lock
    const most = Math.min(15_000, 1_000 * 2 ** (fails - 1));
    later = setTimeout(listen, most * (0.5 + Math.random() / 2));
  });
}

function resume(seconds) {
  connected();
  if (shown.dataset.phase !== "paused" && typeof seconds === "number") ends = performance.now() + seconds * 1000;
}

function end() {
  clearTimeout(later);
  stream?.close();
  clearInterval(ticking);
  document.querySelector("[data-senses]")?.remove();
}

// A phone that was locked or without a net may hold a stream that is long dead.
function back() {
  if (!shown.dataset.stream) return;
  look();
  listen();
}

document.addEventListener("visibilitychange", () => {
  const still = shown.dataset.phase === "still" && shown.dataset.kind === "away";
  if (document.hidden) { left = still; return; }
  if (left && still) say(CAME_BACK);
  back();
});
addEventListener("online", back);
addEventListener("offline", () => say(KEPT));
addEventListener("pagehide", () => stream?.close());
addEventListener("pageshow", (event) => { if (event.persisted) back(); });

const ticking = setInterval(tick, 500);
count(shown);
tick();
fold();
listen();
