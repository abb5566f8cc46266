import { useQuery } from '@tanstack/react-query';
import { Select } from '@/components/Field';
import { categoriesQuery } from '@/lib/api/catalog';
import { count, title } from '@/lib/text';
import { queueParts } from './queries';
import type { Review } from './useReview';

/** Which part of the undecided, and of which category. */
export function PartTabs({ review }: { review: Review }) {
  const { data } = useQuery(categoriesQuery);
  const counts = review.queue.data?.counts;
  return (
    <>
      <Select
        aria-label="Part of the queue"
        className="max-sm:flex-1"
        value={review.part}
        onChange={(event) => review.showPart(event.target.value as Review['part'])}
        options={queueParts.map(({ part, title: name }) => ({
          value: part,
          label: counts ? `${name} (${count(counts[part])})` : name,
        }))}
      />
      <Select
        aria-label="Category"
        className="max-sm:flex-1"
        value={review.category ?? ''}
        onChange={(event) => review.showCategory(event.target.value)}
        options={[
          { value: '', label: 'All categories' },
          ...(data?.categories ?? []).map(({ name }) => ({ value: name, label: title(name) })),
        ]}
      />
    </>
  );
}
