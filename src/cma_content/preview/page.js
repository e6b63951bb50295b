"use strict";

const WORDS = {
  guide: "Guide",
  "fact-sheet": "Fact sheet, one page",
  "two-sided": "Fact sheet, two pages",
  standard: "Standard",
  "large-print": "Large print",
  "high-contrast": "High contrast",
  letter: "Letter",
  a4: "A4",
  student: "Students",
  instructor: "Instructors",
  counselor: "Counselors",
  manager: "Managers",
};
const NAMES = { html: "Web page", pdf: "PDF" };
const form = document.getElementById("choices");
const pages = document.getElementById("pages");
const place = document.getElementById("handout");
const byId = (id) => document.getElementById(id);
let state = null;
// What the frame holds: the format, and the number of the build.
let shown = "";

function made(name, text, ...children) {
  const element = document.createElement(name);
  if (text) element.textContent = text;
  element.append(...children);
  return element;
}

function option(value, text) {
  return Object.assign(made("option", text), { value });
}

function box(name, value, text) {
  const input = Object.assign(made("input"), { type: "checkbox", name, value });
  return made("label", "", input, ` ${text}`);
}

// What can be chosen, of this article.
function offer(offered) {
  for (const name of ["layout", "preset", "paper"]) {
    form.elements[name].replaceChildren(...offered[name].map((value) => option(value, WORDS[value])));
  }
  byId("regions").replaceChildren(...offered.regions.map(([id, name]) => option(name, id)));
  byId("program").hidden = offered.programs.length === 0;
  form.elements.program.replaceChildren(option("", "As the article says"), ...offered.programs.map((name) => option(name, name)));
  const fill = (id, boxes) => byId(id).replaceChildren(byId(id).firstElementChild, ...boxes);
  fill("audience", offered.audience.map((value) => box("audience", value, WORDS[value])));
  fill("sections", offered.sections.map(([id, title]) => box("sections", id, title)));
  byId("sections").dataset.most = offered.most_sections;
}

function checked(name) {
  return [...form.querySelectorAll(`input[name="${name}"]:checked`)].map((input) => input.value);
}

// The choices of the server, but for a field where somebody is typing.
function fill(choices, view) {
  for (const [name, value] of Object.entries({ ...choices, view })) {
    if (["audience", "sections"].includes(name)) {
      for (const input of form.querySelectorAll(`input[name="${name}"]`)) input.checked = value.includes(input.value);
    } else if (name === "cover") form.elements.cover.checked = value;
    else if (name !== "region" || form.elements.region !== document.activeElement) form.elements[name].value = value;
  }
  limit();
}

// A fact sheet has neither sections nor a cover, and at most so many sections can be chosen.
function limit() {
  const isGuide = form.elements.layout.value === "guide";
  byId("sections").hidden = byId("cover").hidden = !isGuide;
  const isFull = checked("sections").length >= byId("sections").dataset.most;
  for (const input of form.querySelectorAll("input[name=sections]")) input.disabled = isFull && !input.checked;
}

// One at a time, so that none overtakes another, and the newest last.
async function choose() {
  limit();
  isNew = true;
  if (isSending) return;
  isSending = true;
  while (isNew) {
    isNew = false;
    await send();
  }
  isSending = false;
}
let isSending = false;
let isNew = false;

async function send() {
  const value = (name) => form.elements[name].value;
  const isGuide = value("layout") === "guide";
  const names = ["view", "layout", "preset", "paper", "region", "program"];
  const choices = {
    ...Object.fromEntries(names.map((name) => [name, value(name)])),
    audience: checked("audience"),
    sections: isGuide ? checked("sections") : [],
    cover: isGuide && form.elements.cover.checked,
  };
  try {
    const answer = await fetch("choices", { method: "POST", body: JSON.stringify(choices) });
    if (answer.ok) return;
    fill(state.choices, state.view);
    say((await answer.json()).message);
  } catch {
    say("The preview has ended.");
  }
}

function say(text) {
  if (byId("status").textContent !== text) byId("status").textContent = text;
}

function fault({ code, severity, file, line, column, path, message, excerpt, details }) {
  if (!code) return made("li", message);
  const rows = excerpt.map((row) => {
    const [before, wrong, after] = row.parts;
    return made("span", `${row.line} | ${before}`, ...(wrong ? [made("mark", wrong)] : []), `${after ?? ""}\n`);
  });
  return made(
    "li",
    "",
    made("p", "", made("strong", `${severity} ${code}`), ` ${file}, line ${line}, column ${column}${path ? `: ${path}` : ""}`),
    made("p", message),
    ...(rows.length ? [made("pre", "", ...rows)] : []),
    ...Object.entries(details).map(([name, words]) => made("p", `${name}: ${words}`)),
  );
}

