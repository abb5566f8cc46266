import { Mark } from '@/components/Mark';

export function Brand() {
  return (
    <span className="flex items-center gap-2.5">
      <Mark />
      <span className="sr-only text-lg font-semibold tracking-tight lg:not-sr-only">Glean</span>
    </span>
  );
}
