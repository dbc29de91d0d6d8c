import { Alert, Card, CardBody, FormSection, Stack, StackItem } from "@patternfly/react-core";
import { CheckField } from "@shared/forms/CheckField";
import { FormFrame } from "@shared/forms/FormFrame";
import { SaveBar } from "@shared/forms/SaveBar";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { useCan, useOrganizationId } from "@shared/session/me";
import { PageFrame } from "@shared/ui/PageFrame";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { FoundPeople } from "./FoundPeople";
import {
  browseDirectory,
  type DirectoryBrowseRequest,
  type DirectoryPeople,
  directoryQuery,
} from "./queries";
import { directoriesRoute, directoryRoute } from "./routes";

interface Values {
  unit: string;
  group: string;
  text: string;
  addressAsName: boolean;
  createUnits: boolean;
}

const NOTHING: Values = {
  unit: "",
  group: "",
  text: "",
  addressAsName: false,
  createUnits: false,
};

/** Lists the people of a directory who are no users here yet, and makes users of them. */
export default function ImportPage() {
  const { t } = useTranslation("directories");
  const organizationId = useOrganizationId();
  const { directoryId = "" } = useParams();
  const navigate = useNavigate();
  const can = useCan();
  const maySee = can("directories:read");
  // Who may import need not see the settings: then the page does without the directory's name.
  const found = useQuery({ ...directoryQuery(organizationId, directoryId), enabled: maySee });
  const name = found.data?.value.name;
  const one = { organizationId, directoryId };
  const crumbs = maySee
    ? [
        { label: t("title"), to: directoriesRoute.to({ organizationId }) },
        { label: name ?? t("one"), to: directoryRoute.to(one) },
      ]
    : [];
  const [listed, setListed] = useState<{ of: DirectoryBrowseRequest; people: DirectoryPeople }>();
  const form = useForm<Values, DirectoryPeople>({
    initial: NOTHING,
    save: (values) => browseDirectory(organizationId, directoryId, requestOf(values)),
    onSaved: (people, values) => setListed({ of: requestOf(values), people }),
  });
  const wanted = requestOf(form.values);
  // What was found by other words than those in the form must not be imported by them.
  const isCurrent =
    !form.isSaving &&
    listed !== undefined &&
    JSON.stringify(listed.of) === JSON.stringify(wanted) &&
    Object.keys(form.errors).length === 0 &&
    form.problem === undefined;
  return (
    <PageFrame
      title={name === undefined ? t("import.verb") : t("import.verbFrom", { name })}
      crumbs={crumbs}
    >
      <Stack hasGutter>
        <StackItem>
          <Alert variant="info" isInline component="p" title={t("import.oneWay")} />
        </StackItem>
        <StackItem>
          <Card>
            <CardBody>
              <FormFrame form={form} warnsOnLeave={false} aria-label={t("import.verb")}>
                <FormSection title={t("import.whom")} titleElement="h2">
                  <p>{t("import.whomBody")}</p>
                  <TextField
                    name="unit"
                    label={t("import.unit")}
                    help={t("import.unitHelp")}
                    maxLength={1000}
                  />
                  <TextField
                    name="group"
                    label={t("import.group")}
                    help={t("import.groupHelp")}
                    maxLength={1000}
                  />
                  <TextField
                    name="text"
                    label={t("import.text")}
                    help={t("import.textHelp")}
                    maxLength={100}
                  />
                </FormSection>
                <FormSection title={t("import.how")} titleElement="h2">
                  <CheckField
                    name="addressAsName"
                    label={t("import.addressAsName")}
                    help={t("import.addressAsNameHelp")}
                  />
                  {can("units:manage") && (
                    <CheckField
                      name="createUnits"
                      label={t("import.createUnits")}
                      help={t("import.createUnitsHelp")}
                    />
                  )}
                </FormSection>
                <SaveBar
                  form={form}
                  save={t("import.list")}
                  onCancel={() =>
                    void navigate(
                      maySee ? directoryRoute.to(one) : `/organizations/${organizationId}`,
                    )
                  }
                />
              </FormFrame>
            </CardBody>
          </Card>
        </StackItem>
        {isCurrent && (
          <StackItem>
            <FoundPeople
              directoryId={directoryId}
              query={listed.of}
              createUnits={form.values.createUnits}
              found={listed.people}
            />
          </StackItem>
        )}
      </Stack>
    </PageFrame>
  );
}

function requestOf({ unit, group, text, addressAsName }: Values): DirectoryBrowseRequest {
  return {
    unit: filled(unit),
    group: filled(group),
    text: filled(text),
    addressAsName,
  };
}

function filled(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}
