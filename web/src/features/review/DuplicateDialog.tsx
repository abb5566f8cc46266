import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { StatusBadge } from '@/components/Badge';
import { Dialog } from '@/components/Dialog';
import { SearchInput } from '@/components/Field';
import { Foreign } from '@/components/Foreign';
import { api, data } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { shortAddress } from '@/lib/text';
import { ComparePair } from './ComparePair';
import type { MergePlan } from './merging';
import type { Dossier } from './queries';

interface DuplicateDialogProps {
  dossier: Dossier;
  onMerge: (plan: MergePlan) => void;
  onClose: () => void;
}

/** The likeliest duplicate side by side, or a search for another tool. */
export function DuplicateDialog({ dossier, onMerge, onClose }: DuplicateDialogProps) {
  const { tool, duplicates } = dossier;
  const others = duplicates.map((pair) => (pair.first.id === tool.id ? pair.second : pair.first));
  const [otherId, setOtherId] = useState<number | null>(others[0]?.id ?? null);
  return (
    <Dialog
      title={otherId === null ? `Which tool is the same as ${tool.name}?` : 'Are these the same?'}
      onClose={onClose}
      width="wide"
    >
      {otherId === null ? (
        <PickTool except={tool.id} onPick={setOtherId} />
      ) : (
        <ComparePair
          key={otherId}
          firstId={tool.id}
          secondId={otherId}
          onMerge={onMerge}
          onApart={onClose}
          onOther={() => setOtherId(null)}
        />
      )}
    </Dialog>
  );
}

function PickTool({ except, onPick }: { except: number; onPick: (id: number) => void }) {
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  const found = useQuery({
    queryKey: [...keys.tools, 'pick', search],
    queryFn: ({ signal }) =>
      data(api.GET('/api/tools', { params: { query: { search: search || undefined, limit: 12 } }, signal })),
    placeholderData: (before) => before,
  });
  const tools = found.data?.tools.filter((other) => other.id !== except) ?? [];
  return (
    <div className="grid min-h-80 content-start gap-2">
      <SearchInput label="Search tools" value={typed} onChange={setTyped} />
      <ul className="grid gap-0.5">
        {tools.map((other) => (
          <li key={other.id}>
            <button
              type="button"
              onClick={() => onPick(other.id)}
              className="touch flex w-full items-center gap-3 rounded-md px-2 py-1.5 text-left text-sm hover:bg-hover"
            >
              <span className="min-w-0 flex-1">
                <Foreign text={other.name} className="font-medium" />
                {other.url !== null && <Foreign text={shortAddress(other.url)} className="ml-2 text-xs text-faint" />}
              </span>
              <StatusBadge status={other.status} />
            </button>
          </li>
        ))}
      </ul>
      {found.data && tools.length === 0 && (
        <p className="py-6 text-center text-sm text-faint">No tool is called that.</p>
      )}
    </div>
  );
}
