import { answer, api } from "@shared/api/client";
import { ProblemError } from "@shared/api/problem";
import type { components } from "@shared/api/schema";
import type { SignInProgress } from "./queries";

export type OwnPasskey = components["schemas"]["OwnPasskey"];
export type NewPasskey = components["schemas"]["NewPasskey"];

/** Whether this browser has passkeys; only a page over https, or of this very machine, gets them. */
export function hasPasskeys(): boolean {
  return "PublicKeyCredential" in globalThis;
}

/** Signs in with a passkey alone, or with one of the user's own as the second step. */
export async function signInWithPasskey(): Promise<SignInProgress> {
  const { ceremonyId, options } = await answer(api.POST("/api/v1/sign-in/passkey/options"));
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    options as PublicKeyCredentialRequestOptionsJSON,
  );
  const credential = await chosen(() => navigator.credentials.get({ publicKey }));
  return answer(api.POST("/api/v1/sign-in/passkey", { body: { ceremonyId, credential } }));
}

export async function addPasskey(label: string, password: string): Promise<NewPasskey> {
  const { ceremonyId, options } = await answer(
    api.POST("/api/v1/me/passkeys/options", { body: { password } }),
  );
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    options as PublicKeyCredentialCreationOptionsJSON,
  );
  const credential = await chosen(() => navigator.credentials.create({ publicKey }));
  return answer(api.POST("/api/v1/me/passkeys", { body: { ceremonyId, label, credential } }));
}

/** What the user chose, as the server reads it. Who closes the browser's window chose nothing. */
async function chosen(
  ask: () => Promise<Credential | null>,
): Promise<components["schemas"]["PasskeyAnswer"]> {
  const credential = await ask().catch((error: unknown) => {
    throw error instanceof DOMException ? nothingChosen() : error;
  });
  if (!(credential instanceof PublicKeyCredential)) {
    throw nothingChosen();
  }
  return credential.toJSON() as components["schemas"]["PasskeyAnswer"];
}

function nothingChosen(): ProblemError {
  return new ProblemError({
    type: "urn:problem:console:no-passkey-chosen",
    status: 0,
    title: "No passkey was used. Try again, or take another way.",
  });
}
