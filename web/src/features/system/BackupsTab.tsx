import { useMutation, useQuery } from '@tanstack/react-query';
import { Archive, Download } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '@/components/Badge';
import { Button, buttonClass } from '@/components/Button';
import { Card } from '@/components/Card';
import { Checkbox } from '@/components/Field';
import { EmptyState, ErrorState, Skeleton } from '@/components/States';
import { Time } from '@/components/Time';
import { api, data, type Schemas } from '@/lib/api/client';
import { bytes } from '@/lib/bytes';
import { backupsQuery } from './queries';
import { useJob } from './useJob';

/** The copies of the database: making one, proving one, taking one away. */
export function BackupsTab() {
  const backups = useQuery(backupsQuery);
  const { queue, isPending } = useJob();
  const [encrypt, setEncrypt] = useState(false);
  if (backups.data === undefined) {
    return backups.error ? (
      <ErrorState error={backups.error} onRetry={() => void backups.refetch()} />
    ) : (
      <Skeleton rows={6} />
    );
  }
  const files = backups.data.backups;
  return (
    <div className="grid gap-4 p-4 md:p-6">
      <div className="flex flex-wrap items-center gap-3">
        <Button
          tone="accent"
          busy={isPending}
          onClick={() => queue({ type: 'backup', body: encrypt ? { encrypt: true } : {} })}
        >
          Create a backup
        </Button>
        <Button
          busy={isPending}
          disabled={files.length === 0}
          onClick={() => queue({ type: 'backup', body: { drill: true } })}
        >
          Restore drill
        </Button>
        {backups.data.can_encrypt && (
          <Checkbox label="Encrypted" checked={encrypt} onChange={(event) => setEncrypt(event.target.checked)} />
        )}
      </div>
      {files.length === 0 ? (
        <EmptyState icon={Archive} title="No backup yet">
          Create one now; the schedule makes one every night. The restore drill proves that the newest can be restored.
        </EmptyState>
      ) : (
        <Card title="Backups, newest first" flush>
          <ul className="divide-y divide-line">
            {files.map((file) => (
              <Backup key={file.name} file={file} />
            ))}
          </ul>
        </Card>
      )}
      <p className="text-sm text-soft">
        To restore, stop the server and run <code className="font-mono">glean restore FILE</code>.
      </p>
    </div>
  );
}

function Backup({ file }: { file: Schemas['BackupView'] }) {
  const verify = useMutation({
    mutationFn: () => data(api.POST('/api/system/backups/{name}/verify', { params: { path: { name: file.name } } })),
  });
  return (
    <li className="grid gap-1.5 px-4 py-2.5 text-sm">
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <code className="min-w-0 font-mono text-xs">{file.name}</code>
        {file.encrypted && <Badge tone="accent">Encrypted</Badge>}
        <span className="text-xs text-faint">
          {bytes(file.bytes)}, made <Time at={file.made_at} />
        </span>
        <span className="ml-auto flex gap-2">
          <Button
            size="small"
            busy={verify.isPending}
            aria-label={`Verify ${file.name}`}
            onClick={() => verify.mutate()}
          >
            Verify
          </Button>
          <a
            href={`/api/system/backups/${encodeURIComponent(file.name)}`}
            download={file.name}
            aria-label={`Download ${file.name}`}
            className={buttonClass('quiet', 'small')}
          >
            <Download aria-hidden="true" />
          </a>
        </span>
      </span>
      <span role="status">
        {verify.data !== undefined && (
          <span className={verify.data.sound ? 'text-good' : 'text-bad'}>{verify.data.message}</span>
        )}
      </span>
    </li>
  );
}
