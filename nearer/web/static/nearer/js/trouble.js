// htmx leaves the page as it is when a request fails. Say so, and that the words are still there.
const line = document.querySelector("[data-trouble]");
const say = (text) => {
  if (!line) return;
  line.hidden = !text;
  line.querySelector("[data-say]").textContent = text;
};
const failed = (event) => {
  const status = event.detail.xhr?.status ?? 0;
  if (status === 401 || status === 403) say("This page had been open too long. Copy what you wrote, then load the page again.");
  else if (status === 413) say("That is more than one form can carry. It was not saved; it still stands here.");
  else if (status >= 400) say("The server could not take this just now. What you wrote still stands here. Try again in a minute.");
  else say("The server cannot be reached. What you wrote still stands here, in this open page.");
};

document.addEventListener("htmx:responseError", failed);
document.addEventListener("htmx:sendError", failed);
document.addEventListener("htmx:timeout", failed);
document.addEventListener("htmx:afterOnLoad", (event) => { if (event.detail.successful) say(""); });
addEventListener("offline", () => say("Offline. What you write stays in this open page."));
addEventListener("online", () => say(""));
