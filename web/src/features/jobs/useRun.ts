import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Schemas } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { title } from '@/lib/text';
import { toast } from '@/lib/toasts';
import { type Options, queueJob, type StageJob } from './queries';

/** Queues jobs and tells so, with a way to watch them. */
export function useRun(watch: (id: string) => void) {
  const client = useQueryClient();
  const told = (job: Schemas['JobAccepted']) =>
    toast({
      text: `${title(job.type)}${job.scout_type === null ? '' : ` ${title(job.scout_type)}`} is queued.`,
      action: { label: 'Watch', run: () => watch(job.job_id) },
    });
  const run = useMutation({
    mutationFn: ({ type, options = {} }: { type: 'scout' | StageJob; options?: Options }) => queueJob(type, options),
    onSuccess: told,
    onSettled: () => client.invalidateQueries({ queryKey: keys.jobs }),
  });
  return { run: run.mutate, isPending: run.isPending, told };
}
