import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { api, data } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { toast } from '@/lib/toasts';

/** Queues one of the jobs that look after the database. */
export function useJob() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { mutate, isPending } = useMutation({
    mutationFn: ({ type, body = {} }: { type: 'backup' | 'maintenance'; body?: Record<string, unknown> }) =>
      data(api.POST(`/api/jobs/${type}`, { body })),
    onSuccess: (job) =>
      toast({
        text: job.message,
        action: { label: 'Watch', run: () => void navigate(`/jobs?job=${job.job_id}`) },
      }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.jobs }),
  });
  return { queue: mutate, isPending };
}
