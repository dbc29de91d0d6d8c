// jsdom lays nothing out. For lists that draw what is in sight: a window of 400 pixels, lines of 40.
Object.defineProperties(Element.prototype, {
  clientHeight: { configurable: true, get: () => 400 },
  clientWidth: { configurable: true, get: () => 800 },
});
Object.defineProperty(HTMLElement.prototype, "offsetHeight", { configurable: true, get: () => 40 });
