// Keeps the clothes of the app (style, script, icons) and one page that says "offline".
// Never a page with anybody's words: those are not even looked at here.
const CLOTHES = "clothes-{{ version }}";
const FILES = {{ files|safe }};
const OFFLINE = "/offline/";

self.addEventListener("install", (event) => {
  const fill = async () => (await caches.open(CLOTHES)).addAll([OFFLINE, ...FILES]);
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) if (name !== CLOTHES) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (url.pathname === "/exit/") return; // nothing stands between a person and the way out
    event.respondWith(fetch(request).catch(() => caches.match(OFFLINE)));
  } else if (url.pathname.startsWith("{{ static }}")) {
    event.respondWith(fetch(request).catch(async () => (await caches.match(request)) ?? Response.error()));
  }
});
