// After a form comes back with errors, a screen reader and the keyboard start at their summary,
// or at the one field that is not right yet.
const FIRST = ["[data-errors]", "[aria-invalid] input", "[aria-invalid]"];
const focus = (root) => FIRST.map((what) => root.querySelector?.(what)).find((it) => it)?.focus();
focus(document);
document.addEventListener("htmx:load", (event) => focus(event.detail.elt));
