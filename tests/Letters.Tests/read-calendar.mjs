// What ical.js, Thunderbird's library, reads in an iCalendar file: stdin → JSON on stdout.
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, 'utf8')));
const person = property => ({ address: property.getFirstValue(), name: property.getParameter('cn') });
console.log(JSON.stringify({
    method: calendar.getFirstPropertyValue('method'),
    version: calendar.getFirstPropertyValue('version'),
    events: calendar.getAllSubcomponents('vevent').map(component => {
        const event = new ICAL.Event(component);
        return {
            uid: event.uid,
            sequence: event.sequence,
            status: component.getFirstPropertyValue('status'),
            summary: event.summary,
            description: event.description,
            location: event.location,
            start: event.startDate.toJSDate().toISOString(),
            end: event.endDate.toJSDate().toISOString(),
            stamp: component.getFirstPropertyValue('dtstamp').toJSDate().toISOString(),
            organizer: person(component.getFirstProperty('organizer')),
            attendees: component.getAllProperties('attendee').map(person),
        };
    }),
}));
