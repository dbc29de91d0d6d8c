import type { Versioned } from "@shared/api/client";
import { StepWizard } from "@shared/forms/StepWizard";
import { useCan, useOrganizationId } from "@shared/session/me";
import { useFormat } from "@shared/ui/format";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { CheckStep } from "./CheckStep";
import { ColumnsStep } from "./ColumnsStep";
import { FileStep, NOTHING_CHOSEN, readingOf } from "./FileStep";
import { namesSomebody } from "./mapping";
import { OptionsStep } from "./OptionsStep";
import {
  changing,
  fieldsQuery,
  type ImportPass,
  importQuery,
  importsKey,
  isAtWork,
  isChecked,
  lacksPassword,
  readImport,
  saveOptions,
  startPass,
  type UserImport,
} from "./queries";
import { importRoute, importsRoute } from "./routes";
import type { Sending } from "./UploadProgress";
import { isStopped, uploadFile } from "./upload";

interface Props {
  /** The uploaded file with its version; undefined while there is none. */
  readonly file: Versioned<UserImport> | undefined;
}

/** File, columns, options, check; the run has a page of its own. */
export function ImportWizard({ file }: Props) {
  const { t } = useTranslation("imports");
  const { number } = useFormat();
  const organizationId = useOrganizationId();
  const can = useCan();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [, setSearch] = useSearchParams();
  const optionsForm = useId();
  const [startAt] = useState(file === undefined ? "file" : firstStepOf(file.value));
  const [chosen, choose] = useState(NOTHING_CHOSEN);
  const [sending, setSending] = useState<Sending>();
  const largest = useQuery(fieldsQuery(organizationId)).data?.largestFile;
  const isTooLarge = largest !== undefined && (chosen.file?.size ?? 0) > largest;
  const [mapping, map] = useState<readonly (string | null)[]>();
  const fields = mapping ?? file?.value.columns.map(({ field }) => field) ?? [];

  const keep = (now: Versioned<UserImport>) => {
    queries.setQueryData(importQuery(organizationId, now.value.id).queryKey, now);
    void queries.invalidateQueries({ queryKey: [...importsKey(organizationId), "list"] });
  };
  const take = (now: Versioned<UserImport>) => {
    keep(now);
    map(undefined);
  };
  const upload = async () => {
    if (chosen.file !== undefined) {
      return send(chosen.file);
    }
    return true;
  };
  const send = async (file: File) => {
    const stopping = new AbortController();
    const onSent = (sent: number) =>
      setSending({ size: file.size, sent, stop: () => stopping.abort() });
    onSent(0);
    try {
      const { id } = await uploadFile(organizationId, file, readingOf(chosen.told), {
        signal: stopping.signal,
        onSent,
      });
      keep(await readImport(organizationId, id));
      map(undefined);
      choose({ ...chosen, file: undefined });
      setSearch({ import: id }, { replace: true });
      return true;
    } catch (error) {
      if (isStopped(error)) {
        return false;
      }
      throw error;
    } finally {
      setSending(undefined);
    }
  };
  const saveColumns = async () => {
    if (file !== undefined && mapping !== undefined) {
      const { existing, createUnits, newPasswords } = file.value;
      const body = {
        fields: [...mapping],
        existing,
        createUnits: createUnits && can("units:manage"),
        newPasswords,
      };
      keep(await saveOptions(organizationId, file.value.id, body, file.etag));
      map(undefined);
    }
    return true;
  };
  const begin = async () => {
    if (file !== undefined) {
      await startPass(organizationId, file.value.id, "RUN");
      keep(await readImport(organizationId, file.value.id));
      void navigate(importRoute.to({ organizationId, importId: file.value.id }));
    }
    return false;
  };

  const check = file?.value.check ?? null;
  const isReady =
    file !== undefined &&
    check !== null &&
    isChecked(file.value) &&
    changing(check) > 0 &&
    !lacksPassword(file.value);
  const verbs = ({ counts }: ImportPass) => {
    const count = counts.deleted;
    const others = counts.created + counts.updated;
    if (count === 0) {
      return t("run", { count: others });
    }
    return others === 0
      ? t("runDeletes", { count })
      : t("runBoth", { count, others: number(others) });
  };
  return (
    <StepWizard
      label={t("new")}
      startAt={startAt}
      onCancel={() => void navigate(importsRoute.to({ organizationId }))}
      steps={[
        {
          id: "file",
          title: t("step.file"),
          isNextDisabled: isTooLarge || (chosen.file === undefined && file === undefined),
          ...(chosen.file === undefined ? {} : { next: t("upload") }),
          onNext: upload,
          content: (
            <FileStep
              chosen={chosen}
              onChoose={choose}
              sending={sending}
              uploaded={file?.value}
              most={isTooLarge ? largest : undefined}
            />
          ),
        },
        {
          id: "columns",
          title: t("step.columns"),
          isNextDisabled: !namesSomebody(fields),
          onNext: saveColumns,
          content: file && <ColumnsStep file={file} fields={fields} onMap={map} onUsed={take} />,
        },
        {
          id: "options",
          title: t("step.options"),
          next: t("check"),
          formId: optionsForm,
          content: file && <OptionsStep formId={optionsForm} file={file} onSaved={keep} />,
        },
        {
          id: "check",
          title: t("step.check"),
          next: isReady ? verbs(check) : t("runNothing"),
          isNextDisabled: !isReady,
          onNext: begin,
          content: file && <CheckStep file={file.value} />,
        },
      ]}
    />
  );
}

function firstStepOf(file: UserImport): string {
  return isChecked(file) || isAtWork(file) ? "check" : "columns";
}
