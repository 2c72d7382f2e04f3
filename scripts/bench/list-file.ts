import { randomFrom, syntheticDocuments } from './documents.ts';

const HEADER = [
  '序号',
  '完成单位',
  '成果名称',
  '成果简介',
  '关键词',
  '技术领域',
  '成熟度',
  '转让价格(万元)',
  '合作方式',
  '专利号',
  '完成时间',
  '联系人',
  '联系电话',
];
const FIELDS = ['电子信息', '生物与新医药', '新材料', '新能源与节能', '先进制造与自动化', '资源与环境'];
const MATURITY = ['小试', '中试', 'TRL6', '七级', '产业化', '实验室阶段'];
const PRICES = ['面议', 50, '50-80', '100万起', 300, ''];
const WAYS = ['技术转让', '许可使用', '作价入股', '合作开发'];

/** A workbook of `rows` achievements as institutes send it: many ways to write one thing, some cells empty. */
export async function makeListFile(rows: number): Promise<Buffer> {
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('成果汇总');
  sheet.addRow(HEADER);
  const random = randomFrom(23);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  let i = 0;
  for (const document of syntheticDocuments(rows, 5)) {
    i += 1;
    const owner = Number(/\d+$/u.exec(document.tags.owner?.[0] ?? '')?.[0] ?? 0);
    sheet.addRow([
      i,
      `示例大学${owner}`,
      // The same titles come up again and again in recombined texts; a number keeps most rows apart.
      `${document.title.slice(0, 50)}${i}型`,
      document.body.slice(0, 1500),
      document.keywords.join('；'),
      pick(FIELDS),
      pick(MATURITY),
      pick(PRICES),
      pick(WAYS),
      random() < 0.4 ? `授权发明专利${1 + Math.floor(random() * 4)}项` : '',
      pick(['2024年11月', '2023.06', '2022-12', new Date(Date.UTC(2024, 4, 1))]),
      '李某',
      `138${String(i).padStart(8, '0')}`,
    ]);
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
