import { answer, api } from "@shared/api/client";
import type { SignInProgress } from "./queries";

/** Whether this browser, at this address, can use passkeys: they need https or localhost. */
export function canUsePasskeys(): boolean {
  return typeof PublicKeyCredential !== "undefined";
}

/** Lets the browser ask for a passkey and signs in with it. Rejects with a `NotAllowedError` when the user declines. */
export async function signInByPasskey(): Promise<SignInProgress> {
  const options = await answer(api.POST("/api/v1/sign-in/passkey/options"));
  const credential = await navigator.credentials.get({ publicKey: requestOptions(options) });
  if (!(credential instanceof PublicKeyCredential)) {
    throw new DOMException("no passkey was given", "NotAllowedError");
  }
  return answer(api.POST("/api/v1/sign-in/passkey", { body: assertion(credential) }));
}

function requestOptions(json: Record<string, unknown>): PublicKeyCredentialRequestOptions {
  const { challenge, allowCredentials, ...others } = json;
  return {
    ...others,
    challenge: bytes(String(challenge)),
    allowCredentials: (Array.isArray(allowCredentials) ? allowCredentials : []).map((one) => ({
      ...one,
      id: bytes(one.id),
    })),
  };
}

function assertion(credential: PublicKeyCredential): Record<string, unknown> {
  const response = credential.response as AuthenticatorAssertionResponse;
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: {
      authenticatorData: text(response.authenticatorData),
      clientDataJSON: text(response.clientDataJSON),
      signature: text(response.signature),
      userHandle: response.userHandle === null ? undefined : text(response.userHandle),
    },
  };
}

/** Base64url without padding (RFC 4648 5), as WebAuthn's JSON forms have it. */
function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const base64 = base64url.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const base64 = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
