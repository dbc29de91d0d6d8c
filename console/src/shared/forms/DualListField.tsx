import {
  DualListSelector,
  DualListSelectorControl,
  DualListSelectorControlsWrapper,
  DualListSelectorList,
  DualListSelectorListItem,
  DualListSelectorPane,
  SearchInput,
} from "@patternfly/react-core";
import AngleDoubleLeftIcon from "@patternfly/react-icons/dist/esm/icons/angle-double-left-icon";
import AngleDoubleRightIcon from "@patternfly/react-icons/dist/esm/icons/angle-double-right-icon";
import AngleLeftIcon from "@patternfly/react-icons/dist/esm/icons/angle-left-icon";
import AngleRightIcon from "@patternfly/react-icons/dist/esm/icons/angle-right-icon";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field, type FieldProps } from "./Field";

interface Option {
  readonly value: string;
  readonly label: string;
}

interface Props extends FieldProps {
  readonly options: readonly Option[];
  /** What the two lists are called: "Groups of the user". */
  readonly available?: string;
  readonly chosen?: string;
}

/** Some of many, as two lists between which the marked ones are moved; the value is the ids chosen. */
export function DualListField(props: Props) {
  const { options } = props;
  const show = useCallback(
    (value: unknown) =>
      options
        .filter((option) => Array.isArray(value) && value.includes(option.value))
        .map(({ label }) => label)
        .join(", "),
    [options],
  );
  return (
    <Field {...props} isGroup show={show}>
      {({ id, value, set }) => (
        <DualList
          {...props}
          id={id}
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={set}
        />
      )}
    </Field>
  );
}

interface DualListProps extends Props {
  readonly id: string;
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}

function DualList({ id, options, value, onChange, ...props }: DualListProps) {
  const { t } = useTranslation("shared");
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const names = {
    available: props.available ?? t("dualList.available"),
    chosen: props.chosen ?? t("dualList.chosen"),
  };
  const rest = options.filter((option) => !value.includes(option.value));
  const chosen = options.filter((option) => value.includes(option.value));
  const isMarked = (option: Option) => marked.has(option.value);
  const move = (next: readonly Option[]) => {
    onChange(next.map((option) => option.value));
    setMarked(new Set());
  };
  const mark = (one: string) =>
    setMarked((now) => new Set(now.has(one) ? [...now].filter((id) => id !== one) : [...now, one]));
  const controls = [
    { key: "add", icon: <AngleRightIcon />, moved: rest.filter(isMarked) },
    { key: "addAll", icon: <AngleDoubleRightIcon />, moved: rest },
    { key: "removeAll", icon: <AngleDoubleLeftIcon />, moved: chosen },
    { key: "remove", icon: <AngleLeftIcon />, moved: chosen.filter(isMarked) },
  ] as const;
  return (
    <DualListSelector id={id}>
      <Pane id={`${id}-rest`} title={names.available} all={rest} marked={marked} onMark={mark} />
      <DualListSelectorControlsWrapper>
        {controls.map(({ key, icon, moved }) => (
          <DualListSelectorControl
            key={key}
            icon={icon}
            aria-label={t(`dualList.${key}`)}
            tooltipContent={t(`dualList.${key}`)}
            isDisabled={moved.length === 0}
            onClick={() =>
              move(
                key.startsWith("add")
                  ? [...chosen, ...moved]
                  : chosen.filter((one) => !moved.includes(one)),
              )
            }
          />
        ))}
      </DualListSelectorControlsWrapper>
      <Pane
        id={`${id}-chosen`}
        title={names.chosen}
        all={chosen}
        marked={marked}
        onMark={mark}
        isChosen
      />
    </DualListSelector>
  );
}

interface PaneProps {
  readonly id: string;
  readonly title: string;
  readonly all: readonly Option[];
  readonly marked: ReadonlySet<string>;
  readonly onMark: (value: string) => void;
  readonly isChosen?: boolean;
}

function Pane({ id, title, all, marked, onMark, isChosen = false }: PaneProps) {
  const { t } = useTranslation("shared");
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLocaleLowerCase();
  const found = all.filter(({ label }) => label.toLocaleLowerCase().includes(wanted));
  const count = all.filter(({ value }) => marked.has(value)).length;
  return (
    <DualListSelectorPane
      id={id}
      title={title}
      isChosen={isChosen}
      status={t("dualList.count", { marked: count, count: all.length })}
      searchInput={
        <SearchInput
          value={search}
          aria-label={t("dualList.find", { list: title })}
          onChange={(_, text) => setSearch(text)}
          onClear={() => setSearch("")}
        />
      }
    >
      <DualListSelectorList>
        {found.map(({ value, label }) => (
          <DualListSelectorListItem
            key={value}
            id={`${id}-${value}`}
            isSelected={marked.has(value)}
            onOptionSelect={() => onMark(value)}
          >
            {label}
          </DualListSelectorListItem>
        ))}
      </DualListSelectorList>
    </DualListSelectorPane>
  );
}
