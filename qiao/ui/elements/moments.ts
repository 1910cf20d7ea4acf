// Keeps relative times and deadline rings true while a page stays open.
import { each, icon, word } from "./dom";

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;
const zone = document.documentElement.dataset.zone || undefined;
const parts = new Intl.DateTimeFormat("en-CA", {
  timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

function split(at: Date): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(at).map((part) => [part.type, part.value]));
}

const dayNumber = (p: Record<string, string>): number => Date.UTC(Number(p.year), Number(p.month) - 1, Number(p.day)) / (DAY * 1_000);

export function relative(at: Date, now: Date): string {
  const seconds = (now.getTime() - at.getTime()) / 1_000;
  if (seconds >= 0 && seconds < MINUTE) return word("justNow");
  if (seconds >= 0 && seconds < HOUR) return word("minutesAgo", { n: Math.floor(seconds / MINUTE) });
  const [then, today] = [split(at), split(now)];
  const clock = `${then.hour}:${then.minute}`;
  const days = dayNumber(today) - dayNumber(then);
  if (days === 0) return clock;
  if (days === 1) return word("yesterday", { time: clock });
  if (days === -1) return word("tomorrow", { time: clock });
  const isSameYear = then.year === today.year;
  return isSameYear ? `${then.month}-${then.day} ${clock}` : `${then.year}-${then.month}-${then.day}`;
}

export function duration(seconds: number): string {
  const minutes = Math.max(1, Math.floor(Math.abs(seconds) / MINUTE));
  const days = Math.floor(minutes / 1_440);
  const hours = Math.floor((minutes % 1_440) / 60);
  const rest = minutes % 60;
  if (days) return hours ? word("daysHours", { days, hours }) : word("days", { days });
  if (hours) return rest ? word("hoursMinutes", { hours, minutes: String(rest).padStart(2, "0") }) : word("hours", { hours });
  return word("minutes", { minutes: rest });
}

function refreshTime(at: HTMLElement, now: Date): void {
  const text = relative(new Date((at as HTMLTimeElement).dateTime), now);
  if (at.textContent !== text) at.textContent = text;
}

function refreshDeadline(at: HTMLElement, now: Date): void {
  const left = (Date.parse(at.dataset.due ?? "") - now.getTime()) / 1_000;
  const target = Number(at.dataset.target ?? "0");
  const text = at.querySelector("span") ?? at;
  if (left < 0) {
    if (!at.classList.contains("sla--late")) {
      at.className = "sla sla--late";
      at.querySelector("svg")?.replaceWith(icon("clock", "sm"));
    }
    text.textContent = word("late", { time: duration(left) });
    return;
  }
  at.classList.toggle("sla--soon", left < 2 * HOUR || (target > 0 && left < target / 3));
  if (target) at.querySelector(".ring__arc")?.setAttribute("stroke-dasharray", `${Math.min(100, Math.round((100 * left) / target))} 100`);
  text.textContent = duration(left);
}

function refreshAll(): void {
  if (document.hidden) return;
  const now = new Date();
  document.querySelectorAll<HTMLElement>("time[data-relative]").forEach((at) => refreshTime(at, now));
  document.querySelectorAll<HTMLElement>("[data-due]").forEach((at) => refreshDeadline(at, now));
}
setInterval(refreshAll, 30_000);
document.addEventListener("visibilitychange", refreshAll);

// a bar that counts down until something leaves, e.g. a reply that can still be taken back
function countDown(bar: HTMLElement): void {
  const whole = Number(bar.getAttribute("seconds") ?? "10");
  const until = bar.getAttribute("until");
  const end = until ? Date.parse(until) : Date.now() + whole * 1_000;
  const progress = bar.querySelector("progress");
  const text = bar.querySelector("[data-seconds]");
  const tick = (): void => {
    const left = (end - Date.now()) / 1_000;
    if (!bar.isConnected) return clearInterval(timer);
    if (progress) progress.value = (Math.max(0, left) / whole) * progress.max;
    if (text) text.textContent = String(Math.max(0, Math.ceil(left)));
    if (left > 0) return;
    clearInterval(timer);
    bar.dispatchEvent(new CustomEvent("qiao:undo-over", { bubbles: true }));
    bar.remove();
  };
  const timer = window.setInterval(tick, 250);
  tick();
}
each("qiao-undo", countDown);
