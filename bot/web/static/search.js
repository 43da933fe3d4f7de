"use strict";
// Shows the places that hold the words while they are typed; without it the form does the same.
(() => {
  const box = document.getElementById("words");
  const found = document.getElementById("found");
  let timer = 0;
  let under = null;
  const look = async () => {
    under?.abort();
    under = new AbortController();
    const query = new URLSearchParams({ q: box.value });
    try {
      const response = await fetch(`/search?${query}&part=1`, { signal: under.signal });
      if (!response.ok) return;
      // The server escapes everything in it, and the page's policy lets nothing run but this file.
      found.innerHTML = await response.text();
      history.replaceState(null, "", box.value ? `/search?${query}` : "/search");
    } catch (error) {
      if (error.name !== "AbortError") found.textContent = "The server does not answer.";
    }
  };
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, 150);
  });
})();
