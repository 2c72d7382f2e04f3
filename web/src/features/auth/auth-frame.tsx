import type { ReactNode } from 'react';
import { usePageTitle } from '../../components/page-header.tsx';
import { useErrorWords } from '../../components/states.tsx';
import { authWords } from './auth.api.ts';
import './auth.css';

/** A sheet before the night sky; the three stars of the sign stand over it. */
export function AuthFrame({
  title,
  note,
  children,
  foot,
}: {
  title: string;
  note?: ReactNode;
  children: ReactNode;
  foot?: ReactNode;
}) {
  const heading = usePageTitle(title);
  return (
    <div className="fx-auth">
      <svg
        className="fx-auth__sky"
        viewBox="0 0 1200 420"
        preserveAspectRatio="xMidYMid slice"
        aria-hidden="true"
        focusable="false"
      >
        <path d="M60 360 260 190l180 70 240-160 190 90 260-150" fill="none" stroke="#43568f" strokeWidth="1.200" />
        {[
          [60, 360, 4],
          [260, 190, 3],
          [440, 260, 3],
          [680, 100, 4],
          [870, 190, 3],
          [150, 90, 1.6],
          [330, 330, 1.6],
          [560, 40, 1.4],
          [760, 310, 1.6],
          [990, 300, 1.4],
          [1060, 140, 1.6],
          [40, 200, 1.4],
        ].map(([x, y, r]) => (
          <circle key={`${x}${y}`} cx={x} cy={y} r={r} fill="#dfe6ff" />
        ))}
        <path
          d="M1130 14l6.500 18.500L1155 39l-18.500 6.500L1130 64l-6.500-18.500L1105 39l18.500-6.500z"
          fill="#f5b041"
        />
      </svg>
      <div className="fx-auth__sheet">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {note ? <div className="fx-auth__note">{note}</div> : null}
        {children}
        {foot ? <div className="fx-auth__foot">{foot}</div> : null}
      </div>
    </div>
  );
}

/** What the server said about the whole form. */
export function FormError({ error }: { error: unknown }) {
  const words = useErrorWords();
  if (!error) return <div role="alert" />;
  const { detail } = words(error);
  return (
    <div role="alert">
      <p className="fx-notice fx-notice--bad">{authWords(error) ?? detail}</p>
    </div>
  );
}
