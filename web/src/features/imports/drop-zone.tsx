import { type DragEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from './file-check.ts';
import './drop-zone.css';

interface DropZoneProps {
  file: File | null;
  onFile: (file: File) => void;
  error?: string | undefined;
}

/** Takes one file by dropping, by the file dialog or by the keyboard. */
export function DropZone({ file, onFile, error }: DropZoneProps) {
  const { t } = useTranslation();
  const id = useId();
  const [isOver, setOver] = useState(false);
  const over = (value: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(value);
  };
  return (
    <div className="im-drop-field">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the field inside does the same by keyboard */}
      <div
        className={`im-drop${isOver ? ' is-over' : ''}${error ? ' is-bad' : ''}`}
        onDragOver={over(true)}
        onDragEnter={over(true)}
        onDragLeave={over(false)}
        onDrop={(event) => {
          over(false)(event);
          const dropped = event.dataTransfer.files[0];
          if (dropped) onFile(dropped);
        }}
      >
        <label htmlFor={id}>
          {file ? (
            <>
              <strong>{file.name}</strong>
              <span>
                {formatBytes(file.size)} · {t('imports:new.otherFile')}
              </span>
            </>
          ) : (
            <>
              <strong>{t('imports:new.drop')}</strong>
              <span>{t('imports:new.dropHint')}</span>
            </>
          )}
        </label>
        <input
          id={id}
          type="file"
          accept=".xlsx,.csv,.tsv,.txt"
          aria-invalid={Boolean(error)}
          aria-describedby={error ? `${id}-error` : undefined}
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            if (chosen) onFile(chosen);
            // The same file may be chosen again after it was mended.
            event.target.value = '';
          }}
        />
      </div>
      {error ? (
        <p id={`${id}-error`} className="fx-field__error" role="alert">
          {error}
        </p>
      ) : null}
    </div>
  );
}
