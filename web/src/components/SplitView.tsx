import type { ReactNode } from 'react';
import { useMedia, wide } from '@/lib/useMedia';

interface SplitViewProps {
  /** What chooses the lines of the list; it gives way with the list. */
  filters?: ReactNode;
  list: ReactNode;
  /** What is looked at; null while nothing is. */
  preview: ReactNode | null;
}

/** A list with what is looked at beside it; where there is little room, one or the other. */
export function SplitView({ filters, list, preview }: SplitViewProps) {
  const hasRoom = useMedia(wide.desk);
  if (!hasRoom) {
    return (
      <div className="flex min-h-0 flex-1 flex-col">
        {preview ?? (
          <>
            {filters}
            {list}
          </>
        )}
      </div>
    );
  }
  return (
    <>
      {filters}
      <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <div className="flex min-h-0 flex-col">{list}</div>
        <div className="flex min-h-0 flex-col border-l border-line">
          {preview ?? <p className="m-auto p-6 text-sm text-faint">Choose a line to look at it here.</p>}
        </div>
      </div>
    </>
  );
}
