// The read-along page: marks the word that is heard, goes where the reader points, remembers.
"use strict";

const at = (id) => document.getElementById(id);
const audio = at("audio");
const article = at("article");
const player = at("player");
const seek = at("seek");
const play = at("play");
const rate = at("rate");
const settings = at("settings");
const chapters = at("chapters");
const message = at("message");

// ---- words, sentences and chapters, with their times in seconds ----

const milliseconds = JSON.parse(at("times").textContent);
const words = [...article.querySelectorAll(".w")];
const sentences = [...article.querySelectorAll(".s")];
const starts = words.map((_, i) => milliseconds[2 * i] / 1000);
const ends = words.map((_, i) => milliseconds[2 * i + 1] / 1000);
const wordIndex = new Map(words.map((word, i) => [word, i]));
const sentenceOf = new Map();
const firstWords = sentences.map((sentence, i) => {
    sentenceOf.set(sentence, i);
    return wordIndex.get(sentence.querySelector(".w"));
});
const chapterButtons = [...chapters.querySelectorAll("button")];
const chapterStarts = chapterButtons.map((button) => Number(button.dataset.start));
const duration = Number(seek.max);

// The last of the ascending `times` that is not after `time`; -1 where there is none.
function lastBefore(times, time) {
    let low = 0;
    let high = times.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if (times[middle] <= time) low = middle + 1;
        else high = middle;
    }
    return low - 1;
}

// A word stays marked through the short silence behind it, so that the mark does not flicker.
const LINGER = 0.6;

function wordAt(time) {
    const i = lastBefore(starts, time);
    return i >= 0 && time < ends[i] + LINGER ? i : -1;
}

// ---- what the reader set, kept from visit to visit ----

// Storage may be forbidden or full: then nothing is remembered.
function recall(key) {
    try {
        return JSON.parse(localStorage.getItem(key));
    } catch {
        return null;
    }
}

function remember(key, value) {
    try {
        localStorage.setItem(key, JSON.stringify(value));
    } catch {
        // not remembered
    }
}

const SETTINGS_KEY = "rawi:settings";
const POSITION_KEY = "rawi:" + audio.dataset.key;
const choices = ["follow", "announce", "shortcuts"];

function saveSettings() {
    const chosen = { rate: rate.value };
    for (const id of choices) chosen[id] = at(id).checked;
    remember(SETTINGS_KEY, chosen);
}

function restoreSettings() {
    const chosen = recall(SETTINGS_KEY) ?? {};
    for (const id of choices) if (typeof chosen[id] === "boolean") at(id).checked = chosen[id];
    if ([...rate.options].some((option) => option.value === chosen.rate)) rate.value = chosen.rate;
}

// ---- the mark ----

let markedWord = -1;
let markedSentence = -1;
let markedChapter = -1;
let following = true; // false while the reader looks elsewhere

function announce(sentence) {
    if (at("announce").checked && !audio.paused)
        at("announcement").textContent = sentence.textContent.trim();
}

function keepInSight(element) {
    if (!following || !at("follow").checked) return;
    const box = element.getBoundingClientRect();
    const floor = Math.min(player.getBoundingClientRect().top, innerHeight);
    if (box.top > 0.12 * floor && box.bottom < 0.8 * floor) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const top = scrollY + box.top - 0.35 * floor;
    scrollTo({ top, behavior: calm ? "auto" : "smooth" });
}

function markSentence(i) {
    if (i === markedSentence) return;
    sentences[markedSentence]?.classList.remove("current");
    sentences[i]?.classList.add("current");
    markedSentence = i;
    if (i >= 0) announce(sentences[i]);
}

function markWord(i) {
    if (i === markedWord) return;
    words[markedWord]?.classList.remove("now");
    markedWord = i;
    at("find").disabled = i < 0;
    if (i < 0) return;
    words[i].classList.add("now");
    markSentence(sentenceOf.get(words[i].closest(".s")));
    keepInSight(words[i]);
}

function markChapter(i) {
    if (i === markedChapter) return;
    chapterButtons[markedChapter]?.removeAttribute("aria-current");
    chapterButtons[i]?.setAttribute("aria-current", "true");
    markedChapter = i;
}

