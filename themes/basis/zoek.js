// Search in the index of this site. Nothing that is typed leaves the browser. Without this script the page is a list
// of all subjects and words.
(() => {
  const small = "aan af al als ben bij bent dan dat de die dit doe doen dus een en er gaat geen had hebt heb heeft het hij hoe iets ik in is je jij jou jouw kan kind kinderen kun kunnen maar mag mee meer met mij mijn moet moeten naar nee niet nog nu of om ons ook op over school scholen staat te tot u uit uw van voor waar wanneer wat we wel welke wie wij wil worden wordt zelf ze zijn zo zoon dochter".split(" ");
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f\u00ad]/g, "");
  const words = (text) => plain(text).match(/[a-z0-9]+/g) || [];
  // Light stripping: scholen, school; gepest, pesten; geschorst, schorsen.
  const stem = (word) => {
    let w = word.length > 5 ? word.replace(/^ge(?=[^ieu])/, "") : word;
    if (w.length > 4) w = w.replace(/(ingen|ing|en|t|d|e|s)$/, "").replace(/(ingen|ing|en|t|d|e|s)$/, (end, _, at) => (at > 3 && end.length > 1 ? "" : end));
    return w.replace(/([aeou])\1(?=[^aeiou]+$)/, "$1").replace(/([^aeiou])\1$/, "$1").replace(/v$/, "f").replace(/z$/, "s");
  };
  // How well a word of the question fits a field: whole, by its stem, as part of a compound, or nearly.
  const near = (a, b) => {
    if (Math.abs(a.length - b.length) > 1 || a.length < 5) return false;
    let i = 0, j = 0, faults = 0;
    while (i < a.length && j < b.length) {
      if (a[i] === b[j]) { i++; j++; continue; }
      if (++faults > 1) return false;
      if (a[i] === b[j + 1] && a[i + 1] === b[j]) { i += 2; j += 2; } else if (a.length > b.length) i++; else if (a.length < b.length) j++; else { i++; j++; }
    }
    return faults + (a.length - i) + (b.length - j) <= 1;
  };
  const fit = (term, field) => {
    let best = 0;
    for (const [word, root] of field) {
      const found = word === term.word ? 1 : term.weight < 1 ? 0 : root === term.root ? 0.9 : term.root.length > 3 && word.includes(term.root) ? 0.6 : root.length > 3 && term.word.includes(root) ? 0.5 : near(term.word, word) ? 0.5 : 0;
      if (found > best) best = found;
    }
    return best;
  };
  // Weights of title, (address), summary, search words, headings.
  const weights = [5, 0, 2, 6, 2];
  const prepare = (rows) => rows.map((row) => ({ row, fields: row.map((text, i) => (i === 1 ? [] : words(text).map((w) => [w, stem(w)]))) }));
  const rank = (index, question) => {
    // Small words count a little: some questions hold nothing else.
    const terms = words(question).map((word) => ({ word, root: stem(word), weight: small.includes(word) ? 0.15 : 1 }));
    // A word that many pages have says little.
    const scores = index.map((page) => terms.map((term) => page.fields.reduce((sum, field, i) => sum + weights[i] * fit(term, field), 0)));
    const rare = terms.map((_, t) => Math.log(1 + index.length / (1 + scores.filter((s) => s[t] > 0).length)));
    return index.map((page, p) => ({ row: page.row, score: scores[p].reduce((sum, s, t) => sum + s * rare[t] * terms[t].weight, 0) })).filter((f) => f.score > 0).sort((a, b) => b.score - a.score).map((f) => f.row);
  };
  if (typeof document === "undefined") { globalThis.zoek = { prepare, rank }; return; }
  const field = document.getElementById("_vraag"), place = document.getElementById("_uitslag");
  if (!field || !place) return;
  let index;
  const show = async () => {
    const question = field.value.trim();
    if (!question) { place.replaceChildren(); return; }
    try {
      index ||= prepare(await (await fetch("../zoek.json")).json());
    } catch {
      place.textContent = "Zoeken lukt nu niet. Kijk in de lijst hieronder.";
      return;
    }
    const found = rank(index, question).slice(0, 8), list = document.createElement("ol"), head = document.createElement("h2");
    head.textContent = found.length ? "Dit past bij je vraag".replace("je", document.body.classList.contains("ouders") ? "uw" : "je") : "Niets gevonden. Probeer een ander woord, of kijk in de lijst hieronder.";
    for (const [title, address, summary] of found) {
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = "../" + address;
      link.textContent = title;
      item.append(link, document.createElement("br"), summary);
      list.append(item);
    }
    place.replaceChildren(head, ...(found.length ? [list] : []));
  };
  field.form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  field.addEventListener("input", show);
  field.value = new URLSearchParams(location.search).get("q") || "";
  show();
})();
