import { ChevronDown } from 'lucide-react';
import { Button } from '@/components/Button';
import { BulkFailures } from '@/components/catalog/BulkFailures';
import { useBulkStatus } from '@/components/catalog/useBulkStatus';
import { Menu, MenuItem } from '@/components/Menu';
import type { Schemas } from '@/lib/api/client';
import { useActions } from '@/lib/keyboard/useActions';

const moves = [
  { status: 'approved', label: 'Approve', key: 'a' },
  { status: 'rejected', label: 'Reject', key: 'r' },
  { status: 'review', label: 'Back to review', key: 'b' },
] as const;

/** Moves the tool to another status, with undo. */
export function StatusActions({ tool }: { tool: Schemas['ToolPageDetail'] }) {
  const bulk = useBulkStatus();
  const possible = moves.filter((move) => move.status !== tool.status);
  const move = (status: string) => bulk.decide({ ids: [tool.id], status });
  useActions(
    possible.map(({ status, label, key }) => ({
      id: `tool.${status}`,
      title: label,
      group: 'Tool',
      keys: [key],
      run: () => move(status),
    })),
  );
  return (
    <>
      <Menu
        trigger={
          <Button tone="accent" busy={bulk.busy}>
            Decide
            <ChevronDown aria-hidden="true" />
          </Button>
        }
      >
        {possible.map(({ status, label }) => (
          <MenuItem key={status} onSelect={() => move(status)}>
            {label}
          </MenuItem>
        ))}
      </Menu>
      {bulk.failed && <BulkFailures result={bulk.failed} nameOf={() => tool.name} onClose={bulk.forgetFailed} />}
    </>
  );
}
