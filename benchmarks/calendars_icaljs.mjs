// What ical.js makes of calendars: for each line on standard input one pass over all of them, and
// a line of JSON with the spans of each, in seconds since 1970. It stays alive between passes, so
// that it is as warm as it can be.
//
//   node calendars_icaljs.mjs ICAL.JS FROM UNTIL FILE ZONE [FILE ZONE ...]      (times in seconds)

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [library, from, until, ...rest] = process.argv.slice(2);
const ICAL = (await import(pathToFileURL(library))).default;
const START = Number(from);
const END = Number(until);

const calendars = [];
for (let at = 0; at < rest.length; at += 2) {
  calendars.push({ text: readFileSync(rest[at], "utf8"), zone: rest[at + 1] });
}

function isBusy(component) {
  const value = (name) => component.getFirstPropertyValue(name);
  return (
    value("status") !== "CANCELLED" &&
    value("transp") !== "TRANSPARENT" &&
    value("x-microsoft-cdo-busystatus") !== "FREE"
  );
}

// A day as a number, which is the cheapest there is to compare, and two days of room.
const number = (time) => time.year * 10000 + time.month * 100 + time.day;
const DAY = 86400;
const EARLIEST = number(ICAL.Time.fromJSDate(new Date((START - 2 * DAY) * 1000), true));
const LATEST = number(ICAL.Time.fromJSDate(new Date((END + 2 * DAY) * 1000), true));

function seconds(time, home) {
  if (!time.isDate && time.zone !== ICAL.Timezone.localTimezone) return time.toUnixTime();
  const here = time.clone(); // the library still needs its own
  here.zone = home;
  return here.toUnixTime();
}

function pass({ text, zone }) {
  ICAL.TimezoneService.reset();
  const root = new ICAL.Component(ICAL.parse(text));
  root.getAllSubcomponents("vtimezone").forEach((one) => ICAL.TimezoneService.register(one));
  const home = ICAL.TimezoneService.get(zone);

  const series = new Map();
  for (const component of root.getAllSubcomponents("vevent")) {
    const uid = component.getFirstPropertyValue("uid");
    if (!series.has(uid)) series.set(uid, { exceptions: [] });
    if (component.hasProperty("recurrence-id")) series.get(uid).exceptions.push(component);
    else series.get(uid).master = component;
  }

  const spans = [];
  const take = (component, start, end) => {
    const span = [seconds(start, home), seconds(end, home)];
    if (span[0] < END && span[1] > START && isBusy(component)) spans.push(span);
  };
  for (const { master, exceptions } of series.values()) {
    if (!master) continue;
    const event = new ICAL.Event(master, { exceptions });
    if (!event.isRecurring()) {
      take(master, event.startDate, event.endDate);
      continue;
    }
    const iterator = event.iterator();
    for (let next = iterator.next(); next; next = iterator.next()) {
      if (number(next) > LATEST) break;
      if (number(next) < EARLIEST) continue;
      const { item, startDate, endDate } = event.getOccurrenceDetails(next);
      take(item.component, startDate, endDate);
    }
  }
  return spans;
}

function passOrComplaint(calendar) {
  try {
    return pass(calendar);
  } catch (error) {
    return String(error);
  }
}

for await (const _line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(calendars.map(passOrComplaint))}\n`);
}
