// Leave at once: the Exit link, or Shift three times within two seconds.
// The page is blanked before anything is asked of the server.
const WITHIN = 2000;
let presses = [];

function leave() {
  document.documentElement.classList.add("blank");
  document.title = "\u200b";
  location.replace("/exit/");
}

addEventListener("keydown", (event) => {
  if (event.key !== "Shift" || event.repeat) {
    if (event.key !== "Shift") presses = []; // capital letters are not a call for help
    return;
  }
  const now = event.timeStamp;
  presses = [...presses.filter((at) => now - at < WITHIN), now];
  if (presses.length === 3) leave();
});

addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-exit]") || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  leave();
});

document.documentElement.classList.add("js");
