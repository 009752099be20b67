// The preview in the browser: hears of news, loads the page again when it is another one, and shows the bar.
// Only the preview has this; a built site never does. What is kept, is kept for this tab, until it is closed.
(() => {
  "use strict";
  const script = document.currentScript;
  const { map, doelgroep, pad, afdruk, versie, nakijken } = script.dataset;
  const here = map !== undefined;
  const framed = window.top !== window.self;
  const store = window.sessionStorage;
  const spot = "_ww-plek" + location.pathname;
  const opened = "_ww-open" + location.pathname;
  const folds = () => [...document.querySelectorAll("details:not(._ww-balk)")];

  // Where the reader was, and what they had opened.
  let remembered = store.getItem(spot);
  if (remembered !== null) {
    store.removeItem(spot);
    history.scrollRestoration = "manual";
    const open = JSON.parse(store.getItem(opened) ?? "[]");
    const all = folds();
    if (open.length === all.length) all.forEach((fold, i) => { fold.open = open[i]; });
    const back = () => window.scrollTo({ top: Number(remembered), behavior: "instant" });
    back();
    window.addEventListener("load", () => {
      back();
      remembered = null;
      history.scrollRestoration = "auto";
    }, { once: true });
  }
  const again = () => {
    // News that comes before the page stands in its place again must not make the place be forgotten.
    store.setItem(spot, remembered ?? String(window.scrollY));
    store.setItem(opened, JSON.stringify(folds().map((fold) => fold.open)));
    location.reload();
  };

  const follows = () => store.getItem("_ww-volg") === "ja";
  const make = (tag, text, extra) => Object.assign(document.createElement(tag), { textContent: text, ...extra });
  let state = null;

  const showBar = () => {
    if (!here || framed) return;
    const bar = make("details", "", { className: "_ww-balk", open: store.getItem("_ww-balk") !== "dicht" });
    bar.addEventListener("toggle", () => store.setItem("_ww-balk", bar.open ? "open" : "dicht"));
    const row = make("div", "", { role: "region" });
    row.setAttribute("aria-label", "Voorvertoning");
    const other = doelgroep === "ouders" ? "jongeren" : "ouders";
    state = make("a", "wordt nagekeken", { href: `/_/bevindingen?map=${map}&doelgroep=${doelgroep}` });
    const check = make("input", "", { type: "checkbox", checked: follows() });
    check.addEventListener("change", () => {
      store.setItem("_ww-volg", check.checked ? "ja" : "nee");
      ask();
    });
    const follow = make("label", "");
    follow.append(check, "volg wat ik bewerk");
    row.append(
      make("a", "Overzicht", { href: "/" }),
      make("a", map, { href: `/_/elders/${map}/${doelgroep}/${pad}`, title: "Deze pagina in een andere regio" }),
      make("span", doelgroep),
      make("a", `naar ${other}`, { href: `/_/naast/${map}/${doelgroep}/${pad}` }),
    );
    if (nakijken !== undefined) {
      row.append(make("a", "nakijken", { href: `/_/nakijken/${map}/${doelgroep}/${pad}` }));
    }
    row.append(state, follow);
    bar.append(make("summary", "Voorvertoning"), row);
    document.body.append(bar);
  };

  const counted = (number, one, more) => `${number} ${number === 1 ? one : more}`;
  const tell = (news) => {
    if (state === null) return;
    state.textContent = news.nagekeken
      ? `${counted(news.fouten, "fout", "fouten")}, ${counted(news.waarschuwingen, "waarschuwing", "waarschuwingen")}`
      : "wordt nagekeken";
  };

  // What is there to know for this page.
  let known = Number(versie);
  let judged = null;
  let leaving = false;
  const look = async () => {
    const question = new URLSearchParams();
    if (follows()) question.set("volg", "ja");
    if (here) for (const [name, value] of Object.entries({ map, doelgroep, pad })) question.set(name, value);
    const answer = await fetch(`/_/nieuws?${question}`, { cache: "no-store" });
    if (!answer.ok || leaving) return;
    const news = await answer.json();
    tell(news);
    const saved = news.versie !== known;
    known = news.versie;
    if (saved && here && !framed && follows() && news.volg && news.volg !== location.pathname) {
      leaving = true;
      location.assign(news.volg);
    } else if (here ? news.afdruk !== afdruk : (judged === false || known !== Number(versie)) && news.nagekeken) {
      // Pages of our own show what was judged.
      leaving = true;
      again();
    }
    judged = news.nagekeken;
  };

  // One question at a time; what comes meanwhile is asked after it.
  let asking = null;
  let more = false;
  const ask = () => {
    if (asking !== null) {
      more = true;
      return;
    }
    // Without an answer the preview was stopped: whoever waits will tell.
    asking = look().catch(() => {}).then(() => {
      asking = null;
      if (more && !leaving) {
        more = false;
        ask();
      }
    });
  };

  // One tab waits for all tabs: a browser keeps only a few connections to one address.
  const radio = "BroadcastChannel" in window ? new BroadcastChannel("_ww") : null;
  let seen = 0;
  const hear = (nieuws) => {
    if (nieuws === null) {
      seen = 0;
      if (state !== null) state.textContent = "de voorvertoning is gestopt";
    } else if (nieuws !== seen) {
      seen = nieuws;
      ask();
    }
  };
  const pass = (nieuws) => {
    radio?.postMessage(nieuws);
    hear(nieuws);
  };
  const wait = async () => {
    while (!leaving) {
      try {
        const answer = await fetch(`/_/nieuws?nieuws=${seen}`, { cache: "no-store" });
        if (!answer.ok) throw new Error(String(answer.status));
        pass((await answer.json()).nieuws);
      } catch {
        // The preview was stopped: once it is there again, so are we.
        if (leaving) return;
        pass(null);
        await new Promise((done) => setTimeout(done, 1000));
      }
    }
  };

  showBar();
  ask();
  radio?.addEventListener("message", (event) => hear(event.data));
  // A tab that was put to sleep may have missed something.
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  window.addEventListener("pagehide", () => { leaving = true; });
  window.addEventListener("pageshow", (event) => { if (event.persisted) again(); });
  if (radio !== null && "locks" in navigator) navigator.locks.request("_ww-wacht", wait);
  else wait();
})();
