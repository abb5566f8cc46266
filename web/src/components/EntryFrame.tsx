import { type ReactNode, useEffect } from 'react';
import { Mark } from './Mark';
import { Toasts } from './Toasts';

/** The frame of what stands before the desk: setting up and signing in. */
export function EntryFrame({
  title,
  intro,
  wide = false,
  children,
}: {
  title: string;
  intro?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Glean`;
  }, [title]);
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 py-10 sm:pt-[12vh]">
      <div className={wide ? 'w-full max-w-xl' : 'w-full max-w-sm'}>
        <div className="mb-6 flex items-center gap-3">
          <Mark />
          <span className="text-lg font-semibold tracking-tight">Glean</span>
        </div>
        <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
        {intro !== undefined && <p className="mt-1.5 text-sm text-soft">{intro}</p>}
        <div className="mt-6">{children}</div>
      </div>
      <Toasts />
    </main>
  );
}
