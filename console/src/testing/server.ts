import { setupServer } from "msw/node";

/** The API as a test plays it: `server.use(http.get("/api/v1/...", ...))`. Only in tests. */
export const server = setupServer();
