import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Pencil, SearchX } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Field, SearchInput, TextInput } from '@/components/Field';
import { Foreign } from '@/components/Foreign';
import { EmptyState, ErrorState, Skeleton } from '@/components/States';
import { api, data } from '@/lib/api/client';
import { fieldError, messageOf } from '@/lib/api/errors';
import { keys } from '@/lib/api/keys';
import { toast } from '@/lib/toasts';
import { useAddress } from '@/lib/useAddress';
import { Origin } from './Origin';
import { type Setting, settingsQuery } from './queries';

/** Every setting there is, with its value and where that comes from. */
export function AllSettings() {
  const address = useAddress();
  const query = useQuery(settingsQuery);
  const [editing, setEditing] = useState<Setting | null>(null);
  const search = address.get('search') ?? '';
  if (!query.data) {
    return query.error ? (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Skeleton rows={10} />
    );
  }
  const wanted = search.toLowerCase();
  const found = query.data.settings.filter((s) => `${s.name} ${s.purpose}`.toLowerCase().includes(wanted));
  return (
    <div className="grid max-w-4xl gap-4">
      <SearchInput
        label="Search the settings"
        value={search}
        onChange={(text) => address.set({ search: text })}
        className="max-w-md"
      />
      <p className="text-sm text-soft">
        The environment wins over what is stored here, that over the config file, that over the default. What has no
        button can only be set where Glean is started.
      </p>
      {found.length === 0 ? (
        <EmptyState icon={SearchX} title="No setting is called that">
          Search for a part of its name or of what it is for.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line rounded-lg border border-line bg-panel shadow-card">
          {found.map((setting) => (
            <li key={setting.name} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3 text-sm">
              <div className="min-w-0 flex-1 basis-64">
                <div className="font-mono font-medium">{setting.name}</div>
                <div className="text-xs text-soft">{setting.purpose}</div>
              </div>
              <div className="flex min-w-0 flex-wrap items-center gap-2">
                <ValueOf setting={setting} />
                <Origin origin={setting.origin} />
                {setting.editable && !setting.secret && setting.origin !== 'environment' && (
                  <Button size="small" aria-label={`Change ${setting.name}`} onClick={() => setEditing(setting)}>
                    <Pencil aria-hidden="true" />
                    Change
                  </Button>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {editing && <EditSetting setting={editing} onClose={() => setEditing(null)} />}
    </div>
  );
}

function ValueOf({ setting }: { setting: Setting }) {
  if (setting.secret) {
    return <span className="text-xs text-faint">{setting.is_set ? 'set, hidden' : 'not set'}</span>;
  }
  return setting.value ? (
    <Foreign text={setting.value} className="font-mono text-xs" />
  ) : (
    <span className="text-xs text-faint">not set</span>
  );
}

function EditSetting({ setting, onClose }: { setting: Setting; onClose: () => void }) {
  const client = useQueryClient();
  const [text, setText] = useState(setting.value ?? '');
  const save = useMutation({
    meta: { quiet: true },
    mutationFn: (value: string | null) =>
      data(api.PUT('/api/settings', { body: { [setting.name]: value } as Record<string, string> })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.settings }),
  });
  const before = setting.origin === 'stored' ? setting.value : null;
  const store = (value: string | null) =>
    save.mutate(value, {
      onSuccess: () => {
        toast({ text: `${setting.name} is saved`, undo: () => save.mutate(before) });
        onClose();
      },
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    store(text.trim() === '' ? null : text.trim());
  };
  return (
    <Dialog title={`Change ${setting.name}`} onClose={onClose}>
      <form onSubmit={submit} className="grid gap-4">
        <Field
          label="Value"
          hint={setting.purpose}
          error={save.error ? (fieldError(save.error, setting.name) ?? messageOf(save.error)) : undefined}
        >
          {(control) => (
            <TextInput
              {...control}
              spellCheck={false}
              value={text}
              onChange={(event) => setText(event.target.value)}
              className="font-mono"
            />
          )}
        </Field>
        <div className="flex flex-wrap justify-end gap-2">
          {setting.origin === 'stored' && <Button onClick={() => store(null)}>Back to what it was without</Button>}
          <Button type="submit" tone="accent" busy={save.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
