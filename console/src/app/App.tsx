import { createQueries } from "@shared/api/queries";
import { meQuery } from "@shared/session/me";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "react-router";
import { createRoutes } from "./routes";

// The shell watches this entry: null sends whoever is on a page to sign in and back again.
const queries = createQueries(() => queries.setQueryData(meQuery.queryKey, null));
const router = createRoutes();

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
