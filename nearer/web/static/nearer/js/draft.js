// Forms with data-draft-url keep what is typed, sealed on the server, while it is typed.
// Never in browser storage: whoever opens this browser later would find it there.
const PAUSE = 1500;
const watched = new WeakSet();

function watch(form) {
  const state = form.querySelector("[data-draft-state]");
  const say = (text) => { if (state && state.textContent !== text) state.textContent = text; };
  let timer = 0;
  let dirty = false;
  let gone = false;

  async function save(last = false) {
    clearTimeout(timer);
    if (!dirty || gone) return;
    dirty = false;
    try {
      const reply = await fetch(form.dataset.draftUrl, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { "HX-Request": "true" },
        redirect: "error",
        keepalive: last,
      });
      if (!reply.ok) throw new Error(String(reply.status));
      if (reply.headers.has("HX-Redirect")) { gone = true; return; } // locked; the server kept it aside
      const said = await reply.json();
      if (!dirty) say(said.beside_another ? "Saved, sealed, beside what another page holds." : "Saved, sealed.");
    } catch {
      dirty = true;
      say("Not saved yet.");
      if (!last) timer = setTimeout(save, PAUSE * 8);
    }
  }

  form.addEventListener("input", () => {
    dirty = true;
    say("Not saved yet.");
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", () => { gone = true; });
  form.addEventListener("htmx:afterRequest", () => { gone = false; });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(true); });
  document.addEventListener("nearer:save", () => save());
  addEventListener("online", () => save());
}

function look() {
  for (const form of document.querySelectorAll("form[data-draft-url]")) {
    if (watched.has(form)) continue;
    watched.add(form);
    watch(form);
  }
}

look();
document.addEventListener("htmx:load", look);
