// Buttons with data-print. They are hidden without script, as the browser's own menu prints too.
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print]")) print();
});
