import { useEffect, useRef, useState } from 'react';

/**
 * A value that is typed at once and told on when the typing pauses.
 * @param value what holds outside, such as in the address; a change of it there is taken over.
 */
export function useDebounced(
  value: string,
  tell: (value: string) => void,
  milliseconds = 250,
): [typed: string, type: (value: string) => void] {
  const [typed, setTyped] = useState(value);
  const [told, setTold] = useState(value);
  const timer = useRef<number | undefined>(undefined);
  if (value !== told) {
    setTold(value);
    setTyped(value);
  }
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return [
    typed,
    (next) => {
      setTyped(next);
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => {
        setTold(next);
        tell(next);
      }, milliseconds);
    },
  ];
}
