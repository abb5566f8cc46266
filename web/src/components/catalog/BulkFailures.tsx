import { Link } from 'react-router';
import { StatusBadge } from '@/components/Badge';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Foreign } from '@/components/Foreign';
import { Time } from '@/components/Time';
import { plural } from '@/lib/text';
import type { BulkResult } from './useBulkStatus';

interface BulkFailuresProps {
  result: BulkResult;
  /** The names of tools, as far as they are known. */
  nameOf: (id: number) => string | undefined;
  onClose: () => void;
}

/** What a decision on many could not do, tool by tool. */
export function BulkFailures({ result, nameOf, onClose }: BulkFailuresProps) {
  const name = (id: number) => nameOf(id) ?? `Tool ${id}`;
  return (
    <Dialog
      title={`${plural(result.conflicts.length + result.notFound.length, 'tool')} left as they were`}
      onClose={onClose}
      footer={
        <Button tone="accent" onClick={onClose}>
          Close
        </Button>
      }
    >
      <p className="mb-3 text-sm text-soft">
        {result.updated > 0
          ? `${plural(result.updated, 'tool is', 'tools are')} ${result.status} now. These are not:`
          : 'None was changed.'}
      </p>
      <ul className="grid gap-2 text-sm">
        {result.conflicts.map((conflict) => (
          <li key={conflict.id} className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <Link to={`/tools/${conflict.id}`} onClick={onClose} className="font-medium hover:underline">
              <Foreign text={name(conflict.id)} />
            </Link>
            <StatusBadge status={conflict.status} />
            <span className="text-xs text-faint">
              {conflict.decided_by !== null && (
                <>
                  <Foreign text={conflict.decided_by} /> decided{' '}
                </>
              )}
              {conflict.decided_at !== null && <Time at={conflict.decided_at} />}
            </span>
          </li>
        ))}
        {result.notFound.map((id) => (
          <li key={id}>
            <Foreign text={name(id)} className="font-medium" />{' '}
            <span className="text-xs text-faint">was merged or removed</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
