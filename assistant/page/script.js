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

async function copyAnswer(button) {
  const text = document.getElementById(button.id.replace("copy-", "copy-text-"));
  if (!text) return;
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text.textContent);
  } else {
    // Pages served over plain http from another machine have no clipboard of their own.
    const area = document.createElement("textarea");
    area.value = text.textContent;
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
  if (button) copyAnswer(button);
});

// An answer is read from its beginning: a question that was just asked is brought to the top and stays there.
let asked = 0;

function follow() {
  const questions = document.querySelectorAll("#chat .user-row");
  if (questions.length > asked) questions[questions.length - 1].scrollIntoView({ behavior: calm(), block: "start" });
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
  follow();
}).observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ["lang"] });
