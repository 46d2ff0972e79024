/** For code that is read where there is no page. Imported before it. */
Object.assign(globalThis, { document: { querySelector: () => null, cookie: "" }, addEventListener: () => {}, removeEventListener: () => {} });
