import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { WORD_LIST } from '../../../server/kernel/sensitive-words.ts';
import { checkTexts, FINDING_CODES, linesOf } from '../../../server/kernel/text-check.ts';

const codes = (text: string) => checkTexts({ text }).map(({ code, level }) => `${level} ${code}`);

describe('the machine check of texts', () => {
  const TABLE: [string, string[]][] = [
    ['请致电13800138000联系', ['BLOCK CONTACT_MOBILE']],
    ['请致电138-0013-8000联系', ['BLOCK CONTACT_MOBILE']],
    ['请致电１３８００１３８０００联系', ['BLOCK CONTACT_MOBILE']],
    ['请致电138\u200b0013\u200b8000联系', ['BLOCK CONTACT_MOBILE']],
    ['专利号ZL202419990001.6，处理量13800138000001个', []],
    ['电话0532-88881234', ['BLOCK CONTACT_PHONE']],
    ['电话０５３２－８８８８１２３４', ['BLOCK CONTACT_PHONE']],
    ['写信到someone＠firm.example', ['BLOCK CONTACT_MAIL']],
    ['微信号：lab_12345', ['BLOCK CONTACT_CHAT']],
    ['见 https://firm.example/a', ['REVIEW LINK']],
    ['属于国家秘密', ['BLOCK SECRET']],
    ['经审查不属国家秘密，为非国家秘密', ['BLOCK SECRET']],
    ['经审查为非国家秘密', []],
    ['整体达到国际领先水平', ['REVIEW SUPERLATIVE']],
    ['可根治糖尿病', ['REVIEW MEDICAL_CLAIM']],
    ['本品性能优异', ['HINT VAGUE_CLAIM']],
    ['含炸药成分', ['REVIEW SENSITIVE']],
    ['露天爆破振动监测，爆破参数优化', []],
    ['该物质有毒性', ['REVIEW SENSITIVE']],
    ['完成急性毒性与遗传毒性试验', []],
    ['网络赌博识别', ['BLOCK SENSITIVE']],
    ['海带多糖的连续提取', []],
  ];
  for (const [text, expected] of TABLE)
    it(`${text.slice(0, 24)} → ${expected.join(', ') || 'nothing'}`, () => expect(codes(text)).toEqual(expected));

  it('shows the span in the text as it was written', () => {
    const text = '说明：\u200b请拨１３８ ００１３ ８０００。';
    const [hit] = checkTexts({ text });
    expect(text.slice(hit!.start, hit!.end)).toBe('１３８ ００１３ ８０００');
    expect(hit!.excerpt).toBe('１３８ ００１３ ８０００');
  });

  it('reads lists as lines, so that no hit runs over two entries', () => {
    expect(linesOf(['a', null, ['b', '', 'c']])).toBe('a\n\nb c');
    expect(codes(linesOf(['编号138', '0013', '8000']))).toEqual([]);
  });

  it('has an owner, a version, and a sentence on the pages for each code', () => {
    expect(WORD_LIST.owner).not.toBe('');
    expect(WORD_LIST.version).toMatch(/^\d{4}\.\d{2}-\d+$/u);
    for (const language of ['zh-CN', 'en-US']) {
      const { finding } = JSON.parse(
        readFileSync(new URL(`../../../web/src/locales/${language}/desk.json`, import.meta.url), 'utf8'),
      ) as { finding: Record<string, string> };
      for (const code of FINDING_CODES)
        expect([language, code, Boolean(finding[code])]).toEqual([language, code, true]);
    }
  });
});
