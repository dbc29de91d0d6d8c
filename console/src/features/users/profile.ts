import type { UserCreation } from "./queries";

type Profile = NonNullable<UserCreation["profile"]>;

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
  birthday: null,
  inAddressList: true,
  work: PLACE,
  home: PLACE,
} satisfies Profile;

/** The profile as the form's fields take it: text instead of null. */
export function profileValues(profile: Profile): Profile {
  const known = Object.entries(profile).filter(([, value]) => value !== null);
  return { ...NO_PROFILE, ...Object.fromEntries(known) };
}
