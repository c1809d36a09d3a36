// The workbench: a fact lights its quote in the source, words selected in the source become a field's value.
// Without this script every fact is a link to its quote, and every field can be typed.

const desk = document.querySelector("[data-desk]");
const source = document.querySelector("[data-source]");
const narrow = matchMedia("(max-width: 60rem)");

/* --- places in the source ---------------------------------------------------------------------------------- */

/** How many code points stand in `text`: a character outside the basic plane is one, although it is two for script. */
const points = (text) => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};

const begins = (line) => Number(line.id.slice(1));
const lineOf = (node) => (node instanceof Element ? node : node.parentElement)?.closest(".ln");
const lines = () => [...source.querySelectorAll(".ln")];
const blank = (character) => /\s/u.test(character);

/**
 * Where a place of the page is in the source: its line's number, and how many code points of the line stand before it.
 * A line's paragraph holds the line's characters and nothing else, so counting what stands before gives the offset.
 */
function placeOf(node, offset, all) {
  const line = lineOf(node);
  if (line) {
    const before = document.createRange();
    before.setStart(line, 0);
    before.setEnd(node, offset);
    return { line: all.indexOf(line), at: points(before.toString()) };
  }
  // Between two lines, or outside of the source: the beginning of the line that comes next, else the end of all.
  const here = document.createRange();
  here.setStart(node, offset);
  const next = all.findIndex((line) => here.comparePoint(line, 0) >= 0);
  return next >= 0 ? { line: next, at: 0 } : { line: all.length - 1, at: points(all.at(-1).textContent) };
}

/** What is selected in the source, without the blanks at its ends: offsets and words; null where nothing is. */
export function selected() {
  const choice = getSelection();
  if (!source || !choice.rangeCount || choice.isCollapsed) return null;
  const range = choice.getRangeAt(0);
  if (!range.intersectsNode(source) || !source.contains(choice.anchorNode)) return null;
  const all = lines();
  const characters = (line) => [...all[line].textContent];
  const from = placeOf(range.startContainer, range.startOffset, all);
  const to = placeOf(range.endContainer, range.endOffset, all);
  for (let text = characters(from.line); from.line < to.line || from.at < to.at; ) {
    if (from.at < text.length && !blank(text[from.at])) break;
    if (from.at < text.length) from.at += 1;
    else if (from.line < to.line) {
      from.line += 1;
      from.at = 0;
      text = characters(from.line);
    } else break;
  }
  for (let text = characters(to.line); to.line > from.line || to.at > from.at; ) {
    if (to.at > 0 && !blank(text[to.at - 1])) break;
    if (to.at > 0) to.at -= 1;
    else if (to.line > from.line) {
      to.line -= 1;
      text = characters(to.line);
      to.at = text.length;
    } else break;
  }
  const quote = [];
  for (let line = from.line; line <= to.line; line += 1) {
    const last = line === to.line ? to.at : undefined;
    quote.push(characters(line).slice(line === from.line ? from.at : 0, last).join(""));
  }
  if (!quote.join("")) return null;
  return { start: begins(all[from.line]) + from.at, end: begins(all[to.line]) + to.at, quote: quote.join("\n") };
}

/* --- a fact and its quote ---------------------------------------------------------------------------------- */

let shown = null;
let pinned = null;
let waiting = 0;

const pieces = (key) => (key ? [...source.querySelectorAll(`[data-s~="${key}"]`)] : []);

function into(pane, element) {
  if (narrow.matches) {
    element.scrollIntoView({ block: "center" });
    return;
  }
  const frame = pane.getBoundingClientRect();
  const box = element.getBoundingClientRect();
  if (box.top < frame.top + 16 || box.bottom > frame.bottom - 16) {
    pane.scrollTop += box.top - frame.top - pane.clientHeight / 3;
  }
}

function show(fact, { scroll = true } = {}) {
  source.querySelectorAll(".on, .on-item").forEach((piece) => piece.classList.remove("on", "on-item"));
  shown?.classList.remove("current");
  shown = fact;
  if (!fact) return;
  fact.classList.add("current");
  const found = pieces(fact.dataset.s);
  const whole = fact.closest("h4");
  found.forEach((piece) => piece.classList.add(whole ? "on-item" : "on"));
  if (scroll && found.length && source.offsetParent !== null) into(source, found[0]);
}

function turn(pane) {
  desk.dataset.shown = pane;
  document.querySelectorAll("[data-pane]").forEach((tab) => {
    if (tab.dataset.pane === pane) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  });
}

function factsLight() {
  desk.addEventListener("pointerover", (event) => {
    const fact = event.target.closest(".q");
    clearTimeout(waiting);
    if (fact && event.pointerType === "mouse") waiting = setTimeout(() => show(fact), 60);
  });
  desk.addEventListener("pointerleave", () => {
    clearTimeout(waiting);
    show(pinned);
  });
  desk.addEventListener("focusin", (event) => {
    const fact = event.target.closest(".q");
    if (fact) show(fact);
  });
  desk.addEventListener("click", (event) => {
    const fact = event.target.closest(".q");
    if (fact) {
      event.preventDefault();
      clearTimeout(waiting);
      pinned = fact === pinned && !narrow.matches ? null : fact;
      if (narrow.matches) turn("source");
      show(fact);
      return;
    }
    const piece = event.target.closest("[data-source] [data-s]");
    if (piece && getSelection().isCollapsed) toLedger(piece);
  });
  document.querySelector(".review-tabs").addEventListener("click", (event) => {
    const tab = event.target.closest("[data-pane]");
    if (!tab) return;
    event.preventDefault();
    turn(tab.dataset.pane);
    const place = tab.dataset.pane === "ledger" ? pinned?.closest(".item-card") : null;
    (place ?? document.querySelector(".review-tabs")).scrollIntoView({ block: place ? "center" : "nearest" });
  });
}

