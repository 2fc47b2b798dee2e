import { useId, type InputHTMLAttributes } from "react";

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, "onChange"> {
  label: string;
  hint?: string;
  fault: string | undefined;
  onChange: (value: string) => void;
}

export function Field({ label, hint, fault, onChange, ...input }: Props) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        required
        aria-invalid={fault !== undefined}
        aria-describedby={`${id}-about`}
        onChange={(event) => onChange(event.target.value)}
        {...input}
      />
      <div id={`${id}-about`}>
        {fault ? (
          <span className="fault">{fault}</span>
        ) : (
          hint && <span className="soft small">{hint}</span>
        )}
      </div>
    </div>
  );
}
