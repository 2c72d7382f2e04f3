import { TreeSelect } from 'antd';
import { useTranslation } from 'react-i18next';
import { CODE_TABLES, type CodeEntry } from '../../../../server/contracts/code-tables/index.ts';
import { useOfferedCodes } from '../../lib/offered-codes.ts';
import { controlId } from './field-spec.ts';
import './fields.css';

interface Node {
  value: string;
  title: string;
  selectable?: boolean;
  children?: Node[];
}

type Usable = (entry: CodeEntry) => boolean;

/** Trees with every level selectable or only the leaves; the code stands before the words, so that both can be typed. */
export function treeOf(
  roots: readonly CodeEntry[],
  leaves: readonly CodeEntry[],
  english: boolean,
  leafOnly: boolean,
  isUsable: Usable,
): Node[] {
  const title = (entry: CodeEntry): string => `${entry.code} ${english ? entry.en : entry.zh}`;
  return roots.filter(isUsable).map((root) => {
    const children = leaves
      .filter((entry) => entry.parent === root.code && isUsable(entry))
      .map((entry) => ({ value: entry.code, title: title(entry) }));
    return {
      value: root.code,
      title: title(root),
      ...(leafOnly ? { selectable: false } : {}),
      ...(children.length ? { children } : {}),
    };
  });
}

const HTI = CODE_TABLES.HTI as readonly CodeEntry[];

interface TreeProps {
  name: string;
  isInvalid?: boolean | undefined;
}

/** National high-tech field: a subfield of the 2016 list. */
export function HtiPicker({
  name,
  value,
  onChange,
  isInvalid,
}: TreeProps & { value: string | undefined; onChange: (code: string) => void }) {
  const { t, i18n } = useTranslation('desk');
  const english = i18n.language.startsWith('en');
  const { isOffered } = useOfferedCodes();
  const held = [value, HTI.find((entry) => entry.code === value)?.parent];
  const tree = treeOf(
    HTI.filter((entry) => !entry.parent),
    HTI,
    english,
    true,
    (entry) => isOffered('HTI', entry, held),
  );
  return (
    <TreeSelect<string | null>
      id={controlId(name)}
      className="rc-tree"
      showSearch={{ treeNodeFilterProp: 'title' }}
      treeData={tree}
      value={value || null}
      placeholder={t('desk:field.pickTree')}
      status={isInvalid ? 'error' : ''}
      onChange={(code) => onChange(code ?? '')}
    />
  );
}

/** Industries of GB/T 4754: a section or a division, at most three. */
export function IndustryPicker({
  name,
  value,
  max,
  onChange,
  isInvalid,
}: TreeProps & { value: string[]; max: number; onChange: (codes: string[]) => void }) {
  const { t, i18n } = useTranslation('desk');
  const english = i18n.language.startsWith('en');
  const { isOffered } = useOfferedCodes();
  const held = value.flatMap((code) => [code, code.slice(0, 1)]);
  const tree = treeOf(CODE_TABLES.INDUSTRY_SECTION, CODE_TABLES.INDUSTRY_DIVISION, english, false, (entry) =>
    isOffered(entry.parent ? 'INDUSTRY_DIVISION' : 'INDUSTRY_SECTION', entry, held),
  );
  return (
    <TreeSelect<string[]>
      id={controlId(name)}
      className="rc-tree"
      multiple
      maxCount={max}
      showSearch={{ treeNodeFilterProp: 'title' }}
      treeData={tree}
      value={value}
      placeholder={t('desk:field.pickTree')}
      status={isInvalid ? 'error' : ''}
      onChange={onChange}
    />
  );
}
