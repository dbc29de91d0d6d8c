import { useId } from "react";
import { useTranslation } from "react-i18next";

/** Takes a list from a file instead of typing it. */
export function ListFile({ onRead }: { readonly onRead: (text: string) => void }) {
  const { t } = useTranslation("invitations");
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{t("many.file")}</label>{" "}
      <input
        id={id}
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file !== undefined) {
            void file.text().then(onRead);
          }
          target.value = "";
        }}
      />
    </div>
  );
}
