import { answer, api } from "@shared/api/client";
import type { components } from "@shared/api/schema";
import { queryOptions } from "@tanstack/react-query";

export type SigningKey = components["schemas"]["SigningKeyView"];

const KEYS = "/api/v1/mail-signing";
const KEY = `${KEYS}/{signingKeyId}` as const;

export const signingKeysQuery = queryOptions({
  queryKey: ["mail-signing"],
  queryFn: ({ signal }) => answer(api.GET(KEYS, { signal })),
});

export function makeKey(domain: string): Promise<SigningKey> {
  return answer(api.POST(KEYS, { body: { domain } }));
}

/** Looks for the record now; with it found, mail is signed with the key. */
export function checkKey({ id }: SigningKey): Promise<SigningKey> {
  return answer(api.POST(`${KEY}/actions/check`, { params: { path: { signingKeyId: id } } }));
}

export function removeKey({ id }: SigningKey) {
  return answer(api.DELETE(KEY, { params: { path: { signingKeyId: id } } }));
}
