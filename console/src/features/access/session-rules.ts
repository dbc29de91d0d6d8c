import { answer, api, ifMatch, versioned } from "@shared/api/client";
import type { components } from "@shared/api/schema";
import { queryOptions } from "@tanstack/react-query";

const PATH = "/api/v1/organizations/{organizationId}/session-policy";

type Rules = components["schemas"]["SessionRules"];

/** The rules as the fields hold them: networks one a line. */
export type SessionRuleValues = Omit<Rules, "allowed" | "blocked"> & {
  readonly allowed: string;
  readonly blocked: string;
};

export async function readSessionRules(organizationId: string) {
  const { value, etag } = await versioned(api.GET(PATH, { params: { path: { organizationId } } }));
  const { allowed, blocked } = value;
  return {
    values: { ...value, allowed: allowed.join("\n"), blocked: blocked.join("\n") },
    etag,
  };
}

export function sessionRulesQuery(organizationId: string) {
  return queryOptions({
    queryKey: ["session-rules", organizationId],
    queryFn: () => readSessionRules(organizationId),
  });
}

export function saveSessionRules(organizationId: string, values: SessionRuleValues, etag: string) {
  const body = {
    ...values,
    idleMinutes: Number(values.idleMinutes),
    attempts: Number(values.attempts),
    lockMinutes: Number(values.lockMinutes),
    allowed: lines(values.allowed),
    blocked: lines(values.blocked),
  };
  return answer(
    api.PUT(PATH, { params: { path: { organizationId } }, body, headers: ifMatch(etag) }),
  );
}

function lines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
