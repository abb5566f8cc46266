import { useEffect, useState } from 'react';

/** Seconds left until a time in milliseconds; 0 when it has passed. */
export function useCountdown(until: number | null): number {
  const [now, setNow] = useState(Date.now);
  const left = until === null ? 0 : Math.max(0, Math.ceil((until - now) / 1000));
  const isRunning = until !== null && until > Date.now();
  useEffect(() => {
    if (!isRunning) {
      return undefined;
    }
    setNow(Date.now());
    const timer = window.setInterval(() => setNow(Date.now()), 250);
    return () => window.clearInterval(timer);
  }, [isRunning]);
  return left;
}
