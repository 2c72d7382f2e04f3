import { useState } from 'react';

const STORE = 'fanxing.curation.keys';

/** Single keys can be switched off (WCAG 2.1.4), for instance by people who speak to their computer. */
export function useKeySwitch() {
  const [isOn, setOn] = useState(() => {
    try {
      return localStorage.getItem(STORE) !== 'off';
    } catch {
      // Storage may be blocked; the keys then start switched on.
      return true;
    }
  });
  return {
    isOn,
    setOn: (on: boolean): void => {
      setOn(on);
      try {
        localStorage.setItem(STORE, on ? 'on' : 'off');
      } catch {
        // Blocked storage: the choice holds until the page is left.
        setOn(on);
      }
    },
  };
}
