import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, data } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { toast } from '@/lib/toasts';

/** Stopping a job and running one again. */
export function useJobCommands(watch: (id: string) => void) {
  const client = useQueryClient();
  const onSettled = () => {
    void client.invalidateQueries({ queryKey: keys.jobs });
    void client.invalidateQueries({ queryKey: ['job'] });
  };
  const retry = useMutation({
    mutationFn: (id: string) => data(api.POST('/api/jobs/{id}/retry', { params: { path: { id } } })),
    onSuccess: (job) => {
      toast({ text: 'The job is queued again.' });
      watch(job.job_id);
    },
    onSettled,
  });
  const cancel = useMutation({
    mutationFn: (id: string) => data(api.DELETE('/api/jobs/{id}', { params: { path: { id } } })),
    onSuccess: (job, id) =>
      toast({
        text: job.message,
        ...(job.status === 'cancelled' && { action: { label: 'Run again', run: () => retry.mutate(id) } }),
      }),
    onSettled,
  });
  return { cancel: cancel.mutate, retry: retry.mutate, isPending: cancel.isPending || retry.isPending };
}
