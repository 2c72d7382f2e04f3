const SHAPES = {
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.5 15.5 20 20',
  menu: 'M4 7h16M4 12h16M4 17h16',
  close: 'M6 6l12 12M18 6 6 18',
  filter: 'M4 6h16M7 12h10M10 18h4',
  down: 'M6 9l6 6 6-6',
  right: 'M9 6l6 6-6 6',
  bell: 'M6 16V11a6 6 0 1 1 12 0v5l1.5 2h-15L6 16ZM10 20.5h4',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c1-4 4-5.5 7.5-5.5s6.500 1.500 7.500 5.500',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 1 1 7 0v3',
  print: 'M7 9V4h10v5M7 17H4v-8h16v8h-3M7 14h10v6H7z',
  link: 'M10 14a4 4 0 0 0 5.700 0l3-3a4 4 0 0 0-5.700-5.700l-1 1M14 10a4 4 0 0 0-5.700 0l-3 3a4 4 0 0 0 5.700 5.700l1-1',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  warn: 'M12 4 2.500 20h19L12 4ZM12 10v4.500M12 17v.5',
} as const;
export type IconName = keyof typeof SHAPES;

/** Line icons of the shell; always beside words or under a labelled button, so they are hidden from readers. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={SHAPES[name]} />
    </svg>
  );
}

/** Four-pointed star: the sign of the platform. */
export function Star({ size = 14, className }: { size?: number; className?: string }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false" className={className}>
      <path d="M8 0l1.900 6.100L16 8l-6.100 1.900L8 16l-1.900-6.100L0 8l6.100-1.900z" fill="currentColor" />
    </svg>
  );
}
