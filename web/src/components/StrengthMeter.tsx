import { cx } from '@/lib/cx';
import { passwordStrength } from '@/lib/passwordStrength';

const colours = ['bg-line', 'bg-bad', 'bg-warn', 'bg-good', 'bg-good'];

/** How hard a password is to guess, while it is written. */
export function StrengthMeter({ password }: { password: string }) {
  const strength = passwordStrength(password);
  return (
    <span className="grid gap-1">
      <span aria-hidden="true" className="grid grid-cols-4 gap-1 pt-0.5">
        {[1, 2, 3, 4].map((step) => (
          <span
            key={step}
            className={cx('h-1 rounded-full', step <= strength.score ? colours[strength.score] : 'bg-line')}
          />
        ))}
      </span>
      <span aria-live="polite">{strength.words}</span>
    </span>
  );
}