function clock(seconds) {
    const whole = Math.floor(seconds);
    const hours = Math.floor(whole / 3600);
    const minutes = Math.floor(whole / 60) % 60;
    const tail = String(whole % 60).padStart(2, "0");
    return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

function show() {
    const time = audio.currentTime;
    const begun = time > 0 || !audio.paused;
    markWord(begun ? wordAt(time) : -1);
    markChapter(lastBefore(chapterStarts, time));
    at("position").textContent = clock(time);
    seek.value = time;
    seek.setAttribute("aria-valuetext", `${clock(time)} ${seek.dataset.of} ${clock(duration)}`);
}

function showWhilePlaying() {
    show();
    if (!audio.paused) requestAnimationFrame(showWhilePlaying);
}

// ---- going somewhere ----

function start() {
    following = true;
    audio.play().catch(fail);
}

function fail(error) {
    if (error?.name !== "AbortError") message.textContent = message.dataset.failed;
}

function toggle() {
    if (audio.paused) start();
    else audio.pause();
}

function goTo(time) {
    following = true;
    audio.currentTime = Math.min(Math.max(time, 0), duration);
}

// A little after the beginning, so that rounding does not mark the word before.
const goToWord = (i) => goTo(starts[i] + 0.001);

function listenFrom(i) {
    goToWord(i);
    start();
}

// Back: to the beginning of the sentence, or of the one before when it has just begun.
const JUST_BEGUN = 1.5;

function goToSentence(step) {
    const times = firstWords.map((word) => starts[word]);
    let i = lastBefore(times, audio.currentTime);
    if (step > 0 || i < 0 || audio.currentTime - times[i] < JUST_BEGUN) i += step;
    goToWord(firstWords[Math.min(Math.max(i, 0), sentences.length - 1)]);
}

function setRate() {
    audio.defaultPlaybackRate = audio.playbackRate = Number(rate.value);
    saveSettings();
}

function stepRate(step) {
    rate.selectedIndex = Math.min(Math.max(rate.selectedIndex + step, 0), rate.options.length - 1);
    setRate();
}

// ---- words under the pointer and the keyboard ----

// One word of the article takes part in the order of the Tab key; arrows move on from it.
let reachable = 0;

function makeReachable(i) {
    words[reachable]?.removeAttribute("tabindex");
    words[reachable]?.removeAttribute("role");
    reachable = i;
    words[i]?.setAttribute("tabindex", "0");
    words[i]?.setAttribute("role", "button");
}

function focusWord(i) {
    makeReachable(Math.min(Math.max(i, 0), words.length - 1));
    words[reachable].focus();
    following = false;
}

function focusSentence(step) {
    const sentence = sentenceOf.get(words[reachable].closest(".s"));
    const next = Math.min(Math.max(sentence + step, 0), sentences.length - 1);
    focusWord(firstWords[next]);
}

const rightwards = getComputedStyle(article).direction === "rtl" ? -1 : 1;
const moves = {
    ArrowLeft: () => focusWord(reachable - rightwards),
    ArrowRight: () => focusWord(reachable + rightwards),
    ArrowUp: () => focusSentence(-1),
    ArrowDown: () => focusSentence(1),
    Home: () => focusWord(0),
    End: () => focusWord(words.length - 1),
    Enter: () => listenFrom(reachable),
};

article.addEventListener("keydown", (event) => {
    const move = moves[event.key];
    if (!move || !wordIndex.has(event.target) || event.ctrlKey || event.altKey || event.metaKey)
        return;
    event.preventDefault();
    move();
});

article.addEventListener("click", (event) => {
    const i = wordIndex.get(event.target.closest(".w"));
    if (i === undefined || !getSelection().isCollapsed) return;
    makeReachable(i);
    listenFrom(i);
});

// ---- keys of the whole page ----

const shortcuts = {
    Space: toggle,
    KeyJ: () => goToSentence(-1),
    KeyL: () => goToSentence(1),
};

document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || settings.open) return;
    if (event.key === "Escape") showChapters(false);
    if (!at("shortcuts").checked || event.target.closest("button, select, input, a")) return;
    const step = { "+": 1, "=": 1, "-": -1 }[event.key];
    if (step) return stepRate(step);
    const act = shortcuts[event.code];
    if (!act) return;
    event.preventDefault();
    act();
});

