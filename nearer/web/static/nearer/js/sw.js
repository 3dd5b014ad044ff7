// Only where it may: https or this very machine. It keeps style and script, and one offline page.
if ("serviceWorker" in navigator && isSecureContext) {
  navigator.serviceWorker.register("/service-worker.js").catch(() => {});
}
