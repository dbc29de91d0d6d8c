import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterAll, afterEach, beforeAll } from "vitest";
import { startMessages } from "../app/i18n";
import { server } from "./server";

// What jsdom lacks and PatternFly asks for.
globalThis.matchMedia ??= (query: string) =>
  ({ matches: false, media: query, addEventListener() {}, removeEventListener() {} }) as never;
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
Element.prototype.scrollIntoView ??= () => {};

// A page takes seconds on a busy machine: slow is not wrong.
configure({ asyncUtilTimeout: 10_000 });

// A call that a test did not expect is a fault of the page, not of the network.
beforeAll(async () => {
  server.listen({ onUnhandledRequest: "error" });
  await startMessages();
});
afterEach(() => {
  cleanup();
  server.resetHandlers();
  localStorage.clear();
});
afterAll(() => server.close());
