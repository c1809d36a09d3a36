// Keys for those who work here all day. Everything they do can be done without them; the help page lists them.

const typing = (target) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select"));

const rows = () => [...document.querySelectorAll("[data-rows] tbody tr:not(.group-row), [data-rows] > li")];

/** Go to the row `distance` further down; the row's own link gets the focus, so that Enter opens it. */
function step(distance) {
  const all = rows();
  if (!all.length) return;
  const now = all.findIndex((row) => row.classList.contains("at"));
  const next = all[Math.min(Math.max(now + distance, 0), all.length - 1)];
  all.forEach((row) => row.classList.toggle("at", row === next));
  const link = next.querySelector("a[href]");
  if (link) link.focus();
  next.scrollIntoView({ block: "nearest" });
}

function pick() {
  const box = document.querySelector("tr.at input[type=checkbox]");
  if (box) box.click();
}

const KEYS = {
  "/": () => document.querySelector("#search")?.focus(),
  j: () => step(1),
  k: () => step(-1),
  x: pick,
  "?": () => document.querySelector("a[data-help]")?.click(),
  w: () => document.querySelector("a[data-home]")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") {
    document.querySelectorAll("details.drop[open]").forEach((drop) => {
      drop.open = false;
      drop.querySelector("summary").focus();
    });
    return;
  }
  const act = KEYS[event.key];
  if (!act || typing(event.target)) return;
  event.preventDefault();
  act();
});

// One drop-down at a time, and none after a click beside it.
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.drop[open]").forEach((drop) => {
    if (!drop.contains(event.target)) drop.open = false;
  });
});

// A box in a table's head picks all of its rows.
document.addEventListener("change", (event) => {
  if (!event.target.matches("input[data-pick-all]")) return;
  event.target
    .closest("table")
    .querySelectorAll("tbody input[type=checkbox]")
    .forEach((box) => (box.checked = event.target.checked));
});

// A form that is on its way is not sent a second time by a second click.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});
