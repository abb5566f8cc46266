import type { EventKind } from './events';

/**
 * The first word of every query key, and what an event makes stale. Features use these words and do not know each other:
 * an event, or a mutation, names the words it touches.
 */
export const keys = {
  stats: ['stats'],
  activity: ['activity'],
  tools: ['tools'],
  tool: (id: number) => ['tool', id],
  anyTool: ['tool'],
  review: ['review'],
  duplicates: ['duplicates'],
  discoveries: ['discoveries'],
  discovery: (id: number) => ['discovery', id],
  sources: ['sources'],
  changes: ['changes'],
  pages: ['pages'],
  reports: ['reports'],
  jobs: ['jobs'],
  job: (id: string) => ['job', id],
  schedules: ['schedules'],
  views: ['views'],
  settings: ['settings'],
  users: ['users'],
  system: ['system'],
} as const;

/** The stages tell of their job and not of each row they write; so its end says that all of this may be new. */
const whatJobsWrite = [
  keys.stats,
  keys.tools,
  keys.anyTool,
  keys.review,
  keys.duplicates,
  keys.discoveries,
  keys.sources,
  keys.changes,
  keys.pages,
  keys.reports,
  keys.system,
];

const over: ReadonlySet<unknown> = new Set(['completed', 'failed', 'cancelled']);

export function staleKeys(kind: EventKind, text: string): readonly (readonly unknown[])[] {
  const { id, status } = read(text);
  switch (kind) {
    case 'job':
      return [
        keys.jobs,
        id === undefined ? ['job'] : ['job', id],
        keys.activity,
        ...(over.has(status) ? whatJobsWrite : []),
      ];
    case 'tool':
      return [keys.tools, id === undefined ? keys.anyTool : ['tool', id], keys.review, keys.stats, keys.activity];
    case 'discovery':
      return [keys.discoveries, keys.stats, keys.sources, keys.activity];
    case 'change':
      return [keys.changes, keys.anyTool];
  }
}

function read(text: string): Record<string, unknown> {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === 'object' && data !== null ? { ...data } : {};
  } catch {
    return {};
  }
}
