import { Button } from '@/components/Button';
import { plural } from '@/lib/text';

interface BulkBarProps {
  count: number;
  busy: boolean;
  onApprove: () => void;
  onReject: () => void;
  onClear: () => void;
}

export function BulkBar({ count, busy, onApprove, onReject, onClear }: BulkBarProps) {
  return (
    <div
      role="toolbar"
      aria-label="Selected tools"
      className="flex flex-wrap items-center gap-2 border-b border-line bg-selected px-3 py-2 text-sm"
    >
      <span className="mr-auto font-medium tabular-nums">{plural(count, 'tool')} selected</span>
      <Button size="small" tone="good" shortcut="a" busy={busy} onClick={onApprove}>
        Approve
      </Button>
      <Button size="small" tone="bad" shortcut="r" busy={busy} onClick={onReject}>
        Reject
      </Button>
      <Button size="small" tone="quiet" onClick={onClear}>
        Clear
      </Button>
    </div>
  );
}
