import { useTranslation } from 'react-i18next';
import { Dialog } from './dialog.tsx';

export interface ShortcutGroup {
  title: string;
  keys: readonly { keys: readonly string[]; label: string }[];
}

/** Overlay behind `?`: every key of the page in groups. */
export function ShortcutHelp({
  open,
  onClose,
  groups,
}: {
  open: boolean;
  onClose: () => void;
  groups: readonly ShortcutGroup[];
}) {
  const { t } = useTranslation();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      isWide
      title={t('common:shortcuts.title')}
      actions={
        <button type="button" className="fx-btn" onClick={onClose}>
          {t('common:action.close')}
        </button>
      }
    >
      <div className="fx-keys">
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.keys.map((entry) => (
                <div key={entry.label}>
                  <dt>{entry.label}</dt>
                  <dd>
                    {entry.keys.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
