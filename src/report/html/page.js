
"use strict";
// Filters, searches and unfolds what is there already. It writes no markup, so that nothing a tenant said can become any.
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  document.documentElement.classList.add("js");

  // Text is read once, when somebody searches.
  const texts = new Map();
  const text = (node) => {
    if (!texts.has(node)) texts.set(node, node.textContent.toLowerCase());
    return texts.get(node);
  };
  const words = (value) => value.toLowerCase().split(/\s+/).filter(Boolean);

  // --- checks

  const form = one("#filter");
  const checks = all(".check");
  const areas = all("section.area");
  const hits = one("#hits");

  const chosen = (name) => new Set(all(`input[name=${name}]:checked`, form).map((box) => box.value));

  const filter = () => {
    const asked = words(form.elements.text.value);
    const area = form.elements.area.value;
    const dialect = form.elements.dialect.value;
    const verdicts = chosen("verdict");
    const severities = chosen("severity");
    let shown = 0;
    let elsewhere = 0;
    for (const check of checks) {
      const data = check.dataset;
      const found = asked.every((word) => text(check).includes(word));
      const fits = (!area || data.area === area) && (!dialect || data.dialect === dialect)
        && verdicts.has(data.verdict) && severities.has(data.severity);
      check.hidden = !(found && fits);
      shown += found && fits ? 1 : 0;
      elsewhere += found && !fits ? 1 : 0;
    }
    for (const section of areas) section.hidden = !section.querySelector(".check:not([hidden])");
    const others = asked.length && elsewhere ? `; ${elsewhere} more if the other filters are lifted` : "";
    hits.textContent = `${shown} of ${checks.length} checks shown${others}`;
  };

  const choose = (name, wanted) => {
    for (const box of all(`input[name=${name}]`, form)) box.checked = !wanted || wanted.includes(box.value);
  };
  const lift = () => {
    form.elements.text.value = "";
    form.elements.area.value = "";
    form.elements.dialect.value = "";
    choose("verdict");
    choose("severity");
  };

  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 60);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    lift();
    filter();
  });
  one("#failures").addEventListener("click", () => {
    lift();
    choose("verdict", ["fail", "error"]);
    filter();
  });
  one("#unfold").addEventListener("click", () => {
    for (const check of checks) check.open ||= !check.hidden;
  });
  one("#fold").addEventListener("click", () => {
    for (const check of checks) check.open = false;
  });

  // --- exchanges

  const exchangeForm = one("#exchange-filter");
  const stories = all(".story").map((story) => ({ story, rows: all(".exchange", story), unsent: all(".unsent", story) }));
  const exchangeHits = one("#exchange-hits");
  const summaryText = new Map();
  const rowText = (row) => {
    if (!summaryText.has(row)) summaryText.set(row, row.firstElementChild.textContent.toLowerCase());
    return summaryText.get(row);
  };

  const filterExchanges = () => {
    const asked = words(exchangeForm.elements.text.value);
    const cited = exchangeForm.elements.cited.checked;
    const narrow = asked.length > 0 || cited;
    let shown = 0;
    let total = 0;
    for (const { story, rows, unsent } of stories) {
      let here = 0;
      for (const row of rows) {
        row.hidden = (cited && !row.classList.contains("cited")) || !asked.every((word) => rowText(row).includes(word));
        here += row.hidden ? 0 : 1;
      }
      for (const row of unsent) row.hidden = narrow;
      story.hidden = narrow && here === 0;
      if (narrow) story.open = here > 0;
      shown += here;
      total += rows.length;
    }
    exchangeHits.textContent = `${shown} of ${total} exchanges shown`;
  };

  let exchangesWaiting = 0;
  exchangeForm.addEventListener("input", () => {
    clearTimeout(exchangesWaiting);
    exchangesWaiting = setTimeout(filterExchanges, 60);
  });
  exchangeForm.addEventListener("submit", (event) => event.preventDefault());

  // --- links: what is folded or filtered away is brought back

  // What comes into view is laid out only then, and moves what is below; so once more in the next frames.
  const arrive = (target, frames) => {
    target.scrollIntoView({ block: "start" });
    if (frames > 0) requestAnimationFrame(() => arrive(target, frames - 1));
  };

  const reveal = (id) => {
    const target = document.getElementById(id);
    if (!target) return;
    if (target.closest(".check[hidden], .area[hidden]")) {
      lift();
      filter();
    }
    if (target.closest(".exchange[hidden], .story[hidden]")) {
      exchangeForm.reset();
      filterExchanges();
    }
    for (let node = target; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") node.open = true;
    }
    arrive(target, 4);
    (target.querySelector(":scope > summary") ?? target).focus({ preventScroll: true });
  };
  const follow = () => reveal(decodeURIComponent(location.hash.slice(1)));
  addEventListener("hashchange", follow);

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link?.dataset.filterArea) {
      event.preventDefault();
      lift();
      form.elements.area.value = link.dataset.filterArea;
      filter();
      one("#checks").scrollIntoView();
      form.elements.area.focus({ preventScroll: true });
    } else if (link && link.hash === location.hash) {
      follow();
    }
    const button = event.target.closest("button.copy");
    if (button) {
      getSelection().selectAllChildren(button.parentElement.querySelector("pre"));
      button.textContent = document.execCommand("copy") ? "Copied" : "Selected";
    }
  });

  // A long body begins where the first finding points.
  document.addEventListener("toggle", ({ target }) => {
    if (!target.open || !target.classList.contains("cited")) return;
    for (const pre of all("pre", target)) {
      const mark = pre.querySelector("mark");
      if (mark) pre.scrollTop += mark.getBoundingClientRect().top - pre.getBoundingClientRect().top - pre.clientHeight / 3;
    }
  }, true);

  // --- paper: failures and what they rest on are printed in full

  let opened = [];
  addEventListener("beforeprint", () => {
    const needed = checks.filter((check) => ["fail", "error", "accepted"].includes(check.dataset.verdict) && !check.hidden);
    const rested = all(".exchange.cited");
    opened = [...needed, ...rested, ...rested.map((row) => row.closest(".story"))].filter((node) => !node.open);
    for (const node of opened) node.open = true;
  });
  addEventListener("afterprint", () => {
    for (const node of opened) node.open = false;
  });

  // A reader comes for the failures; the rest is one button away.
  if (checks.some((check) => ["fail", "error"].includes(check.dataset.verdict))) {
    choose("verdict", ["fail", "error"]);
  }
  filter();
  if (location.hash) follow();
})();
