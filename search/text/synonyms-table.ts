/** Groups of expressions that mean the same in demands and achievements. Each line is one group; edit freely. */
export const SYNONYM_GROUPS: readonly (readonly string[])[] = [
  ['地瓜', '红薯', '甘薯'],
  ['土豆', '马铃薯'],
];
