import { PROVINCE, QINGDAO_DISTRICT, SHANDONG_CITY } from '../contracts/code-tables/index.ts';

const find = (table: readonly { code: string; zh: string }[], code: string): string | undefined =>
  table.find((entry) => entry.code === code)?.zh;

/** Reads 370212 as 青岛市崂山区; a code outside the tables is shown as it is. */
export function regionLabel(code: string): string {
  const district = find(QINGDAO_DISTRICT, code);
  if (district) return `青岛市${district}`;
  return find(SHANDONG_CITY, code) ?? find(PROVINCE, code) ?? find(PROVINCE, `${code.slice(0, 2)}0000`) ?? code;
}