/** A click in the source leads to the fact that quotes what was clicked. */
function toLedger(piece) {
  const keys = piece.dataset.s.split(" ");
  const fact = keys.map((key) => desk.querySelector(`.q[data-s="${key}"]`)).find(Boolean);
  if (!fact) return;
  fact.closest("details")?.setAttribute("open", "");
  turn("ledger");
  pinned = fact;
  fact.focus({ preventScroll: true });
  show(fact, { scroll: false });
  fact.scrollIntoView({ block: "center" });
}

/* --- from a selection to a field ---------------------------------------------------------------------------- */

const bar = document.querySelector("[data-selection]");

function owners(choice) {
  const found = [];
  for (const card of desk.querySelectorAll("[data-item]")) {
    const [from, to] = card.dataset.span.split("-").map(Number);
    if (card.dataset.span && from <= choice.start && choice.end <= to) found.push([to - from, card.dataset.item]);
  }
  return found.sort((one, other) => one[0] - other[0]).map((pair) => pair[1]);
}

function offer(choice) {
  bar.hidden = !choice;
  if (!choice) return;
  const list = bar.querySelector("[data-items]");
  const cards = [...desk.querySelectorAll("[data-item]")];
  list.replaceChildren(...cards.map((card) => new Option(card.dataset.name.trim(), card.dataset.item)));
  const open = desk.querySelector(".item-card.open");
  const owner = owners(choice)[0] ?? open?.dataset.item ?? shown?.closest("[data-item]")?.dataset.item;
  if (owner) list.value = owner;
  bar.querySelector("[data-quote]").textContent = choice.quote;
  for (const name of ["start", "end", "quote"]) bar.elements[name].value = choice[name];
}

function selectionDecides() {
  let late = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(late);
    late = setTimeout(() => {
      if (bar.contains(document.activeElement) && getSelection().isCollapsed) return;
      const choice = selected();
      if (choice || !getSelection().isCollapsed || !bar.matches(":focus-within")) offer(choice);
    }, 120);
  });
  bar.querySelector("[data-drop]").addEventListener("click", () => {
    getSelection().removeAllRanges();
    offer(null);
    source.focus();
  });
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") bar.querySelector("[data-drop]").click();
  });
  bar.addEventListener("submit", (event) => {
    if (!window.htmx || !event.submitter || event.submitter.value === "add") return;
    event.preventDefault();
    const asked = new URLSearchParams(new FormData(bar, event.submitter));
    const card = desk.querySelector(`[data-item="${asked.get("item")}"]`);
    asked.delete("item");
    getSelection().removeAllRanges();
    offer(null);
    turn("ledger");
    window.htmx.ajax("GET", `${desk.dataset.ledger}items/${card.dataset.item}/?${asked}`, {
      source: card,
      target: card,
      swap: "outerHTML",
    });
  });
}

/* --- answers of the server ---------------------------------------------------------------------------------- */

function answersShow() {
  // What was refused or came too late is shown in its place like any other answer.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if ([409, 422].includes(event.detail.xhr.status)) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const card = event.detail.elt.closest?.(".item-card") ?? event.target.closest?.(".item-card");
    if (!card) return;
    const first = card.querySelector("[data-focus]") ?? card.querySelector("[data-edit], [data-close], .q");
    first?.focus({ preventScroll: true });
    (card.querySelector(".chosen") ?? card).scrollIntoView({ block: "nearest" });
  });
}

function picking() {
  const line = document.querySelector("[data-picked-count]");
  if (!line) return;
  const empty = line.textContent;
  const tell = () => {
    const count = desk.querySelectorAll("input[form=picked]:checked").length;
    line.textContent = count ? line.parentElement.dataset.picked.replace("0", count) : empty;
    line.parentElement.hidden = !count;
  };
  desk.addEventListener("change", (event) => event.target.matches("input[form=picked]") && tell());
  tell();
}

/* --- choosing files ----------------------------------------------------------------------------------------- */

function choosing(area) {
  const input = area.querySelector("input[type=file]");
  const list = area.querySelector("[data-file-list]");
  for (const name of ["dragenter", "dragover"]) area.addEventListener(name, () => area.classList.add("over"));
  for (const name of ["dragleave", "drop"]) area.addEventListener(name, () => area.classList.remove("over"));
  input.addEventListener("change", () => {
    list.replaceChildren(
      ...[...input.files].map((file) => {
        const row = document.createElement("li");
        row.textContent = `${file.name}　${Math.max(1, Math.round(file.size / 1024))} KB`;
        return row;
      }),
    );
  });
}

if (desk && source) {
  turn("ledger");
  factsLight();
  answersShow();
  picking();
  if (bar) selectionDecides();
  const chosen = document.querySelector("[data-focus]");
  if (chosen) {
    chosen.focus({ preventScroll: true });
    chosen.closest(".item-card, .adding").scrollIntoView({ block: "nearest" });
  }
}
document.querySelectorAll("[data-drop-files]").forEach(choosing);
