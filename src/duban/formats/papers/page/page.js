"use strict";
(() => {
  const root = document.documentElement;
  const words = JSON.parse(document.getElementById("words").textContent);
  const byId = (id) => document.getElementById(id);
  const source = byId("source");
  const ledger = byId("ledger");
  const quotes = [...ledger.querySelectorAll(".q")];
  const items = [...ledger.querySelectorAll(".item")];
  const groups = [...ledger.querySelectorAll(".group")];
  const narrow = matchMedia("(max-width: 860px)");
  const controls = ["search", "kind", "unit", "check"].map(byId).filter(Boolean);
  const field = new Map(quotes.map((quote) => [quote.dataset.s, quote]));
  const pieces = new Map();
  for (const piece of source.querySelectorAll("[data-s]")) {
    for (const mark of piece.dataset.s.split(" ")) {
      if (!pieces.has(mark)) pieces.set(mark, []);
      pieces.get(mark).push(piece);
    }
  }
  let language = root.lang.startsWith("zh") ? "zh" : "en";
  let shown = null;
  let pinned = null;
  let waiting = 0;

  // Remembering is a comfort: where the browser refuses it, everything else still works.
  const remember = (key, value) => { try { localStorage.setItem("duban." + key, value); } catch { /* refused */ } };
  const recall = (key) => { try { return localStorage.getItem("duban." + key); } catch { return null; } };

  /* The quote of a field */

  const light = (quote, on) => {
    quote.classList.toggle("current", on);
    for (const piece of pieces.get(quote.dataset.s) || []) {
      piece.classList.toggle("on", on);
      piece.classList.toggle("on-item", on && quote.classList.contains("k-item"));
    }
  };

  const into = (pane, element) => {
    if (narrow.matches) {
      element.scrollIntoView({ block: "center" });
      return;
    }
    const frame = pane.getBoundingClientRect();
    const box = element.getBoundingClientRect();
    const top = Math.max(frame.top, 0) + (pane === ledger ? 80 : 24);
    if (box.top < top || box.bottom > Math.min(frame.bottom, innerHeight) - 24) {
      pane.scrollTop += box.top - frame.top - pane.clientHeight / 3;
    }
  };

  const show = (quote, scroll = true) => {
    if (shown) light(shown, false);
    shown = quote;
    if (!quote) return;
    light(quote, true);
    const first = (pieces.get(quote.dataset.s) || [])[0];
    if (scroll && first && source.offsetParent !== null) into(source, first);
  };

  const pin = (quote) => {
    if (pinned) pinned.removeAttribute("aria-current");
    pinned = quote;
    root.classList.toggle("pinned", Boolean(quote));
    if (quote) quote.setAttribute("aria-current", "true");
  };

  const open = (tab) => {
    root.dataset.tab = tab;
    for (const button of document.querySelectorAll("[role=tab]")) {
      button.setAttribute("aria-selected", String(button.dataset.tab === tab));
    }
  };

  ledger.addEventListener("pointerover", (event) => {
    const quote = event.target.closest(".q");
    clearTimeout(waiting);
    if (quote && event.pointerType === "mouse") waiting = setTimeout(() => show(quote), 60);
  });
  ledger.addEventListener("pointerleave", () => {
    clearTimeout(waiting);
    show(pinned);
  });
  ledger.addEventListener("focusin", (event) => {
    const quote = event.target.closest(".q");
    if (quote) show(quote);
  });
  ledger.addEventListener("click", (event) => {
    const quote = event.target.closest(".q");
    if (!quote) return;
    event.preventDefault();
    clearTimeout(waiting);
    const release = quote === pinned && !narrow.matches;
    pin(release ? null : quote);
    if (narrow.matches) open("source");
    show(quote);
  });

  /* From the source to the field */

  source.addEventListener("click", (event) => {
    const piece = event.target.closest("[data-s]");
    if (!piece || String(getSelection())) return;
    const quote = piece.dataset.s.split(" ").map((mark) => field.get(mark)).find(Boolean);
    if (!quote) return;
    const details = quote.closest("details");
    if (details) details.open = true;
    if (quote.closest("[hidden]")) clear();
    open("ledger");
    pin(quote);
    show(quote, false);
    quote.focus({ preventScroll: true });
    into(ledger, quote);
  });

  /* Keys */

  // In a closed <details> newer browsers keep the layout and older ones do not.
  const reachable = (quote) => (quote.checkVisibility ? quote.checkVisibility() : quote.offsetParent !== null);
  const step = (by) => {
    const from = document.activeElement.closest(".q") || pinned || shown;
    let at = from ? quotes.indexOf(from) : -1;
    do at += at < 0 ? 1 : by; while (quotes[at] && !reachable(quotes[at]));
    if (!quotes[at]) return;
    quotes[at].focus({ preventScroll: true });
    into(ledger, quotes[at]);
  };
  const keys = {
    j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
    "/": () => { open("ledger"); byId("search")?.focus(); },
    Escape: () => { pin(null); show(null); },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest("input, select, textarea");
    // In the source the arrow keys scroll, as anywhere else.
    const scrolling = event.key.startsWith("Arrow") && event.target === source;
    if ((typing && event.key !== "Escape") || scrolling || !keys[event.key]) return;
    if (event.key !== "Escape") event.preventDefault();
    keys[event.key]();
  });
  byId("back").addEventListener("click", () => {
    open("ledger");
    if (pinned) { pinned.focus({ preventScroll: true }); into(ledger, pinned); }
  });
  document.querySelector(".tabs").addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) open(tab.dataset.tab);
  });
  document.querySelector(".tabs").addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    open(root.dataset.tab === "source" ? "ledger" : "source");
    byId("tab-" + root.dataset.tab).focus();
  });

  /* Filters */

  const texts = new Map();
  const textOf = (item) => {
    if (!texts.has(item)) texts.set(item, (item.textContent + " " + item.parentElement.firstElementChild.textContent).toLowerCase());
    return texts.get(item);
  };
  const wanted = () => Object.fromEntries(
    controls.map((control) => [control.id, control.type === "checkbox" ? control.checked : control.value.trim()]));
  const filter = () => {
    const { search = "", kind = "", unit = "", check = false } = wanted();
    const query = search.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const item of items) {
      item.hidden = (check && !item.classList.contains("has-f"))
        || (kind && item.dataset.kind !== kind)
        || (unit && !item.dataset.units.includes(` ${unit} `))
        || !query.every((word) => textOf(item).includes(word));
      if (!item.hidden) count += 1;
    }
    for (const group of groups) group.hidden = !group.querySelector(".item:not([hidden])");
    tell(count);
    keepInAddress({ search, kind, unit, check: check ? "1" : "" });
  };
  const tell = (count = items.filter((item) => !item.hidden).length) => {
    if (!byId("shown")) return;
    byId("shown").textContent = filled(words[language].shown, { shown: count, all: items.length });
    byId("none").hidden = count > 0;
    byId("clear").hidden = count === items.length && !Object.values(wanted()).some(Boolean);
  };
  const clear = () => {
    for (const control of controls) {
      if (control.type === "checkbox") control.checked = false; else control.value = "";
    }
    filter();
  };
  // In the fragment, because a page opened from disk may not change its query.
  const keepInAddress = (values) => {
    const kept = new URLSearchParams(Object.entries(values).filter(([, value]) => value)).toString();
    try { history.replaceState(null, "", kept ? "#?" + kept : "#"); } catch { /* refused */ }
  };
  const fromAddress = () => {
    if (!location.hash.startsWith("#?")) return;
    const kept = new URLSearchParams(location.hash.slice(2));
    for (const control of controls) {
      if (control.type === "checkbox") control.checked = kept.has(control.id);
      else control.value = kept.get(control.id) || "";
    }
  };
  byId("filters")?.addEventListener("input", filter);
  byId("filters")?.addEventListener("submit", (event) => event.preventDefault());
  byId("clear")?.addEventListener("click", () => { clear(); byId("search").focus(); });

  /* Language, size, print */

  const word = (key) => key.split(".").reduce((table, part) => table[part], words[language]);
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
  const speak = () => {
    root.lang = language === "zh" ? "zh-CN" : "en";
    for (const element of document.querySelectorAll("[data-w]")) element.textContent = filled(word(element.dataset.w), element.dataset);
    for (const element of document.querySelectorAll("[data-w-label]")) element.setAttribute("aria-label", word(element.dataset.wLabel));
    for (const element of document.querySelectorAll("[data-w-placeholder]")) {
      element.placeholder = word(element.dataset.wPlaceholder);
      element.setAttribute("aria-label", element.placeholder);
    }
    for (const element of document.querySelectorAll("[data-zh]")) element.textContent = element.dataset[language];
    for (const element of document.querySelectorAll("[data-wd]")) element.title = words[language].weekdays[element.dataset.wd];
    texts.clear();
    tell();
  };
  byId("language").addEventListener("click", () => {
    language = language === "zh" ? "en" : "zh";
    remember("language", language);
    speak();
  });
  const grow = (large) => {
    root.dataset.size = large ? "large" : "";
    byId("large").setAttribute("aria-pressed", String(large));
  };
  byId("large").addEventListener("click", () => {
    const large = root.dataset.size !== "large";
    remember("large", large ? "1" : "");
    grow(large);
  });
  byId("print").addEventListener("click", () => print());

  open("ledger");
  grow(recall("large") === "1");
  const kept = recall("language");
  if (kept && kept !== language && words[kept]) { language = kept; speak(); }
  fromAddress();
  filter();
})();
