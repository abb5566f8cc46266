import { type QueryKey, useQueries } from '@tanstack/react-query';
import { useCallback, useState } from 'react';

interface Page<Row> {
  rows: readonly Row[];
  total: number;
}

/**
 * A list of any length, page by page: those in view are asked for, and the ones seen before stay in the cache.
 * @param key the filters; other filters are another list.
 */
export function usePages<Row>(
  key: QueryKey,
  size: number,
  read: (offset: number, limit: number, signal: AbortSignal) => Promise<Page<Row>>,
) {
  const [{ first, last }, setWindow] = useState({ first: 0, last: 0 });
  const numbers = [...new Set([0, ...Array.from({ length: last - first + 1 }, (_, at) => first + at)])];
  const results = useQueries({
    queries: numbers.map((number) => ({
      queryKey: [...key, 'page', number],
      queryFn: ({ signal }: { signal: AbortSignal }) => read(number * size, size, signal),
    })),
  });
  const pages = new Map(numbers.map((number, at) => [number, results[at]?.data]));

  const onVisible = useCallback(
    (from: number, to: number) => {
      const next = { first: Math.floor(from / size), last: Math.floor(to / size) };
      setWindow((before) => (before.first === next.first && before.last === next.last ? before : next));
    },
    [size],
  );

  const start = results[0]!;
  return {
    total: start.data?.total,
    rowAt: (index: number): Row | undefined => pages.get(Math.floor(index / size))?.rows[index % size],
    onVisible,
    error: start.data === undefined ? start.error : null,
    retry: () => void start.refetch(),
    isFetching: results.some((result) => result.isFetching),
  };
}
