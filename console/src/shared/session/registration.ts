import { answer, api } from "@shared/api/client";
import { queryOptions } from "@tanstack/react-query";

/** Whether people make accounts by themselves: the sign-in page offers it, and the page for it says so. */
export const registrationStateQuery = queryOptions({
  queryKey: ["registration-state"],
  queryFn: ({ signal }) => answer(api.GET("/api/v1/registration", { signal })),
});
