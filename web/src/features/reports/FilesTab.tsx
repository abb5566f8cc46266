import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Download, FileText } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '@/components/Badge';
import { Button, buttonClass } from '@/components/Button';
import { Card } from '@/components/Card';
import { Confirm } from '@/components/Confirm';
import { Foreign } from '@/components/Foreign';
import { EmptyState, ErrorState, Skeleton } from '@/components/States';
import { Time } from '@/components/Time';
import { api } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { bytes } from '@/lib/bytes';
import { title } from '@/lib/text';
import { localDate } from '@/lib/time';
import { toast } from '@/lib/toasts';
import { filesQuery, type SavedFile } from './queries';
import { formats } from './report';

/** The reports that were saved, the newest first. */
export function FilesTab({ canAct }: { canAct: boolean }) {
  const client = useQueryClient();
  const { data: files, error, refetch } = useQuery(filesQuery);
  const [leaving, setLeaving] = useState<SavedFile | null>(null);
  const remove = useMutation({
    mutationFn: ({ name }: SavedFile) => api.DELETE('/api/reports/files/{name}', { params: { path: { name } } }),
    onSuccess: (_, { name }) => toast({ text: `${name} is deleted` }),
    onSettled: () => {
      setLeaving(null);
      return client.invalidateQueries({ queryKey: keys.reports });
    },
  });
  if (files === undefined) {
    return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton rows={6} />;
  }
  if (files.length === 0) {
    return (
      <EmptyState icon={FileText} title="No report is saved yet">
        Look at one, then save it; a schedule can save one every week.
      </EmptyState>
    );
  }
  return (
    <Card flush className="max-w-4xl">
      <ul aria-label="Saved reports" className="divide-y divide-line">
        {files.map((file) => (
          <li key={file.name} className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-4 py-2.5 text-sm">
            <span className="grid min-w-0 flex-1 basis-56 gap-0.5">
              <span className="flex flex-wrap items-center gap-2 font-medium">
                {title(file.kind)}, {localDate(file.day)}
                <Badge>{formats.find(({ value }) => value === file.format)?.label ?? file.format}</Badge>
              </span>
              <Foreign text={file.name} className="font-mono text-xs text-faint" />
            </span>
            <span className="text-xs text-faint">
              {bytes(file.bytes)}, saved <Time at={file.saved_at} />
            </span>
            <span className="flex gap-2">
              <a
                href={`/api/reports/files/${encodeURIComponent(file.name)}`}
                download={file.name}
                aria-label={`Download ${file.name}`}
                className={buttonClass('plain', 'small')}
              >
                <Download aria-hidden="true" />
                Download
              </a>
              {canAct && (
                <Button size="small" tone="quiet" aria-label={`Delete ${file.name}`} onClick={() => setLeaving(file)}>
                  Delete…
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {leaving && (
        <Confirm
          title={`Delete ${leaving.name}?`}
          deed="Delete"
          busy={remove.isPending}
          onConfirm={() => remove.mutate(leaving)}
          onClose={() => setLeaving(null)}
        >
          The file cannot be brought back. A report of the same days can be made anew, from what is known then.
        </Confirm>
      )}
    </Card>
  );
}
