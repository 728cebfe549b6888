// Everything works without this file; it only makes some of it quicker. No library, nothing from elsewhere.

const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// An article: what belongs to one statement lights up together, in the text and in the margin.
function light(ids, name) {
  for (const marked of all("[data-s]")) {
    marked.classList.toggle(name, marked.dataset.s.split(" ").some((id) => ids.includes(id)));
  }
}

const innermost = (element) => (element.dataset.s || "").split(" ").slice(-1);

for (const marked of all(".article [data-s]")) {
  marked.addEventListener("pointerenter", () => light(innermost(marked), "lit"));
  marked.addEventListener("pointerleave", () => light([], "lit"));
  marked.addEventListener("focusin", () => light(innermost(marked), "lit"));
  marked.addEventListener("focusout", () => light([], "lit"));
}

function follow() {
  const [, id] = /^#[stp]-([0-9a-f]+)$/.exec(location.hash) || [];
  light(id ? [id] : [], "on");
  const place = id && document.getElementById(`s-${id}`);
  if (place && location.hash.startsWith("#s-")) place.scrollIntoView({ block: "center" });
}
addEventListener("hashchange", follow);
follow();

// A reading that goes on: move its bar, and show the outcome when there is one.
const job = document.querySelector("[data-job]");
async function watch() {
  const answer = await fetch(job.dataset.job, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const { state, done, total, words } = await answer.json();
  if (state === "done" || state === "failed") return location.reload();
  const bar = job.querySelector("progress");
  if (bar) {
    Object.assign(bar, { max: Math.max(total, 1), value: done });
    job.querySelector(".progress-words").textContent = words;
  }
  setTimeout(watch, 1000);
}
if (job) setTimeout(watch, 600);

// A claim: say so when somebody else acts on it.
const claim = document.querySelector("[data-pulse]");
async function feel() {
  if (document.visibilityState === "visible") {
    const answer = await fetch(claim.dataset.pulseUrl).catch(() => null);
    if (answer?.ok && (await answer.json()).pulse !== claim.dataset.pulse) {
      claim.querySelector(".changed").hidden = false;
      return;
    }
  }
  setTimeout(feel, 5000);
}
if (claim) setTimeout(feel, 5000);

// Files may be dropped anywhere on their field.
const drop = document.querySelector(".drop");
if (drop) {
  const input = drop.querySelector("input[type=file]");
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => { event.preventDefault(); input.files = event.dataTransfer.files; });
}

// Keys: "/" to search, j and k from one position to the next.
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("find").focus();
  } else if (event.key === "j" || event.key === "k") {
    const cards = all(".card, .quotes > li, .claim-row th a");
    const now = cards.indexOf(event.target.closest(".card, .quotes > li, .claim-row th a"));
    const next = cards[event.key === "j" ? now + 1 : Math.max(0, now - 1)];
    if (!next) return;
    if (!next.matches("a")) next.tabIndex = -1;
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }
});
