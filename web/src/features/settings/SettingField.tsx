import { Button } from '@/components/Button';
import { Field, TextInput } from '@/components/Field';
import { Origin } from './Origin';
import type { Setting } from './queries';

interface SettingFieldProps {
  setting: Setting;
  /** What the person has written; undefined while the field is untouched. */
  written: string | undefined;
  error: string | undefined;
  onWrite: (text: string) => void;
  /** Takes the stored value away. */
  onTakeAway: () => void;
}

/** One setting. A secret goes in and never comes out: only whether there is one is shown. */
export function SettingField({ setting, written, error, onWrite, onTakeAway }: SettingFieldProps) {
  const isFixed = setting.origin === 'environment';
  const value = written ?? (setting.secret ? '' : (setting.value ?? ''));
  return (
    <Field
      label={setting.name}
      hint={
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Origin origin={setting.origin} />
          <span>
            {setting.purpose}
            {isFixed && '. Set by the environment of the server: change it there'}
          </span>
        </span>
      }
      error={error}
    >
      {(control) => (
        <div className="flex gap-2">
          <TextInput
            {...control}
            name={setting.name}
            type={setting.secret ? 'password' : 'text'}
            autoComplete={setting.secret ? 'new-password' : 'off'}
            spellCheck={false}
            disabled={isFixed}
            value={value}
            placeholder={setting.secret ? (setting.is_set ? 'Set; write to replace it' : 'Not set') : 'Not set'}
            onChange={(event) => onWrite(event.target.value)}
            className="flex-1 font-mono"
          />
          {setting.origin === 'stored' && (
            <Button tone="quiet" onClick={onTakeAway}>
              Take away
              <span className="sr-only"> {setting.name}</span>
            </Button>
          )}
        </div>
      )}
    </Field>
  );
}
