// Keys, completion and copying. Every screen works without this file.
"use strict";
(() => {
  const $ = (s, e = document) => e.querySelector(s);
  const $$ = (s, e = document) => [...e.querySelectorAll(s)];
  const typing = (t) => t.matches("input:not([type=range]):not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");

  // Keyboard: / to the search, j and k through what is listed, g and a letter to a screen.
  const screens = { s: "/search", t: "/story", e: "/events", d: "/desk", r: "/desk/review" };
  const items = () => $$(".card, .rail li, .queue > li");
  let at = -1, go = false;
  const move = (step) => {
    const list = items();
    if (!list.length) return;
    const here = list.findIndex((e) => e.contains(document.activeElement));
    at = Math.max(0, Math.min(list.length - 1, (here >= 0 ? here : at) + step));
    list.forEach((e, i) => e.classList.toggle("here", i === at));
    const link = $("blockquote a", list[at]) || $("a, button", list[at]);
    if (link) link.focus({ preventScroll: true });
    list[at].scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented) return;
    if (typing(e.target)) {
      if (e.key === "Escape") e.target.blur();
      return;
    }
    if (go) {
      go = false;
      const to = screens[e.key];
      if (to) { e.preventDefault(); location.assign(to); }
      return;
    }
    if (e.key === "/") {
      const box = $("#q, #quick");
      if (box) { e.preventDefault(); box.focus(); box.select(); }
    } else if (e.key === "j") move(1);
    else if (e.key === "k") move(-1);
    else if (e.key === "g") { go = true; setTimeout(() => { go = false; }, 1200); }
    else {
      // A form in the item in focus, or else in the first, may name a key for each of its buttons.
      const item = document.activeElement.closest("[data-keys]") || $("[data-keys].here") || $("[data-keys]");
      const button = item && $(`[data-key="${CSS.escape(e.key)}"]`, item);
      if (button) {
        e.preventDefault();
        button.click();
        const field = button.matches("summary") && $("input:not([type=hidden])", button.parentElement);
        if (field) field.focus();
      }
    }
  });

  // Completion of the last term of a query, in the browser's own list.
  for (const box of $$("input[data-complete]")) {
    const list = document.createElement("datalist");
    list.id = box.id + "-list";
    box.after(list);
    box.setAttribute("list", list.id);
    let wait = 0, asked = "";
    box.addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(async () => {
        const q = box.value;
        if (q === asked) return;
        asked = q;
        try {
          const r = await fetch("/complete?q=" + encodeURIComponent(q));
          if (!r.ok || box.value !== q) return;
          const all = (await r.json()).queries;
          list.replaceChildren(...all.map((v) => Object.assign(document.createElement("option"), { value: v })));
        } catch { /* without completion one can still type */ }
      }, 120);
    });
  }

  // An address of this desk, whole.
  for (const e of $$("[data-here]")) e.textContent = location.origin + e.textContent;

  // Copying a citation.
  for (const pre of $$("pre[data-copy]")) {
    if (!navigator.clipboard) continue;
    const b = Object.assign(document.createElement("button"), { type: "button", textContent: "Copy" });
    b.setAttribute("aria-label", "Copy: " + pre.closest("div").querySelector("dt").textContent);
    b.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(pre.textContent); b.textContent = "Copied"; } catch { b.textContent = "Not allowed"; }
      setTimeout(() => { b.textContent = "Copy"; }, 1500);
    });
    pre.after(b);
  }

  // A slider goes to its version when it is let go.
  for (const s of $$("input[data-submit]")) s.addEventListener("change", () => s.form.requestSubmit());
})();
