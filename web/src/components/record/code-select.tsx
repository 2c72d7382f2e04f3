import type { CodeTableName } from '../../../../server/contracts/code-tables/index.ts';
import { useOfferedCodes } from '../../lib/offered-codes.ts';

interface CodeSelectProps {
  id: string;
  table: CodeTableName;
  value: string | null | undefined;
  onChange: (code: string) => void;
  /** Shown while nothing is chosen. */
  placeholder?: string;
  describedBy?: string;
  isInvalid?: boolean;
}

/** One code of a table by the browser's own list, which works with every keyboard and on every phone. */
export function CodeSelect({ id, table, value, onChange, placeholder, describedBy, isInvalid }: CodeSelectProps) {
  const { options } = useOfferedCodes();
  return (
    <select
      id={id}
      className="fx-select"
      value={value ?? ''}
      aria-describedby={describedBy}
      aria-invalid={isInvalid ?? false}
      onChange={(event) => onChange(event.target.value)}
    >
      {placeholder === undefined ? null : <option value="">{placeholder}</option>}
      {options(table, [value]).map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
