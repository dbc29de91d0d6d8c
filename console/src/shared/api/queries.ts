import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ProblemError } from "./problem";

/**
 * How the console reads. Keys start with the topic that live updates name: `["users", organizationId, ...]`.
 *
 * @param onSignedOut told when the server no longer knows this session
 */
export function createQueries(onSignedOut: () => void): QueryClient {
  const onError = (error: Error) => {
    if (isSignedOut(error)) {
      onSignedOut();
    }
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { staleTime: 5_000, retry: isWorthRetrying, networkMode: "always" },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}

export function isSignedOut(error: unknown): boolean {
  return (
    error instanceof ProblemError &&
    (error.is("access:not-signed-in") || error.is("access:impersonation-ended"))
  );
}

/** A refusal stays a refusal; only a server that is away for a moment is asked again. */
function isWorthRetrying(failures: number, error: Error): boolean {
  const status = error instanceof ProblemError ? error.status : 500;
  return failures < 2 && (status === 0 || status === 502 || status === 503 || status === 504);
}
