import { answer, api, ifMatch } from "@shared/api/client";
import type { components } from "@shared/api/schema";
import { queryOptions } from "@tanstack/react-query";

export type MailTemplate = components["schemas"]["MailTemplateDetails"];
export type MailTemplateContent = components["schemas"]["MailTemplateRequest"];

const TEMPLATES = "/api/v1/organizations/{organizationId}/mail-templates";
const TEMPLATE = `${TEMPLATES}/{templateId}` as const;

export function templatesKey(organizationId: string) {
  return ["mail-templates", organizationId] as const;
}

export function templatesQuery(organizationId: string) {
  return queryOptions({
    queryKey: templatesKey(organizationId),
    queryFn: ({ signal }) =>
      answer(api.GET(TEMPLATES, { params: { path: { organizationId } }, signal })),
  });
}

/** Keeps a new template, or one in place of what was read. */
export function saveTemplate(
  organizationId: string,
  before: MailTemplate | undefined,
  body: MailTemplateContent,
  idempotencyKey: string,
): Promise<MailTemplate> {
  return answer(
    before === undefined
      ? api.POST(TEMPLATES, {
          params: { path: { organizationId } },
          body,
          headers: { "Idempotency-Key": idempotencyKey },
        })
      : api.PUT(TEMPLATE, {
          params: { path: { organizationId, templateId: before.id } },
          body,
          headers: ifMatch(etagOf(before)),
        }),
  );
}

export function deleteTemplate(organizationId: string, template: MailTemplate) {
  return answer(
    api.DELETE(TEMPLATE, {
      params: { path: { organizationId, templateId: template.id } },
      headers: ifMatch(etagOf(template)),
    }),
  );
}

/** The entity tag of a template that came in a list. */
function etagOf({ version }: MailTemplate): string {
  return `"${version}"`;
}

/** The mail as whoever asks would read it. */
export function previewMail(
  organizationId: string,
  mail: Pick<MailTemplateContent, "subject" | "text">,
) {
  return answer(
    api.POST(`${TEMPLATES}/preview`, { params: { path: { organizationId } }, body: mail }),
  );
}
