// After a form comes back with errors, a screen reader and the keyboard start at their summary.
const focus = (root) => root.querySelector?.("[data-errors]")?.focus();
focus(document);
document.addEventListener("htmx:load", (event) => focus(event.detail.elt));
