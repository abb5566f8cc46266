import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, data, type Schemas } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';

export const steps = ['scout', 'analyze', 'curate'] as const;

export type Step = (typeof steps)[number];

interface Running {
  step: Step;
  jobId: string;
  demo: boolean;
}

export interface FirstRun {
  start: (demo: boolean) => void;
  /** The job of the step that runs, or of the last one. */
  job: Schemas['JobModel'] | undefined;
  step: Step | null;
  isRunning: boolean;
  isDone: boolean;
}

function queue(step: Step, demo: boolean): Promise<Schemas['JobAccepted']> {
  switch (step) {
    case 'scout':
      return data(api.POST('/api/jobs/scout', { body: { scout_type: 'all', demo } }));
    case 'analyze':
      return data(api.POST('/api/jobs/analyze', { body: {} }));
    case 'curate':
      return data(api.POST('/api/jobs/curate', { body: {} }));
  }
}

/** Runs the stages one after the other, each when the one before has completed. */
export function useFirstRun(): FirstRun {
  const client = useQueryClient();
  const [running, setRunning] = useState<Running | null>(null);
  const begin = useMutation({
    mutationFn: async ({ step, demo }: { step: Step; demo: boolean }) => ({
      step,
      demo,
      jobId: (await queue(step, demo)).job_id,
    }),
    onSuccess: setRunning,
  });
  const job = useQuery({
    queryKey: keys.job(running?.jobId ?? ''),
    queryFn: ({ signal }) => data(api.GET('/api/jobs/{id}', { params: { path: { id: running!.jobId } }, signal })),
    enabled: running !== null,
    refetchInterval: 1_000,
  }).data;

  const { mutate } = begin;
  const status = job !== undefined && job.id === running?.jobId ? job.status : undefined;
  const next = running === null ? undefined : steps[steps.indexOf(running.step) + 1];
  useEffect(() => {
    if (status === 'completed') {
      if (next !== undefined && running !== null) {
        mutate({ step: next, demo: running.demo });
      } else {
        void client.invalidateQueries({ queryKey: keys.stats });
      }
    }
  }, [status, next, running, mutate, client]);

  const isOver = status === 'failed' || status === 'cancelled' || (status === 'completed' && next === undefined);
  return {
    start: (demo) => mutate({ step: 'scout', demo }),
    job,
    step: running?.step ?? null,
    isRunning: begin.isPending || (running !== null && !isOver),
    isDone: status === 'completed' && next === undefined,
  };
}
