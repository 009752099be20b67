// What a browser can do beyond reading: leave fast, print, read aloud. Every page is whole without it.
(() => {
  const doc = document, weg = doc.getElementById("_weg");
  const leave = (event) => {
    if (event) event.preventDefault();
    if (doc.body.classList.contains("gevoelig")) doc.title = "Weer";
    doc.body.classList.add("gaat");
    location.replace(weg.href);
  };
  if (weg) {
    weg.addEventListener("click", leave);
    let presses = [];
    doc.addEventListener("keyup", (event) => {
      if (event.key !== "Shift") { presses = []; return; }
      presses = presses.filter((t) => event.timeStamp - t < 5000).concat(event.timeStamp);
      if (presses.length > 2 && doc.body.classList.contains("gevoelig")) leave();
    });
    // Whoever comes back with the back button sees the page again only by loading it.
    addEventListener("pageshow", () => doc.body.classList.remove("gaat"));
  }
  addEventListener("beforeprint", () => doc.querySelectorAll("details").forEach((d) => { d.open = true; }));
  // Its room is kept by the style sheet, so that no line moves when the buttons come.
  const tools = doc.querySelector(".hulpmiddelen");
  if (!tools) return;
  const add = (label, act) => {
    const button = doc.createElement("button");
    button.type = "button";
    button.className = "knop licht";
    button.textContent = label;
    button.onclick = act;
    tools.append(button);
    return button;
  };
  add("Print deze pagina", () => print());
  const speech = window.speechSynthesis;
  let reader;
  // Only a Dutch voice of the device itself: others send the text to somebody.
  const offer = () => {
    const voice = speech.getVoices().find((v) => v.localService && /^nl/i.test(v.lang));
    if (!voice || reader) return;
    reader = add("Lees voor", () => {
      const speaking = speech.speaking;
      speech.cancel();
      reader.textContent = speaking ? "Lees voor" : "Stop met lezen";
      if (speaking) return;
      const parts = [...doc.querySelectorAll("h1,.kort p,.tekst :is(h2,h3,p,li,dt,dd)")];
      parts.forEach((part, i) => {
        const said = new SpeechSynthesisUtterance(part.textContent);
        said.lang = "nl";
        said.voice = voice;
        if (i + 1 === parts.length) said.onend = () => { reader.textContent = "Lees voor"; };
        speech.speak(said);
      });
    });
  };
  if (speech) {
    offer();
    speech.addEventListener?.("voiceschanged", offer);
    addEventListener("pagehide", () => speech.cancel());
  }
})();
