// What the page does in the browser alone: a marker shows its passage, an answer is copied with its sources.
// Everything is one listener on the document, because Gradio draws the page's parts anew as it likes.
"use strict";

function calm() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}

function show(card) {
  const turn = card.closest(".turn");
  document.querySelectorAll(".turn.shown").forEach((other) => other.classList.toggle("shown", other === turn));
  turn.classList.add("shown");
  card.closest(".folded")?.classList.remove("folded");
  document.body.classList.add("sheet");
  document.querySelectorAll(".card.lit").forEach((other) => other.classList.remove("lit"));
  card.classList.add("lit");
  // A panel beside the chat scrolls by itself; below it, on a small screen, the page does.
  card.scrollIntoView({ behavior: calm(), block: "start" });
  card.focus({ preventScroll: true });
}

function showCard(id) {
  const card = document.getElementById(id);
  if (!card) return;
  const tab = document.getElementById("tab-sources-button");
  if (tab && tab.getAttribute("aria-selected") === "false") {
    tab.click();
    requestAnimationFrame(() => requestAnimationFrame(() => show(card)));
  } else {
    show(card);
  }
}

async function copyText(button, text) {
  if (!text) return;
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
  } else {
    // Pages served over plain http from another machine have no clipboard of their own.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    button.focus();
  }
  button.classList.add("done");
  setTimeout(() => button.classList.remove("done"), 2000);
}

document.addEventListener("click", (event) => {
  const from = event.target instanceof Element ? event.target : null;
  const link = from && from.closest('a[href^="#src-"], a[href^="#turn-"]');
  if (link) {
    event.preventDefault();
    const id = link.getAttribute("href").slice(1);
    if (id.startsWith("src-")) {
      showCard(id);
    } else {
      const turn = document.getElementById(id);
      document.body.classList.remove("sheet");
      if (turn) {
        turn.setAttribute("tabindex", "-1");
        turn.scrollIntoView({ behavior: calm(), block: "start" });
        turn.focus({ preventScroll: true });
      }
    }
    return;
  }
  const other = from && from.closest("a.switch");
  if (other && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    // Gradio's sanitiser makes every link open a new tab; the other language belongs into this one.
    event.preventDefault();
    window.location.assign(other.href);
    return;
  }
  const button = from && from.closest("button.copy");
  if (button) copyText(button, document.getElementById(button.id.replace("copy-", "copy-text-"))?.textContent);
  const permalink = from && from.closest("a.permalink");
  if (permalink) {
    event.preventDefault();
    copyText(permalink, permalink.href);
  }
  const deed = from && from.closest("button.act");
  if (deed) act(deed);
  if (from && from.closest("button.unfold")) from.closest(".folded").classList.remove("folded");
  if (from && from.closest("button.close-sheet")) document.body.classList.remove("sheet");
  if (from && from.closest("button.open-sheet")) document.body.classList.add("sheet");
  if (from && from.closest("#new-chat") && window.location.search) {
    window.history.replaceState(null, "", window.location.pathname);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.body.classList.remove("sheet");
});

// A button of an answer says by its id what it does; the number lets one be pressed twice.
let pressed = 0;

function act(button) {
  pressed += 1;
  tell("signal", `${button.id}#${pressed}`);
  if (button.matches(".thumb")) {
    button.parentElement.querySelectorAll(".thumb").forEach((other) => other.classList.toggle("done", other === button));
  }
  if (button.id.startsWith("act-edit")) document.querySelector("#question textarea")?.focus();
}

// An answer is read from its beginning: a question that was just asked is brought to the top and stays there.
let asked = 0;

function follow() {
  const questions = document.querySelectorAll("#chat .user-row");
  const linked = asked === 0 && window.location.hash && document.querySelector(`${window.location.hash}.answer`);
  if (linked) linked.scrollIntoView({ block: "start" });
  else if (questions.length > asked) questions[questions.length - 1].scrollIntoView({ behavior: calm(), block: "start" });
  asked = questions.length;
}

// Gradio labels each message with the source text of its markup; the message itself is what should be read aloud.
function unlabel() {
  document.querySelectorAll("#chat [data-testid][aria-label]").forEach((part) => part.removeAttribute("aria-label"));
}

// Gradio sets the page's language to the browser's; the page's words are in the one it was asked for.
function keepLanguage() {
  const root = document.documentElement;
  if (root.lang !== root.dataset.language) root.lang = root.dataset.language;
}

new MutationObserver(() => {
  keepLanguage();
  unlabel();
  nameParts();
  follow();
}).observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ["lang"] });

