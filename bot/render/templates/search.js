"use strict";
// Finds sessions by their words; without it the page shows everything.
(() => {
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const box = document.getElementById("find");
  const status = document.getElementById("found");
  const entries = [...document.querySelectorAll("[data-find]")].map((element) => {
    const day = element.closest("[data-section]");
    return {
      element,
      day,
      line: document.querySelector(`[data-for="${CSS.escape(element.id)}"]`),
      text: fold(element.textContent + " " + (day ? day.firstElementChild.textContent : "")),
    };
  });
  const days = [...document.querySelectorAll("[data-section]")].map((section) => ({
    section,
    line: document.querySelector(`[data-day="${CSS.escape(section.dataset.section)}"]`),
  }));
  const search = () => {
    const words = fold(box.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const entry of entries) {
      const fits = words.every((word) => entry.text.includes(word));
      entry.element.hidden = entry.line.hidden = !fits;
      count += fits ? 1 : 0;
    }
    for (const day of days) {
      day.section.hidden = day.line.hidden = !day.section.querySelector("[data-find]:not([hidden])");
    }
    status.textContent = words.length ? `${count} of ${entries.length} sessions` : "";
  };
  box.addEventListener("input", search);
  box.closest("search").hidden = false;
  search();
})();
