// A form with a [data-coach] part is read along while somebody writes: its text goes to that
// address in the body, and the part that comes back takes the place of the old one.
// Nothing waits for it. Without this script the part's buttons send the whole form instead.
const PAUSE = 600;
const READING = "[data-coach-reading]";
const OURS = "coach_";
const COPIED = [
  "fontFamily", "fontSize", "fontWeight", "fontStyle", "fontStretch", "fontKerning", "fontFeatureSettings", "lineHeight",
  "letterSpacing", "wordSpacing", "textIndent", "textTransform", "textAlign", "textWrapStyle", "tabSize", "direction", "hyphens",
  "wordBreak", "lineBreak", "paddingTop", "paddingRight", "paddingBottom", "paddingLeft",
];
const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

// --- Lines under the words in the field ------------------------------------------------

// Draws ranges of the field's own text. What it cannot do exactly, it does not do at all.
function beneath(area) {
  const layer = document.createElement("div");
  let ranges = [];
  let was = area.value;
  layer.className = "beneath";
  layer.setAttribute("aria-hidden", "true");
  layer.hidden = true;
  area.before(layer);
  area.classList.add("seen-through");

  function draw() {
    const nodes = [];
    let at = 0;
    for (const { start, end, kind } of ranges) {
      const mark = document.createElement("mark");
      mark.className = `lands ${kind}`;
      mark.textContent = was.slice(start, end);
      nodes.push(was.slice(at, start), mark);
      at = end;
    }
    layer.replaceChildren(...nodes, was.slice(at), "\u200b"); // a last line break has a height, too
    fit();
  }

  function fit() {
    const style = getComputedStyle(area);
    for (const name of COPIED) layer.style[name] = style[name];
    layer.style.top = `${area.offsetTop + area.clientTop}px`;
    layer.style.left = `${area.offsetLeft + area.clientLeft}px`;
    layer.style.width = `${area.clientWidth}px`;
    layer.style.height = `${area.clientHeight}px`;
    layer.hidden = !ranges.length || style.direction !== "ltr" || RTL.test(was);
    // The same words, wrapped alike, are as high; else the lines would stand under other words.
    if (!layer.hidden) layer.hidden = Math.abs(layer.scrollHeight - area.scrollHeight) > 2;
    layer.scrollTop = area.scrollTop;
  }

  // Marks before and after what is being typed stay; those that it touches go.
  function typed() {
    const now = area.value;
    const least = Math.min(was.length, now.length);
    let same = 0;
    while (same < least && was[same] === now[same]) same += 1;
    let tail = 0;
    while (tail < least - same && was.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
    const moved = now.length - was.length;
    ranges = ranges.flatMap((it) => {
      if (it.end <= same) return [it];
      if (it.start < was.length - tail) return [];
      return [{ ...it, start: it.start + moved, end: it.end + moved }];
    });
    was = now;
    draw();
  }

  // pieces: [text, kind] of the text that was read, which may stand in the field with space around.
  function show(pieces) {
    was = area.value;
    let at = was.indexOf(pieces.map(([text]) => text).join(""));
    ranges = [];
    if (at < 0) pieces = [];
    for (const [text, kind] of pieces) {
      if (kind) ranges.push({ start: at, end: at + text.length, kind });
      at += text.length;
    }
    draw();
  }

  area.addEventListener("scroll", () => { layer.scrollTop = area.scrollTop; });
  new ResizeObserver(fit).observe(area);
  return { show, typed, trusted: () => !layer.hidden };
}

// --- Asking, and what comes back -------------------------------------------------------

function watch(part) {
  const { form } = part.querySelector("button");
  const area = form.elements.namedItem("text");
  const state = part.querySelector("[data-coach-state]");
  const along = part.querySelector("[data-coach-along]");
  const under = beneath(area);
  const say = (text) => { if (state.textContent !== text) state.textContent = text; };
  let timer = 0;
  let asked = 0;
  let reads = true;
  let failed = false; // whether the last ask was not answered
  let open = null; // whether they want to see their words below the field, too

  function body(button) {
    const sent = new URLSearchParams({ text: area.value });
    for (const it of part.querySelectorAll("input")) {
      const typing = it.name === "coach_word" && !button; // a word that is not finished is no choice
      if ((it.type !== "radio" || it.checked) && !typing) sent.set(it.name, it.value);
    }
    if (button) sent.set(button.name, button.value);
    return sent;
  }

  async function ask(button = null) {
    clearTimeout(timer);
    const mine = ++asked; // of two that travel, only the later one counts
    try {
      const reply = await fetch(part.dataset.coach, {
        method: "POST",
        body: body(button),
        headers: { "HX-Request": "true", "X-CSRFToken": form.elements.namedItem("csrfmiddlewaretoken").value },
        redirect: "error",
        cache: "no-store",
      });
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      const fresh = page.querySelector(READING);
      if (mine !== asked) return;
      if (!fresh) throw new Error(String(reply.status));
      failed = false;
      document.dispatchEvent(new CustomEvent("nearer:moved", { detail: reply.headers.get("Nearer-Locks-In") }));
      take(fresh, page.querySelector("[data-coach-state]").textContent);
    } catch {
      if (mine !== asked) return;
      failed = true;
      say("The coach cannot be reached now. Your words stand as they are.");
    }
  }

  function take(fresh, said) {
    const old = part.querySelector(READING);
    const held = old.contains(document.activeElement) ? document.activeElement : null;
    for (const it of old.querySelectorAll("details[id]")) {
      const same = fresh.querySelector(`#${it.id}`);
      if (same && it.id !== "coach-text") same.open = it.open;
    }
    const taken = document.importNode(fresh, true);
    old.replaceWith(taken);
    if (taken.dataset.text !== undefined) {
      area.value = taken.dataset.text;
      area.dispatchEvent(new Event("input", { bubbles: true })); // so that it is kept as if typed
      clearTimeout(timer);
    }
    lines(taken);
    say(said);
    if (held) (held.id && taken.querySelector(`#${held.id}`) || taken.querySelector("button") || area).focus();
  }

  function lines(reading) {
    under.show([...reading.querySelectorAll("[data-words]")].map((it) => [it.textContent, it.dataset.words]));
    const text = reading.querySelector("#coach-text");
    if (text) text.open = open ?? !under.trusted();
  }

  function later() {
    clearTimeout(timer);
    if (reads) timer = setTimeout(() => ask(), PAUSE);
  }

  area.addEventListener("input", () => {
    under.typed();
    asked += 1; // whatever is on its way was about other words
    later();
  });
  part.addEventListener("input", (event) => event.stopPropagation()); // choosing is no writing
  part.addEventListener("change", (event) => { if (event.target.type === "radio") ask(); });
  part.addEventListener("click", (event) => {
    if (event.target.closest("#coach-text > summary")) open = !part.querySelector("#coach-text").open;
    const hash = event.target.closest("a[href^='#']")?.hash;
    const folded = hash && part.querySelector(hash)?.closest("details");
    if (folded) folded.open = true; // both ways: from the words to their reason, and back
    if (folded?.id === "coach-text") open = true;
  });
  // Asking puts the lock off, which only somebody who is there may do.
  addEventListener("online", () => { if (failed) later(); });
  along.addEventListener("click", () => {
    reads = !reads;
    [along.textContent, along.dataset.else] = [along.dataset.else, along.textContent];
    if (reads) ask();
    else { asked += 1; clearTimeout(timer); say("The coach waits until you press its button."); }
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name !== "do" || !part.contains(event.submitter)) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // for whoever thinks that the form is gone now
    ask(event.submitter);
  }, true);
  // What the coach remembers in the form is for the coach: no draft keeps it, and nothing sends it.
  form.addEventListener("formdata", (event) => {
    for (const name of [...event.formData.keys()]) if (name.startsWith(OURS)) event.formData.delete(name);
  });

  lines(part.querySelector(READING));
  if (area.value.trim() && !part.querySelector(".leaves")) later();
}

for (const part of document.querySelectorAll("[data-coach]")) watch(part);