// The reader who scrolls wants to look elsewhere; the text stops following the voice.
for (const kind of ["wheel", "touchmove"])
    addEventListener(kind, () => (following = false), { passive: true });
addEventListener("keydown", (event) => {
    if (["PageUp", "PageDown"].includes(event.key)) following = false;
});

// ---- the player's parts ----

function showChapters(open) {
    chapters.classList.toggle("open", open);
    at("show-chapters").setAttribute("aria-expanded", String(open));
}

play.addEventListener("click", toggle);
at("back").addEventListener("click", () => goToSentence(-1));
at("forth").addEventListener("click", () => goToSentence(1));
at("find").addEventListener("click", () => {
    following = true;
    words[markedWord]?.scrollIntoView({ block: "center" });
});
seek.addEventListener("input", () => goTo(Number(seek.value)));
rate.addEventListener("change", setRate);
at("show-chapters").addEventListener("click", () =>
    showChapters(!chapters.classList.contains("open")),
);
chapterButtons.forEach((button, i) =>
    button.addEventListener("click", () => {
        showChapters(false);
        goTo(chapterStarts[i] + 0.001);
        start();
    }),
);
at("show-settings").addEventListener("click", () => settings.showModal());
at("close-settings").addEventListener("click", () => settings.close());
for (const id of choices) at(id).addEventListener("change", saveSettings);

// ---- the sound ----

function showState() {
    play.classList.toggle("playing", !audio.paused);
    play.setAttribute("aria-label", audio.paused ? play.dataset.play : play.dataset.pause);
}

function savePosition() {
    if (audio.readyState > 0) remember(POSITION_KEY, audio.ended ? 0 : audio.currentTime);
}

audio.addEventListener("play", () => {
    showState();
    message.textContent = "";
    if (markedSentence >= 0) announce(sentences[markedSentence]);
    showWhilePlaying();
});
audio.addEventListener("pause", () => {
    showState();
    savePosition();
});
audio.addEventListener("seeked", show);
audio.addEventListener("timeupdate", show);
audio.addEventListener("error", () => fail(audio.error));
addEventListener("pagehide", savePosition);
setInterval(() => audio.paused || savePosition(), 5000);

function resume() {
    const shared = /^#t=(\d+(?:\.\d+)?)$/.exec(location.hash);
    const position = shared ? Number(shared[1]) : recall(POSITION_KEY);
    if (typeof position !== "number" || position < 1 || position > duration - 2) return;
    audio.currentTime = position;
    if (!shared) message.textContent = `${message.dataset.resumed} ${clock(position)}`;
}

function setMediaSession() {
    if (!("mediaSession" in navigator)) return;
    const artist = document.querySelector(".author")?.textContent ?? "";
    navigator.mediaSession.metadata = new MediaMetadata({ title: document.title, artist });
    navigator.mediaSession.setActionHandler("previoustrack", () => goToSentence(-1));
    navigator.mediaSession.setActionHandler("nexttrack", () => goToSentence(1));
}

// Sound that is in the page, in base64, becomes a file of the browser's: one that it can seek in.
function soundInside() {
    const text = at("sound").textContent;
    const pieces = [];
    const step = 1 << 20; // a multiple of the four letters that stand for three bytes
    for (let from = 0; from < text.length; from += step) {
        const binary = atob(text.slice(from, from + step));
        const bytes = new Uint8Array(binary.length);
        for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
        pieces.push(bytes);
    }
    at("sound").remove();
    return URL.createObjectURL(new Blob(pieces, { type: audio.dataset.type }));
}

restoreSettings();
makeReachable(0);
player.hidden = false;
audio.addEventListener("loadedmetadata", resume, { once: true });
audio.src = audio.dataset.beside || soundInside();
setRate();
show();
setMediaSession();
