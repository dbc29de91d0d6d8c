import { Button, Stack, StackItem } from "@patternfly/react-core";
import { FormFrame } from "@shared/forms/FormFrame";
import { SaveBar } from "@shared/forms/SaveBar";
import { type FormOptions, useForm } from "@shared/forms/use-form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DirectoryFields } from "./DirectoryFields";
import {
  type Directory,
  type DirectoryPreset,
  type DirectoryTestResult,
  testDirectory,
} from "./queries";
import { TestReport } from "./TestReport";
import { requestOf, type Values } from "./values";

interface Props {
  readonly organizationId: string;
  readonly options: FormOptions<Values, Directory>;
  readonly presets: readonly DirectoryPreset[];
  /** Missing for a new one. */
  readonly directory?: Directory;
  readonly isReadOnly?: boolean;
  readonly onCancel?: () => void;
}

/** The settings of a directory, which can be tried out before they are saved. */
export function DirectoryForm(props: Props) {
  const { organizationId, options, presets, directory, isReadOnly = false, onCancel } = props;
  const { t } = useTranslation("directories");
  const form = useForm<Values, Directory>(options);
  const [isTesting, setTesting] = useState(false);
  const [tested, setTested] = useState<{ of: Values; result: DirectoryTestResult }>();
  const test = async () => {
    const of = form.values;
    setTesting(true);
    setTested(undefined);
    try {
      const result = await testDirectory(organizationId, directory?.id, requestOf(of));
      setTested({ of, result });
    } catch (error) {
      form.refuse(error instanceof Error ? error : new Error(String(error)));
    } finally {
      setTesting(false);
    }
  };
  return (
    <Stack hasGutter>
      <StackItem>
        <FormFrame form={form} aria-label={t("one")}>
          <DirectoryFields
            form={form}
            presets={presets}
            isSecretSet={directory?.secretSet === true}
            isDisabled={isReadOnly}
          />
          {!isReadOnly && (
            <>
              <div>
                <Button
                  variant="secondary"
                  isLoading={isTesting}
                  isAriaDisabled={isTesting}
                  onClick={() => void test()}
                >
                  {t("test.verb")}
                </Button>
              </div>
              {tested !== undefined && tested.of === form.values && (
                <TestReport result={tested.result} />
              )}
              <SaveBar
                form={form}
                {...(onCancel === undefined ? {} : { onCancel, save: t("add") })}
              />
            </>
          )}
        </FormFrame>
      </StackItem>
    </Stack>
  );
}
