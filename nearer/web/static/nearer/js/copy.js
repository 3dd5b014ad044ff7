// Buttons with data-copy put that text on the clipboard. Without script the text can be marked.
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  const said = button.parentElement.querySelector("[data-copied]");
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    if (said) said.textContent = "Copied.";
  } catch { // no clipboard without https: mark it, so that one key is enough
    const input = button.parentElement.querySelector("input");
    input?.focus();
    input?.select();
    if (said) said.textContent = "Marked. Copy it with your keyboard.";
  }
});
