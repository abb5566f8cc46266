import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Field, TextInput } from '@/components/Field';
import { ErrorLine, ErrorState, Skeleton } from '@/components/States';
import { api, data, type Schemas } from '@/lib/api/client';
import { fieldError, messageOf } from '@/lib/api/errors';
import { keys } from '@/lib/api/keys';
import { toast } from '@/lib/toasts';
import { NumbersForm } from './NumbersForm';
import { thresholdsQuery } from './queries';

type Thresholds = Schemas['Thresholds'];
type Name = keyof Thresholds;

const mebibyte = 2 ** 20;

const metrics: readonly { name: Name; label: string; unit: string; scale: number }[] = [
  { name: 'response_milliseconds', label: 'Answer time', unit: 'ms', scale: 1 },
  { name: 'error_percent', label: 'Errors', unit: '%', scale: 1 },
  { name: 'database_bytes', label: 'Database', unit: 'MiB', scale: mebibyte },
  { name: 'discovery_queue', label: 'Discoveries waiting', unit: 'texts', scale: 1 },
  { name: 'memory_bytes', label: 'Memory', unit: 'MiB', scale: mebibyte },
];

const bounds = ['normal', 'alert'] as const;

/** From where on the key figures are shown as raised, and as alarming. */
export function ThresholdsTab() {
  const { data: stored, error, refetch } = useQuery(thresholdsQuery);
  if (!stored) {
    return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton rows={5} />;
  }
  return <ThresholdsForm key={JSON.stringify(stored)} stored={stored} />;
}

function ThresholdsForm({ stored }: { stored: Thresholds }) {
  const client = useQueryClient();
  const [written, setWritten] = useState<Record<string, string>>({});
  const save = useMutation({
    meta: { quiet: true },
    mutationFn: (body: Thresholds) => data(api.PUT('/api/settings/thresholds', { body })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.settings }),
  });
  const textOf = (name: Name, bound: 'normal' | 'alert', scale: number) =>
    written[`${name}.${bound}`] ?? String((stored[name]?.[bound] ?? 0) / scale);
  const wrong = ({ name, scale }: (typeof metrics)[number]) => {
    const [normal, alert] = bounds.map((bound) => readNumber(textOf(name, bound, scale)));
    if (normal === null || alert === null || normal === undefined || alert === undefined) {
      return 'Must be two numbers from 0 on.';
    }
    return normal > alert ? 'Raised must not be above alert.' : fieldError(save.error, name);
  };
  const submit = () => {
    if (metrics.some((metric) => wrong(metric) !== undefined && fieldError(save.error, metric.name) === undefined)) {
      return;
    }
    const body = Object.fromEntries(
      metrics.map(({ name, scale }) => [
        name,
        Object.fromEntries(bounds.map((bound) => [bound, (readNumber(textOf(name, bound, scale)) ?? 0) * scale])),
      ]),
    ) as Thresholds;
    save.mutate(body, {
      onSuccess: () => toast({ text: 'The thresholds are saved', undo: () => save.mutate(stored) }),
    });
  };
  return (
    <NumbersForm
      intro="Below the first number all is well; above the second somebody should look. The dashboard and the system page colour by them."
      isChanged={Object.keys(written).length > 0}
      busy={save.isPending}
      onRevert={() => {
        setWritten({});
        save.reset();
      }}
      onSave={submit}
    >
      {save.error && !metrics.some(({ name }) => fieldError(save.error, name)) && (
        <ErrorLine>{messageOf(save.error)}</ErrorLine>
      )}
      {metrics.map((metric) => (
        <fieldset key={metric.name} className="grid gap-1">
          <legend className="mb-1 text-sm font-semibold">
            {metric.label} <span className="font-normal text-faint">in {metric.unit}</span>
          </legend>
          <div className="flex flex-wrap gap-3">
            {bounds.map((bound) => (
              <Field key={bound} label={bound === 'normal' ? 'Raised from' : 'Alert above'}>
                {(control) => (
                  <TextInput
                    {...control}
                    inputMode="decimal"
                    aria-invalid={wrong(metric) !== undefined || undefined}
                    value={textOf(metric.name, bound, metric.scale)}
                    onChange={(event) =>
                      setWritten({ ...written, [`${metric.name}.${bound}`]: event.target.value.trim() })
                    }
                    className="max-w-36"
                  />
                )}
              </Field>
            ))}
          </div>
          {wrong(metric) !== undefined && <p className="text-xs text-bad">{wrong(metric)}</p>}
        </fieldset>
      ))}
    </NumbersForm>
  );
}

function readNumber(text: string): number | null {
  return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : null;
}
