import type { components } from "@shared/api/schema";

export type MailMailbox = components["schemas"]["MailMailbox"];
export type MailFolder = components["schemas"]["MailFolder"];
export type MailAddress = components["schemas"]["MailAddress"];
export type MailRow = components["schemas"]["MailRow"];
export type MailMessage = components["schemas"]["MailMessage"];
/** A message of a conversation, in whichever folder. */
export type ThreadItem = MailRow;
/** A message as the server takes it, to be kept or sent. */
export type SentLetter = components["schemas"]["Letter"];
/** A message as it was kept. */
export type MailDraft = components["schemas"]["MailDraft"];
