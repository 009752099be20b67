// The preview in the browser: waits for news, loads the page again when it is another one, and shows the bar.
// Only the preview has this; a built site never does.
(() => {
  "use strict";
  const script = document.currentScript;
  const { map, doelgroep, pad, afdruk, versie } = script.dataset;
  const here = map !== undefined;
  const framed = window.top !== window.self;
  const store = window.sessionStorage;
  const spot = "_ww-plek" + location.pathname;

  // Where the reader was, also when the page became longer or shorter above.
  let remembered = store.getItem(spot);
  if (remembered !== null) {
    store.removeItem(spot);
    const back = () => window.scrollTo({ top: Number(remembered), behavior: "instant" });
    back();
    window.addEventListener("load", () => { back(); remembered = null; }, { once: true });
  }
  const again = () => {
    // News that comes before the page stands in its place again must not make the place be forgotten.
    store.setItem(spot, remembered ?? String(window.scrollY));
    location.reload();
  };

  const follows = () => window.localStorage.getItem("_ww-volg") === "ja";
  const make = (tag, text, extra) => Object.assign(document.createElement(tag), { textContent: text }, extra);
  let state = null;
  let bar = null;
  // What waits asks anew when the reader wants to know something else.
  let asking = new AbortController();

  const showBar = () => {
    if (!here || framed) return;
    bar = make("div", "", { className: "_ww-balk" });
    bar.setAttribute("role", "region");
    bar.setAttribute("aria-label", "Voorvertoning");
    const other = doelgroep === "ouders" ? "jongeren" : "ouders";
    state = make("a", "wordt nagekeken", { href: `/_/bevindingen?map=${map}&doelgroep=${doelgroep}` });
    const check = make("input", "", { type: "checkbox", checked: follows() });
    check.addEventListener("change", () => {
      window.localStorage.setItem("_ww-volg", check.checked ? "ja" : "nee");
      asking.abort();
    });
    window.addEventListener("storage", () => {
      check.checked = follows();
      asking.abort();
    });
    const follow = make("label", "");
    follow.append(check, "volg wat ik bewerk");
    const hide = make("button", "×", { type: "button", title: "Verberg deze balk" });
    hide.setAttribute("aria-label", "Verberg deze balk");
    hide.addEventListener("click", () => bar.remove());
    bar.append(
      make("a", "Overzicht", { href: "/" }),
      make("span", `${map}, ${doelgroep}`),
      make("a", `naar ${other}`, { href: `/${map}/${other}/` }),
      make("a", "nakijken", { href: `/_/nakijken/${map}/${doelgroep}/${pad}` }),
      state,
      follow,
      hide,
    );
    document.body.append(bar);
  };

  const tell = (news) => {
    if (state === null) return;
    state.textContent = news.nagekeken
      ? `${news.fouten} fouten, ${news.waarschuwingen} waarschuwingen`
      : "wordt nagekeken";
  };

  const wait = async () => {
    let seen = 0;
    let known = Number(versie);
    let judged = null;
    for (;;) {
      const ask = new URLSearchParams({ nieuws: String(seen) });
      if (follows()) ask.set("volg", "ja");
      if (here) for (const [name, value] of Object.entries({ map, doelgroep, pad })) ask.set(name, value);
      try {
        asking = new AbortController();
        const answer = await fetch(`/_/nieuws?${ask}`, { cache: "no-store", signal: asking.signal });
        if (!answer.ok) throw new Error(String(answer.status));
        const news = await answer.json();
        seen = news.nieuws;
        tell(news);
        if (news.versie !== known) {
          known = news.versie;
          if (here && !framed && follows() && news.volg && news.volg !== location.pathname) {
            location.assign(news.volg);
            return;
          }
        }
        if (here && news.afdruk !== afdruk) return again();
        // Pages of our own show what was judged.
        if (!here && (judged === false || known !== Number(versie)) && news.nagekeken) return again();
        judged = news.nagekeken;
      } catch (error) {
        if (error.name === "AbortError") continue;
        // The preview was stopped: once it is there again, so are we.
        if (state !== null) state.textContent = "de voorvertoning is gestopt";
        seen = 0;
        await new Promise((done) => setTimeout(done, 1000));
      }
    }
  };

  showBar();
  wait();
})();
