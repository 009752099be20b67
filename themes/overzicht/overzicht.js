// Finds a steunpunt by postcode, municipality, name or code in steunpunten.json. Without it the lists do the same.
(() => {
  const field = document.getElementById("_plek"), place = document.getElementById("_uitslag");
  if (!field || !place) return;
  let all;
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").trim();
  const show = async () => {
    const asked = plain(field.value), digits = asked.match(/^(\d{4})\s?[a-z]{0,2}$/);
    if (asked.length < 3) { place.replaceChildren(); return; }
    try {
      all ||= await (await fetch("steunpunten.json")).json();
    } catch {
      place.textContent = "Zoeken lukt nu niet. Kies hieronder uw gemeente.";
      return;
    }
    const fits = (s, swv) => digits ? swv.postcodes.includes(digits[1]) : swv.gemeenten.some((g) => plain(g).includes(asked)) || plain(swv.code).includes(asked) || plain(s.naam).includes(asked) || s.sites.some((w) => plain(w.merk).includes(asked));
    const list = document.createElement("ul");
    list.className = "rijen";
    for (const s of all) {
      const hits = s.swv.filter((swv) => fits(s, swv));
      if (!hits.length) continue;
      const sectors = hits.map((swv) => (swv.onderwijs === "po" ? "basisschool" : "middelbare school"));
      for (const site of s.sites) {
        const item = document.createElement("li"), link = document.createElement("a");
        link.href = site.adres;
        link.textContent = `${site.merk}, voor ${site.doelgroep} (${[...new Set(sectors)].join(" en ")})`;
        item.append(link);
        list.append(item);
      }
    }
    if (list.children.length) place.replaceChildren(list);
    else place.textContent = "Niets gevonden. Kies hieronder uw gemeente, of zoek op naam.";
  };
  field.form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  field.addEventListener("input", show);
})();
