import { useEffect, useRef } from 'react';

/** The newest value inside long-lived listeners. */
export function useLatest<T>(value: T) {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}
