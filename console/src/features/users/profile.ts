import type { Profile } from "./queries";

const PLACE = { street: "", postalCode: "", city: "", region: "", country: "" };

/** A profile of which nothing is known. */
export const NO_PROFILE = {
  displayName: "",
  firstName: "",
  middleName: "",
  lastName: "",
  title: "",
  department: "",
  company: "",
  webPage: "",
  officePhone: "",
  mobilePhone: "",
  homePhone: "",
  fax: "",
  replyTo: "",
  recoveryAddress: "",
  timeZone: "",
  language: "",
  externalId: "",
  notes: "",
  birthday: "",
  inAddressList: true,
  work: PLACE,
  home: PLACE,
} satisfies Profile;

/** The profile as the form's fields take it: text instead of null. */
export function profileValues(profile: Profile): Profile {
  const known = Object.entries(profile).filter(([, value]) => value !== null);
  return { ...NO_PROFILE, ...Object.fromEntries(known) };
}

/** The profile as the server takes it: no day is none, not an empty text. */
export function profileOf(values: Profile): Profile {
  return { ...values, birthday: values.birthday === "" ? null : values.birthday };
}
