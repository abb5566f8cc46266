import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Confirm } from '@/components/Confirm';
import { Switch } from '@/components/Field';
import { api, data } from '@/lib/api/client';
import { plural } from '@/lib/text';
import { toast } from '@/lib/toasts';
import { statusQuery } from './queries';

interface SampleDataProps {
  isAdmin: boolean;
  demo: boolean;
  onDemo: (demo: boolean) => void;
}

/** Runs on sample texts, which a production server does not offer; and a way to be rid of what came of them. */
export function SampleData({ isAdmin, demo, onDemo }: SampleDataProps) {
  const client = useQueryClient();
  const { data: status } = useQuery(statusQuery);
  const [isAsking, setAsking] = useState(false);
  const purge = useMutation({
    mutationFn: () => data(api.DELETE('/api/demo')),
    onSuccess: ({ tools, discoveries }) =>
      toast({ text: `Sample data is gone: ${plural(tools, 'tool')}, ${plural(discoveries, 'text')}.` }),
    onSettled: () => {
      setAsking(false);
      return client.invalidateQueries();
    },
  });
  return (
    <>
      {status?.environment === 'development' && <Switch label="Sample data" checked={demo} onChange={onDemo} />}
      {isAdmin && (status?.sample_rows ?? 0) > 0 && (
        <Button tone="quiet" onClick={() => setAsking(true)}>
          Purge sample data…
        </Button>
      )}
      {isAsking && (
        <Confirm
          title="Purge sample data?"
          deed="Purge"
          busy={purge.isPending}
          onConfirm={() => purge.mutate()}
          onClose={() => setAsking(false)}
        >
          The sample texts, what was read out of them, and the tools that no real text names go for good, with the
          decisions on them. Everything else stays.
        </Confirm>
      )}
    </>
  );
}
