import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { Field, TextInput } from '@/components/Field';
import { Foreign } from '@/components/Foreign';
import { api, data } from '@/lib/api/client';
import { fieldError, messageOf } from '@/lib/api/errors';
import { keys } from '@/lib/api/keys';
import { toast } from '@/lib/toasts';
import { Origin } from './Origin';
import type { Setting } from './queries';

/** Settings with their values and where those come from; what may be changed here has a button. */
export function SettingList({ settings }: { settings: readonly Setting[] }) {
  const [editing, setEditing] = useState<Setting | null>(null);
  return (
    <>
      <ul className="divide-y divide-line rounded-lg border border-line bg-panel shadow-card">
        {settings.map((setting) => (
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
      {editing && <EditSetting setting={editing} onClose={() => setEditing(null)} />}
    </>
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
