import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Field, Select, TextInput } from '@/components/Field';
import { FormDialog } from '@/components/FormDialog';
import { ErrorLine } from '@/components/States';
import { api, data } from '@/lib/api/client';
import { messageOf } from '@/lib/api/errors';
import { keys } from '@/lib/api/keys';
import { title } from '@/lib/text';
import { type Schedule, scoutTypesQuery } from './queries';

const jobTypes = [
  'scout',
  'analyze',
  'curate',
  'update',
  'train',
  'report',
  'publish',
  'notify',
  'backup',
  'maintenance',
] as const;

/** A new schedule, or another time for one. */
export function ScheduleDialog({ schedule, onClose }: { schedule: Schedule | null; onClose: () => void }) {
  const client = useQueryClient();
  const scouts = useQuery(scoutTypesQuery).data?.scout_types ?? [];
  const [name, setName] = useState(schedule?.name ?? '');
  const [jobType, setJobType] = useState(schedule?.job_type ?? 'scout');
  const [scoutType, setScoutType] = useState(schedule?.scout_type ?? 'all');
  const [cron, setCron] = useState(schedule?.cron ?? '0 0 6 * * ?');
  const [timeZone, setTimeZone] = useState(
    schedule?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC',
  );
  const save = useMutation({
    mutationFn: () => {
      const body = {
        name,
        job_type: jobType,
        scout_type: jobType === 'scout' ? scoutType : null,
        cron,
        time_zone: timeZone,
        enabled: null,
        options: null,
      };
      return schedule === null
        ? data(api.POST('/api/schedules', { body }))
        : data(api.PUT('/api/schedules/{id}', { params: { path: { id: schedule.id } }, body }));
    },
    meta: { quiet: true },
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: keys.schedules }),
  });
  return (
    <FormDialog
      title={schedule === null ? 'Add a schedule' : 'Change the schedule'}
      onClose={onClose}
      action="Save"
      busy={save.isPending}
      onSubmit={() => save.mutate()}
    >
      {save.error && <ErrorLine>{messageOf(save.error)}</ErrorLine>}
      <Field label="Name">
        {(control) => (
          <TextInput {...control} required value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <Field label="Job">
        {(control) => (
          <Select
            {...control}
            value={jobType}
            onChange={(event) => setJobType(event.target.value)}
            options={jobTypes.map((type) => ({ value: type, label: title(type) }))}
          />
        )}
      </Field>
      {jobType === 'scout' && (
        <Field label="Source">
          {(control) => (
            <Select
              {...control}
              value={scoutType}
              onChange={(event) => setScoutType(event.target.value)}
              options={scouts.map((scout) => ({ value: scout.id, label: scout.name }))}
            />
          )}
        </Field>
      )}
      <Field label="Times" hint="Seconds, minutes, hours, day of month, month, day of week: 0 0 6 * * ? is daily at 6.">
        {(control) => (
          <TextInput
            {...control}
            required
            className="font-mono"
            value={cron}
            onChange={(event) => setCron(event.target.value)}
          />
        )}
      </Field>
      <Field label="Time zone" hint="Such as UTC or Europe/Zurich">
        {(control) => (
          <TextInput {...control} required value={timeZone} onChange={(event) => setTimeZone(event.target.value)} />
        )}
      </Field>
    </FormDialog>
  );
}
