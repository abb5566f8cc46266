import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, Dices } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Badge } from '@/components/Badge';
import { Button } from '@/components/Button';
import { Confirm } from '@/components/Confirm';
import { Foreign } from '@/components/Foreign';
import { ErrorLine } from '@/components/States';
import { api, data } from '@/lib/api/client';
import { fieldError, messageOf } from '@/lib/api/errors';
import { keys } from '@/lib/api/keys';
import { cx } from '@/lib/cx';
import { toast } from '@/lib/toasts';
import type { Channel, Delivery, Setting } from './queries';
import { SettingField } from './SettingField';
import { newSigningSecret } from './signingSecret';

interface ChannelCardProps {
  title: string;
  fields: readonly Setting[];
  /** Left out for settings that belong to no channel. */
  channel?: Channel;
}

const signingSecret = 'GLEAN_WEBHOOK_SECRET';

/** A channel: where it leads, what is sent on it, and whether it works. */
export function ChannelCard({ title, fields, channel }: ChannelCardProps) {
  const [written, setWritten] = useState<Record<string, string>>({});
  const [made, setMade] = useState<string | null>(null);
  const [leaving, setLeaving] = useState<Setting | null>(null);
  const save = useSave(title);
  const test = useTest(channel);
  const isChanged = Object.keys(written).length > 0;
  const isAboutField = fields.some((field) => fieldError(save.error, field.name) !== undefined);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const values = Object.entries(written).map(([name, text]) => [name, text.trim() === '' ? null : text.trim()]);
    save.mutate(Object.fromEntries(values), {
      onSuccess: () => {
        setWritten({});
        setMade(null);
      },
    });
    test.reset();
  };
  const takeAway = (setting: Setting) => {
    setLeaving(null);
    test.reset();
    save.mutate(
      { [setting.name]: null },
      {
        onSuccess: () => {
          setWritten(({ [setting.name]: _, ...others }) => others);
          const undo = setting.secret ? {} : { undo: () => save.mutate({ [setting.name]: setting.value ?? null }) };
          toast({ text: `${setting.name} was taken away`, ...undo });
        },
      },
    );
  };
  const make = () => {
    const secret = newSigningSecret();
    setMade(secret);
    setWritten({ ...written, [signingSecret]: secret });
  };

  return (
    <form
      onSubmit={submit}
      aria-label={title}
      className="grid min-w-0 gap-4 rounded-lg border border-line bg-panel p-4 shadow-card"
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-sm font-semibold">{title}</h3>
        {channel && (
          <Badge tone={channel.configured ? 'good' : 'plain'}>
            {channel.configured ? 'Configured' : 'Not configured'}
          </Badge>
        )}
      </div>
      {save.error && !isAboutField && <ErrorLine>{messageOf(save.error)}</ErrorLine>}
      {fields.map((setting) => (
        <SettingField
          key={setting.name}
          setting={setting}
          written={written[setting.name]}
          error={fieldError(save.error, setting.name)}
          onWrite={(text) => setWritten({ ...written, [setting.name]: text })}
          onTakeAway={() => (setting.secret ? setLeaving(setting) : takeAway(setting))}
        />
      ))}
      {made !== null && (
        <p role="status" className="rounded-md bg-accent-soft px-3 py-2 text-sm">
          Give this to the receiver now; once saved, it is not shown again:{' '}
          <code className="font-mono text-xs break-all select-all">{made}</code>
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" tone="accent" busy={save.isPending} disabled={!isChanged}>
          Save
          <span className="sr-only"> {title}</span>
        </Button>
        {channel && (
          <Button
            busy={test.isPending}
            disabled={!channel.configured || isChanged}
            title={isChanged ? 'Save first: what is stored is tested' : undefined}
            onClick={() => test.mutate()}
          >
            {test.isPending ? 'Sending…' : 'Send a test'}
            <span className="sr-only"> by {title}</span>
          </Button>
        )}
        {fields.some((f) => f.name === signingSecret && f.origin !== 'environment') && (
          <Button tone="quiet" onClick={make}>
            <Dices aria-hidden="true" />
            Make a secret
          </Button>
        )}
      </div>
      {test.error && <ErrorLine>{messageOf(test.error)}</ErrorLine>}
      {test.data?.deliveries.map((delivery) => (
        <Tested key={delivery.id} delivery={delivery} />
      ))}
      {leaving && (
        <Confirm
          title={`Take ${leaving.name} away?`}
          deed="Take away"
          onConfirm={() => takeAway(leaving)}
          onClose={() => setLeaving(null)}
        >
          Glean cannot show the secret again. To use {title} later, you will have to write it anew.
        </Confirm>
      )}
    </form>
  );
}

/** How a test fared with one receiver. */
function Tested({ delivery }: { delivery: Delivery }) {
  const ok = delivery.state === 'sent';
  const isNamed = delivery.error?.startsWith(`${delivery.receiver} `) ?? false;
  const Icon = ok ? CircleCheck : CircleAlert;
  return (
    <p
      role="status"
      className={cx(
        'flex items-start gap-2 rounded-md px-3 py-2 text-sm',
        ok ? 'bg-good-soft text-good' : 'bg-bad-soft text-bad',
      )}
    >
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0">
        <Foreign text={`${isNamed ? '' : `${delivery.receiver}: `}${delivery.error ?? 'sent'}`} />
      </span>
    </p>
  );
}

function useSave(title: string) {
  const client = useQueryClient();
  return useMutation({
    meta: { quiet: true },
    mutationFn: (values: Record<string, string | null>) =>
      data(api.PUT('/api/settings/notifications', { body: values as Record<string, string> })),
    onSuccess: (_, values) => {
      if (Object.values(values).some((value) => value !== null)) {
        toast({ tone: 'good', text: `${title}: saved` });
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.settings }),
  });
}

function useTest(channel: Channel | undefined) {
  const client = useQueryClient();
  return useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      data(
        api.POST('/api/settings/notifications/{channel}/test', {
          params: { path: { channel: channel?.channel ?? '' } },
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: keys.settings }),
  });
}
