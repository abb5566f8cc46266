import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Badge } from '@/components/Badge';
import { Button } from '@/components/Button';
import { Confirm } from '@/components/Confirm';
import { Foreign } from '@/components/Foreign';
import { ErrorLine } from '@/components/States';
import { api, data, type Schemas } from '@/lib/api/client';
import { fieldError, messageOf } from '@/lib/api/errors';
import { keys } from '@/lib/api/keys';
import { cx } from '@/lib/cx';
import { toast } from '@/lib/toasts';
import type { Service, Setting } from './queries';
import { SettingField } from './SettingField';

/** A service: its keys, and whether it takes them. */
export function ServiceCard({ service }: { service: Service }) {
  const [written, setWritten] = useState<Record<string, string>>({});
  const [leaving, setLeaving] = useState<Setting | null>(null);
  const save = useSave(service);
  const test = useMutation({
    mutationFn: () => data(api.POST('/api/settings/test-service/{id}', { params: { path: { id: service.id } } })),
  });
  const isAboutField = service.fields.some((field) => fieldError(save.error, field.name) !== undefined);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const values = Object.entries(written).map(([name, text]) => [name, text.trim() === '' ? null : text.trim()]);
    save.mutate(Object.fromEntries(values), { onSuccess: () => setWritten({}) });
    test.reset();
  };
  const takeAway = (setting: Setting) => {
    const { value } = setting;
    setLeaving(null);
    test.reset();
    save.mutate(
      { [setting.name]: null },
      {
        onSuccess: () => {
          setWritten(({ [setting.name]: _, ...others }) => others);
          const undo = setting.secret ? {} : { undo: () => save.mutate({ [setting.name]: value ?? null }) };
          toast({ text: `${setting.name} was taken away`, ...undo });
        },
      },
    );
  };

  return (
    <form
      onSubmit={submit}
      aria-label={service.title}
      className="grid min-w-0 gap-4 rounded-lg border border-line bg-panel p-4 shadow-card"
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-sm font-semibold">{service.title}</h3>
        <Badge tone={service.configured ? 'good' : 'plain'}>
          {service.configured ? (service.fields.length === 0 ? 'Needs no key' : 'Configured') : 'Not configured'}
        </Badge>
      </div>
      {save.error && !isAboutField && <ErrorLine>{messageOf(save.error)}</ErrorLine>}
      {service.fields.map((setting) => (
        <SettingField
          key={setting.name}
          setting={setting}
          written={written[setting.name]}
          error={fieldError(save.error, setting.name)}
          onWrite={(text) => setWritten({ ...written, [setting.name]: text })}
          onTakeAway={() => (setting.secret ? setLeaving(setting) : takeAway(setting))}
        />
      ))}
      <div className="flex flex-wrap gap-2">
        {service.fields.length > 0 && (
          <Button type="submit" tone="accent" busy={save.isPending} disabled={Object.keys(written).length === 0}>
            Save
          </Button>
        )}
        <Button
          busy={test.isPending}
          disabled={!service.configured || Object.keys(written).length > 0}
          title={Object.keys(written).length > 0 ? 'Save first: what is stored is tested' : undefined}
          onClick={() => test.mutate()}
        >
          {test.isPending ? 'Asking…' : 'Test'}
          <span className="sr-only"> {service.title}</span>
        </Button>
      </div>
      {test.data && <Answer answer={test.data} />}
      {leaving && (
        <Confirm
          title={`Take ${leaving.name} away?`}
          deed="Take away"
          onConfirm={() => takeAway(leaving)}
          onClose={() => setLeaving(null)}
        >
          Glean cannot show the secret again. To use {service.title} later, you will have to write it anew.
        </Confirm>
      )}
    </form>
  );
}

/** What the service said to the test. */
function Answer({ answer }: { answer: Schemas['ServiceAnswer'] }) {
  const Icon = answer.ok ? CircleCheck : CircleAlert;
  return (
    <p
      role="status"
      className={cx(
        'flex items-start gap-2 rounded-md px-3 py-2 text-sm',
        answer.ok ? 'bg-good-soft text-good' : 'bg-bad-soft text-bad',
      )}
    >
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0">
        <Foreign text={answer.message} />
        {answer.status !== null && ` (HTTP ${answer.status})`}
      </span>
    </p>
  );
}

function useSave(service: Service) {
  const client = useQueryClient();
  return useMutation({
    meta: { quiet: true },
    mutationFn: (values: Record<string, string | null>) =>
      data(
        api.PUT('/api/settings/services/{id}', {
          params: { path: { id: service.id } },
          body: values as Record<string, string>,
        }),
      ),
    onSuccess: (_, values) => {
      if (Object.values(values).some((value) => value !== null)) {
        toast({ tone: 'good', text: `${service.title} is saved` });
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.settings }),
  });
}