// --- tables: they sort by a click on a heading; the library's can be searched and ticked ---------------------------

function tell(id, text) {
  // What Gradio hears is what a person would do: the box's value and an input event.
  const box = document.querySelector(`#${id} textarea, #${id} input`);
  if (!box) return;
  const kind = box instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(box, text);
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function keyOf(cell) {
  const key = cell.querySelector(".key");
  const text = (key || cell).textContent.trim();
  const figure = Number(text.replace(/[\s,%]/g, ""));
  return text !== "" && !Number.isNaN(figure) ? figure : text.toLowerCase();
}

function sortBy(head) {
  const column = head.cellIndex;
  const table = head.closest("table");
  const heads = head.parentElement;
  const rows = [...table.rows].filter((row) => row !== heads);
  const down = head.getAttribute("aria-sort") === "ascending";
  heads.querySelectorAll("th").forEach((other) => other.removeAttribute("aria-sort"));
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  rows.sort((a, b) => {
    const [one, two] = [keyOf(a.cells[column]), keyOf(b.cells[column])];
    if (one === "" || two === "") return one === two ? 0 : one === "" ? 1 : -1;
    const order = typeof one === "number" && typeof two === "number" ? one - two : String(one).localeCompare(String(two));
    return down ? -order : order;
  });
  rows[0]?.parentElement.append(...rows);
}

function nameOf(row) {
  const link = row.querySelector("a.document");
  return decodeURIComponent(link.getAttribute("href").split("/document/")[1].split("?")[0]);
}

function tellTicked() {
  const ticked = [...document.querySelectorAll("input.tick:checked")].map((box) => nameOf(box.closest("tr")));
  tell("picked", JSON.stringify(ticked));
}

document.addEventListener("change", (event) => {
  if (event.target instanceof Element && event.target.matches("input.tick")) tellTicked();
});

document.addEventListener("input", (event) => {
  const box = event.target;
  if (!(box instanceof HTMLInputElement) || !box.matches("input.find")) return;
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  box.closest(".holdings").querySelectorAll("tbody tr").forEach((row) => {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
  });
});

document.addEventListener("click", (event) => {
  const from = event.target instanceof Element ? event.target : null;
  const head = from && from.closest("table th.sorts");
  if (head) sortBy(head);
  if (from && from.closest("#ask-only")) document.getElementById("tab-ask-button")?.click();
});

document.addEventListener("keydown", (event) => {
  const from = event.target instanceof Element ? event.target : null;
  const head = from && from.closest("table th.sorts");
  if (head && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    sortBy(head);
  }
});

// What Gradio's sanitiser takes away: names for ticks and search boxes, and headings that a keyboard reaches.
function nameParts() {
  document.querySelectorAll("th.sorts:not([tabindex])").forEach((head) => head.setAttribute("tabindex", "0"));
  document.querySelectorAll("input.tick[title]:not([aria-label])").forEach((box) => {
    box.setAttribute("aria-label", box.title);
  });
  const drop = document.querySelector("#drop .upload-container");
  const hint = document.querySelector("#add-head .hint");
  if (drop && hint && drop.getAttribute("aria-label") !== hint.textContent) {
    drop.setAttribute("aria-label", hint.textContent);
  }
  document.querySelectorAll("input.find:not([aria-label])").forEach((box) => {
    box.setAttribute("aria-label", box.placeholder);
  });
}
