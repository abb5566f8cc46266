import { useQuery } from '@tanstack/react-query';
import { Foreign } from '@/components/Foreign';
import { ScrollRegion } from '@/components/ScrollRegion';
import { ErrorState, Skeleton } from '@/components/States';
import { cx } from '@/lib/cx';
import { localTime, utcTime } from '@/lib/time';
import { logQuery } from './queries';

/** The last lines of the server's log, newest first. */
export function LogTab() {
  const log = useQuery(logQuery);
  if (log.data === undefined) {
    return log.error ? <ErrorState error={log.error} onRetry={() => void log.refetch()} /> : <Skeleton rows={8} />;
  }
  return (
    <ScrollRegion label="Log" className="flex-1 bg-panel">
      <ol data-log="" className="grid gap-1 p-4 font-mono text-xs md:px-6">
        {log.data.lines.map((line, at) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own, and may be alike.
            key={at}
            className="grid grid-cols-[max-content_max-content_minmax(0,1fr)] gap-x-3 max-sm:grid-cols-1"
          >
            <time dateTime={line.at} title={`${localTime(line.at)}\n${utcTime(line.at)}`} className="text-faint">
              {utcTime(line.at).slice(0, 19)}
            </time>
            <span
              className={cx(
                line.level === 'error' || line.level === 'critical'
                  ? 'text-bad'
                  : line.level === 'warn'
                    ? 'text-warn'
                    : 'text-faint',
              )}
            >
              {line.level} {line.category}
            </span>
            <Foreign text={line.message} />
          </li>
        ))}
      </ol>
    </ScrollRegion>
  );
}
