import type { Workbook, Worksheet } from 'exceljs';

/** Fills a sheet by hand; for cases a test wants to see whole. */
export async function makeWorkbook(
  fill: (sheet: Worksheet, workbook: Workbook) => void,
  name = 'Sheet1',
): Promise<Buffer> {
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  fill(workbook.addWorksheet(name), workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

export interface InstituteRow {
  institute: string;
  title: string;
  field: string;
  maturity: string;
  price: string | number;
  patents: string;
  completed: Date | string | number;
  contact: string;
  phone: number | string;
}

export const INSTITUTE_ROWS: readonly InstituteRow[] = [
  {
    institute: '岚湾海洋大学',
    title: '一种褐藻多糖膜分离连续提取工艺',
    field: '生物与新医药',
    maturity: '小试完成正在中试',
    price: '50-80',
    patents: 'ZL201710601862.3；CN116187299A',
    completed: new Date(Date.UTC(2024, 10, 19)),
    contact: '李某',
    phone: 13800000000,
  },
  {
    institute: '岚湾海洋大学',
    title: '耐湿热光学压敏胶及贴合工艺',
    field: '新材料',
    maturity: 'TRL6',
    price: 300,
    patents: '202310212280.1',
    completed: '2024年11月',
    contact: '王某',
    phone: '13800000001',
  },
  {
    institute: '岚湾海洋大学',
    title: '船舶分段全域视觉测量技术',
    field: '先进制造与自动化',
    maturity: '六级',
    price: '面议',
    patents: '授权发明专利3项',
    completed: 45615,
    contact: '赵某',
    phone: 13800000002,
  },
  {
    institute: '青屿工业技术研究院',
    title: '注塑件缺陷深度学习在线识别',
    field: '电子信息',
    maturity: '产业化',
    price: '100万起',
    patents: '无',
    completed: '2024.11',
    contact: '周某',
    phone: '0532-80000000',
  },
];

/**
 * A list as institutes send it: title over the whole width, two header rows with merged cells and the unit in the
 * header, one institute cell merged over many rows, a hidden row, a blank numbered row, and notes at the foot.
 */
export function makeInstituteList(rows: readonly InstituteRow[] = INSTITUTE_ROWS): Promise<Buffer> {
  return makeWorkbook((sheet) => {
    sheet.addRow(['岚湾市2024年科技成果汇总表']);
    sheet.mergeCells('A1:J1');
    sheet.addRow(['填报单位：岚湾市科学技术局（示例）']);
    sheet.addRow(['序号', '完成单位', '成果信息', '', '', '', '', '完成时间', '单位信息', '']);
    sheet.addRow(['', '', '成果名称*', '技术领域', '成熟度', '转让价格(万元)', '知识产权', '', '联系人', '联系电话']);
    for (const range of ['A3:A4', 'B3:B4', 'C3:G3', 'H3:H4', 'I3:J3']) sheet.mergeCells(range);
    let from = 5;
    for (const [index, row] of rows.entries()) {
      const at = 5 + index;
      const isFirst = index === 0 || rows[index - 1]!.institute !== row.institute;
      if (isFirst) from = at;
      sheet.addRow([
        index + 1,
        isFirst ? row.institute : '',
        row.title,
        row.field,
        row.maturity,
        row.price,
        row.patents,
        row.completed,
        row.contact,
        row.phone,
      ]);
      if (row.completed instanceof Date) sheet.getCell(at, 8).numFmt = 'yyyy/m/d';
      if (rows[index + 1]?.institute !== row.institute && at > from) sheet.mergeCells(from, 2, at, 2);
    }
    sheet.getRow(6).hidden = true;
    const foot = 5 + rows.length;
    sheet.addRow([rows.length + 1]);
    sheet.addRow(['注：1.成熟度按九级填写；2.价格单位为万元。']);
    sheet.mergeCells(foot + 1, 1, foot + 1, 10);
    sheet.addRow(['填表人：张某', '', '', '', '联系电话：0532-80000000']);
  }, '成果汇总');
}

const CENTRAL = 0x02014b50;

/** A zip of stored entries whose directory may claim another size than the data has; for hostile archives. */
export function makeZip(
  entries: readonly { name: string; data: Buffer; claimedSize?: number; deflated?: Buffer; encrypted?: boolean }[],
): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, claimedSize, deflated, encrypted } of entries) {
    const body = deflated ?? data;
    const bytes = Buffer.from(name);
    const size = claimedSize ?? data.length;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(encrypted ? 1 : 0, 6);
    local.writeUInt16LE(deflated ? 8 : 0, 8);
    local.writeUInt32LE(body.length, 18);
    local.writeUInt32LE(size, 22);
    local.writeUInt16LE(bytes.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(CENTRAL, 0);
    central.writeUInt16LE(20, 4);
    central.writeUInt16LE(20, 6);
    local.copy(central, 8, 6, 30);
    central.writeUInt32LE(offset, 42);
    directory.push(central, bytes);
    locals.push(local, bytes, body);
    offset += local.length + bytes.length + body.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}
