import { type ReactNode, useEffect } from 'react';

interface PageHeaderProps {
  /** The words of the tab, and of the heading unless there are others. */
  title: string;
  heading?: ReactNode;
  /** Beside the heading, such as a count. */
  aside?: ReactNode;
  actions?: ReactNode;
}

/** The head of every page: its name, and what can be done on it. */
export function PageHeader({ title, heading, aside, actions }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${title} · Glean`;
  }, [title]);

  return (
    <header className="flex min-h-13 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-panel px-4 py-2 md:px-6">
      <h1 className="min-w-0 text-lg font-semibold tracking-tight">{heading ?? title}</h1>
      {aside !== undefined && (
        <div className="flex min-w-0 items-center gap-2 text-sm text-faint tabular-nums">{aside}</div>
      )}
      {actions !== undefined && <div className="ml-auto flex min-w-0 flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
