import { useEffect, useState } from 'react';
import { ago, localTime, utcTime } from '@/lib/time';

const tickMilliseconds = 30_000;
const followers = new Set<(now: number) => void>();
let timer: number | undefined;

/** The time, for all who show one, twice a minute. */
function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    followers.add(setNow);
    timer ??= window.setInterval(() => {
      for (const follow of followers) {
        follow(Date.now());
      }
    }, tickMilliseconds);
    return () => {
      followers.delete(setNow);
      if (followers.size === 0) {
        window.clearInterval(timer);
        timer = undefined;
      }
    };
  }, []);
  return now;
}

/** How long ago, or when; the tooltip has the local time and UTC. */
export function Time({ at, absolute = false, className }: { at: string; absolute?: boolean; className?: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={`${localTime(at)}\n${utcTime(at)}`} className={className}>
      {absolute ? localTime(at) : ago(at, now)}
    </time>
  );
}
