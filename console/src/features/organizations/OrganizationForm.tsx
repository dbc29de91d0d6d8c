import { FormSection } from "@patternfly/react-core";
import { CheckField } from "@shared/forms/CheckField";
import { FormFrame } from "@shared/forms/FormFrame";
import { SaveBar } from "@shared/forms/SaveBar";
import { SelectField } from "@shared/forms/SelectField";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { rolesToGiveQuery } from "@shared/rights/queries";
import { useCan } from "@shared/session/me";
import { octetsTyped, typedMebibytes } from "@shared/ui/octets";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import {
  domainsOfQuery,
  type Organization,
  type OrganizationEdit,
  readOrganization,
  saveOrganization,
} from "./queries";

interface Props {
  readonly organization: Organization;
  readonly etag: string;
}

export function OrganizationForm({ organization, etag }: Props) {
  const { t, i18n } = useTranslation("organizations");
  const queries = useQueryClient();
  const can = useCan();
  const isDisabled = !can("organization:manage");
  const mayReadDomains = can("domains:read") && can("roles:read");
  const domains = useQuery({
    ...domainsOfQuery(organization.id),
    enabled: mayReadDomains,
  });
  // Nobody registers as a corporate user before the organization has proved a domain.
  const hasVerifiedDomain =
    mayReadDomains && domains.data?.items.some(({ state }) => state !== "UNVERIFIED") === true;
  const mailboxRoles = useQuery({
    ...rolesToGiveQuery(organization.id, "", "MAILBOX"),
    enabled: hasVerifiedDomain,
  });
  const zones = useMemo(() => zonesWith(organization.timeZone), [organization.timeZone]);
  const languages = useMemo(
    () => languagesWith(organization.language, i18n.language),
    [organization.language, i18n.language],
  );
  const form = useForm<Values, Organization>({
    initial: valuesOf(organization),
    etag,
    check: ({ name, mailboxLimitOctets }) => ({
      name: name.trim().length < 3 ? t("nameTooShort") : undefined,
      mailboxLimitOctets: Number.isNaN(octetsTyped(mailboxLimitOctets))
        ? t("mailboxLimitNoSize")
        : undefined,
    }),
    save: (values, context) =>
      saveOrganization(
        organization.id,
        { ...values, mailboxLimitOctets: octetsTyped(values.mailboxLimitOctets) ?? 0 },
        context.etag,
      ),
    reload: async () => {
      const now = await readOrganization(organization.id);
      return { values: valuesOf(now.value), etag: now.etag };
    },
    onSaved: () => {
      toast({ variant: "success", title: t("saved") });
      void queries.invalidateQueries({ queryKey: ["organizations"] });
      void queries.invalidateQueries({ queryKey: ["me"] });
    },
  });
  return (
    <FormFrame form={form} aria-label={t("settings")}>
      <FormSection title={t("general")} titleElement="h2">
        <TextField
          name="name"
          label={t("name")}
          help={t("nameHelp")}
          maxLength={256}
          isRequired
          isDisabled={isDisabled}
        />
        <TextField
          name="description"
          label={t("description")}
          maxLength={1000}
          lines={3}
          isDisabled={isDisabled}
        />
        <SelectField
          name="timeZone"
          label={t("timeZone")}
          options={zones}
          none={t("notSet")}
          isDisabled={isDisabled}
        />
        <SelectField
          name="language"
          label={t("language")}
          options={languages}
          none={t("notSet")}
          isDisabled={isDisabled}
        />
      </FormSection>
      <FormSection title={t("mail")} titleElement="h2">
        <TextField
          name="mailboxLimitOctets"
          label={t("mailboxLimit")}
          help={t("mailboxLimitHelp")}
          inputMode="numeric"
          isDisabled={isDisabled}
        />
        <CheckField
          name="tellsOfImpersonation"
          label={t("tellsOfImpersonation")}
          help={t("tellsOfImpersonationHelp")}
          isDisabled={isDisabled}
        />
        <CheckField
          name="locksCorporateProfiles"
          label={t("locksCorporateProfiles")}
          help={t("locksCorporateProfilesHelp")}
          isDisabled={isDisabled}
        />
        {hasVerifiedDomain && (
          <CheckField
            name="mailboxesForRegistered"
            label={t("mailboxesForRegistered")}
            help={t("mailboxesForRegisteredHelp")}
            isDisabled={isDisabled}
          />
        )}
        {hasVerifiedDomain && form.values.mailboxesForRegistered && mailboxRoles.data && (
          <SelectField
            name="mailboxRoleForRegistered"
            label={t("mailboxRoleForRegistered")}
            help={t("mailboxRoleForRegisteredHelp")}
            options={mailboxRoles.data.items.map(({ id, name }) => ({ value: id, label: name }))}
            isRequired
            isDisabled={isDisabled}
          />
        )}
      </FormSection>
      <FormSection title={t("billing")} titleElement="h2">
        <TextField
          name="taxNumber"
          label={t("taxNumber")}
          help={t("taxNumberHelp")}
          maxLength={128}
          isDisabled={isDisabled}
        />
        <TextField
          name="billingAddress.street"
          label={t("street")}
          maxLength={255}
          lines={2}
          isDisabled={isDisabled}
        />
        {(["postalCode", "city", "region", "country"] as const).map((part) => (
          <TextField
            key={part}
            name={`billingAddress.${part}`}
            label={t(`address.${part}`)}
            maxLength={part === "postalCode" ? 32 : 255}
            isDisabled={isDisabled}
          />
        ))}
      </FormSection>
      {!isDisabled && <SaveBar form={form} />}
    </FormFrame>
  );
}

/** The limit of mailboxes as it is typed, in MiB. */
type Values = Omit<OrganizationEdit, "mailboxLimitOctets"> & { mailboxLimitOctets: string };

function valuesOf(organization: Organization): Values {
  const { name, description, timeZone, language, taxNumber, billingAddress } = organization;
  return {
    name,
    description,
    timeZone,
    language,
    taxNumber,
    billingAddress,
    tellsOfImpersonation: organization.tellsOfImpersonation,
    locksCorporateProfiles: organization.locksCorporateProfiles,
    mailboxesForRegistered: organization.mailboxesForRegistered,
    mailboxRoleForRegistered: organization.mailboxRoleForRegistered,
    mailboxLimitOctets: typedMebibytes(organization.mailboxLimitOctets),
  };
}

/** All zones of this browser, and the one that is set even if this browser doesn't know it. */
function zonesWith(set: string) {
  const zones = new Set(["UTC", ...Intl.supportedValuesOf("timeZone"), ...(set ? [set] : [])]);
  return [...zones].sort().map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
}

const LANGUAGES = ["en", "de", "fr", "es", "it", "nl", "pl", "pt", "cs", "uk", "ru", "tr", "ja"];

function languagesWith(set: string, reader: string) {
  const names = new Intl.DisplayNames(reader, { type: "language" });
  return [...new Set([...LANGUAGES, ...(set ? [set] : [])])].map((tag) => ({
    value: tag,
    label: names.of(tag) ?? tag,
  }));
}
