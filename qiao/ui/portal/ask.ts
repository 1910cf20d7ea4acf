// For forms without sign-in: a proof of work in the background, and in a frame what the page around it tells along.

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

/** The first `count` primes' roots as SHA-256 wants them: fractions of square or cube roots. */
function roots(count: number, power: number): Uint32Array {
  const found = new Uint32Array(count);
  for (let candidate = 2, at = 0; at < count; candidate++) {
    let isPrime = true;
    for (let factor = 2; factor * factor <= candidate; factor++) if (candidate % factor === 0) isPrime = false;
    if (isPrime) found[at++] = (candidate ** power % 1) * 2 ** 32;
  }
  return found;
}

const START = roots(8, 1 / 2);
const ROUND = roots(64, 1 / 3);

/** First 32 bits of the SHA-256 of a text of ASCII characters. */
function head(text: string): number {
  const length = text.length;
  const blocks = new Uint32Array(((length + 72) >> 6) << 4);
  for (let at = 0; at < length; at++) blocks[at >> 2]! |= text.charCodeAt(at) << (24 - (at & 3) * 8);
  blocks[length >> 2]! |= 0x80 << (24 - (length & 3) * 8);
  blocks[blocks.length - 1] = length * 8;
  const state = START.slice();
  const words = new Uint32Array(64);
  for (let offset = 0; offset < blocks.length; offset += 16) {
    words.set(blocks.subarray(offset, offset + 16));
    for (let at = 16; at < 64; at++) {
      const before = words[at - 15]!, last = words[at - 2]!;
      words[at] = words[at - 16]! + (rotate(before, 7) ^ rotate(before, 18) ^ (before >>> 3)) + words[at - 7]! + (rotate(last, 17) ^ rotate(last, 19) ^ (last >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
    for (let at = 0; at < 64; at++) {
      const first = (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + ROUND[at]! + words[at]!) | 0;
      const second = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, at) => (state[at]! += word));
  }
  return state[0]!;
}

/** Look for a number in slices, so that typing is never held up. */
function solve(challenge: string, done: (solution: string) => void): void {
  let number = 0;
  const slice = (): void => {
    const until = number + 1500;
    for (; number < until; number++) if (head(`${challenge}:${number}`) >>> 16 === 0) return done(String(number));
    window.setTimeout(slice, 0);
  };
  slice();
}

function input(form: HTMLFormElement, name: string): HTMLInputElement | null {
  const found = form.elements.namedItem(name);
  return found instanceof HTMLInputElement ? found : null;
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-ask]")) {
  const proof = input(form, "proof");
  const challenge = input(form, "challenge")?.value ?? "";
  let isWaiting = false;
  if (!proof) continue;
  solve(challenge, (solution) => {
    proof.value = solution;
    if (isWaiting) form.submit();
  });
  form.addEventListener("submit", (event) => {
    if (proof.value) return;
    event.preventDefault(); // a moment: the proof is nearly found
    isWaiting = true;
  });
}

// ---- in a frame ----

type Told = Record<string, string | string[]>;
const SHOWN = ["page", "title", "version", "browser", "screen", "errors"];

/** The version that the page names, unless one is chosen already. */
function chooseVersion(form: HTMLFormElement, name: string): void {
  const choice = form.elements.namedItem("version");
  if (!(choice instanceof HTMLSelectElement) || choice.value) return;
  const named = [...choice.options].find((option) => option.value && option.text.trim() === name);
  if (named) choice.value = named.value;
}

function showAlong(form: HTMLFormElement, told: Told): void {
  chooseVersion(form, String(told.version ?? ""));
  const box = form.querySelector<HTMLElement>("[data-along]");
  const list = form.querySelector<HTMLElement>("[data-along-list]");
  const context = input(form, "context");
  const along = input(form, "along");
  if (!box || !list || !context || !along) return;
  const kept: Told = {};
  list.textContent = "";
  for (const key of SHOWN) {
    const value = told[key];
    const lines = (Array.isArray(value) ? value : [value ?? ""]).map(String).filter((line) => line.trim());
    if (!lines.length) continue;
    kept[key] = Array.isArray(value) ? lines : lines[0]!;
    const term = document.createElement("dt");
    term.textContent = list.dataset[key] ?? key;
    list.append(term);
    for (const line of lines) {
      const entry = document.createElement("dd");
      entry.textContent = line;
      list.append(entry);
    }
  }
  box.hidden = !list.childElementCount;
  along.checked = !box.hidden;
  context.value = JSON.stringify(kept);
}

if (window.parent !== window) {
  window.addEventListener("message", (event: MessageEvent<{ qiao?: string; told?: Told; user?: Record<string, string> }>) => {
    if (event.source !== window.parent || event.data?.qiao !== "told") return;
    const form = document.querySelector<HTMLFormElement>("form[data-ask]");
    if (!form) return;
    for (const name of ["email", "name", "token"]) {
      const field = input(form, name);
      const value = event.data.user?.[name];
      if (field && value && !field.value) field.value = String(value);
    }
    showAlong(form, event.data.told ?? {});
  });
  for (const button of document.querySelectorAll<HTMLElement>("[data-close]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.parent.postMessage({ qiao: "close" }, "*"));
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) window.parent.postMessage({ qiao: "close" }, "*");
  });
  window.parent.postMessage({ qiao: "ready" }, "*");
}
