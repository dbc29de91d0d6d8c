import { useMe } from "@shared/session/me";

const PHONES: readonly string[] = ["officePhone", "mobilePhone", "homePhone"];

export function isPhone(field: string): boolean {
  return PHONES.includes(field);
}

/** Whether people have phone numbers on this instance, and whether one has to be said. */
export function usePhoneNumbers(): { areOff: boolean; areRequired: boolean } {
  const { phoneNumbers } = useMe();
  return { areOff: phoneNumbers === "OFF", areRequired: phoneNumbers === "REQUIRED" };
}
