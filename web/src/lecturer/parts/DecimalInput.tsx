import { NumberInput, type NumberInputProps } from "@mantine/core";
import { useLanguage } from "../../i18n/useLanguage";

/** A number with the language's decimal mark; both marks are taken when typed. */
export function DecimalInput(props: NumberInputProps) {
  const vietnamese = useLanguage() === "vi";
  return (
    <NumberInput
      decimalSeparator={vietnamese ? "," : "."}
      allowedDecimalSeparators={[",", "."]}
      {...props}
    />
  );
}
