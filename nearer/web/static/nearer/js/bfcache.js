// A page that comes back from the back-forward cache may belong to somebody who has left.
// Hide it, and ask the server whether it may still be shown.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.documentElement.classList.add("blank");
  location.reload();
});