function show(next) {
  state = next;
  const view = next.view;
  const { faults, notes, old, building, seconds, shown: number } = next[view];
  if (!isSending) fill(next.choices, view);
  byId("problems").hidden = faults.length === 0;
  byId("faults").replaceChildren(...faults.map(fault));
  byId("old").hidden = !old;
  place.classList.toggle("old", old);
  byId("notes").hidden = notes.length === 0;
  byId("notes").replaceChildren(...notes.map((note) => made("li", note)));
  pages.hidden = view !== "pdf" || number === 0;
  const count = `${faults.length} problem${faults.length === 1 ? "" : "s"}`;
  if (building) say(`Building ${NAMES[view]} …`);
  else if (faults.length) say(old ? `${count}; what is shown is old` : count);
  else say(`${NAMES[view]} is up to date (${seconds} s)`);
  if (number) load(view, number);
  else if (shown) {
    keep();
    place.replaceChildren();
    shown = "";
  }
}

// Where the reader is: the last marked place at or above the top of the window, and how far below it that is.
function position(frame) {
  const page = frame?.contentDocument;
  if (!page?.body || frame.dataset.view !== "html") return null;
  const found = { top: frame.contentWindow.scrollY };
  if (found.top <= 0) return found;
  for (const element of page.querySelectorAll("main [id]")) {
    const { top, height } = element.getBoundingClientRect();
    if (top > 1) break;
    if (height) Object.assign(found, { id: element.id, below: top });
  }
  return found;
}

function restore(frame, where) {
  const marked = where?.id && frame.contentDocument.getElementById(where.id);
  if (marked) frame.contentWindow.scrollBy(0, marked.getBoundingClientRect().top - where.below);
  else frame.contentWindow.scrollTo(0, where?.top ?? 0);
}

// The new build is loaded behind the one that is shown, and takes its place when it stands where that stood.
function load(view, number) {
  if (shown === `${view} ${number}`) return;
  shown = `${view} ${number}`;
  for (const frame of place.querySelectorAll(".coming")) frame.remove();
  const frame = made("iframe");
  frame.title = NAMES[view];
  frame.dataset.view = view;
  frame.className = "coming";
  if (view === "html") frame.sandbox = "allow-same-origin allow-popups allow-popups-to-escape-sandbox";
  frame.addEventListener("load", () => frame.isConnected && frame.classList.contains("coming") && replace(frame), { once: true });
  frame.src = `article.${view}?${number}${view === "pdf" ? `#page=${pages.elements.page.value}&navpanes=0` : ""}`;
  place.append(frame);
}

// The place in the web page, while that is not shown.
let kept = null;

function keep() {
  const before = place.querySelector("iframe:not(.coming)");
  kept = position(before) ?? kept;
  return before;
}

function replace(frame) {
  const before = keep();
  if (frame.dataset.view === "html") {
    restore(frame, kept);
    for (const link of frame.contentDocument.querySelectorAll("a[href]")) {
      // Its own places open here, other pages in a window of theirs.
      if (!link.getAttribute("href").startsWith("#")) Object.assign(link, { target: "_blank", rel: "noopener noreferrer" });
    }
  }
  const had = document.activeElement === before;
  before?.remove();
  frame.classList.remove("coming");
  if (had) frame.focus();
}
function turn() {
  const frame = place.querySelector("iframe:not(.coming)");
  // A change of the fragment alone would not reach the reader of every browser.
  if (frame?.dataset.view === "pdf") {
    shown = "";
    load("pdf", state.pdf.shown);
  }
}

form.addEventListener("change", choose);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  choose();
});
pages.addEventListener("change", turn);
pages.addEventListener("submit", (event) => event.preventDefault());
pages.addEventListener("click", ({ target }) => {
  if (target.localName !== "button") return;
  pages.elements.page.value = Math.max(1, Number(pages.elements.page.value) + Number(target.value));
  turn();
});

const events = new EventSource("events");
events.addEventListener("form", ({ data }) => offer(JSON.parse(data)));
events.addEventListener("state", ({ data }) => show(JSON.parse(data)));
events.addEventListener("end", () => {
  events.close();
  say("The preview has ended.");
});
events.addEventListener("error", () => say("The preview does not answer; it is tried again."));
