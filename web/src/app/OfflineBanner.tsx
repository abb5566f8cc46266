import { CloudOff } from 'lucide-react';
import { reachable } from '@/lib/api/connection';
import { useSignal } from '@/lib/signal';

export function OfflineBanner() {
  const isReachable = useSignal(reachable);
  return (
    <div role="status" className="contents">
      {!isReachable && (
        <p className="flex items-center justify-center gap-2 bg-warn-soft px-3 py-1.5 text-center text-sm text-warn">
          <CloudOff aria-hidden="true" className="size-4 shrink-0" />
          Glean cannot be reached. What you see may be old; it is read anew as soon as the connection is back.
        </p>
      )}
    </div>
  );
}
