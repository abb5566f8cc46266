import { title } from '@/lib/text';

interface SourceDays {
  source: string;
  counts: readonly number[];
}

const mostSeries = 5;

/** The sources that brought most, and the others as one, so that the colours stay told apart. */
export function foldSources(sources: readonly SourceDays[]): { name: string; values: number[] }[] {
  const apart = sources.length > mostSeries + 1 ? sources.slice(0, mostSeries) : sources;
  const others = sources.slice(apart.length);
  const named = apart.map(({ source, counts }) => ({ name: title(source), values: [...counts] }));
  return others.length === 0
    ? named
    : [
        ...named,
        {
          name: 'Others',
          values: others[0]!.counts.map((_, day) => others.reduce((sum, { counts }) => sum + (counts[day] ?? 0), 0)),
        },
      ];
}
