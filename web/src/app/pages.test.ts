import { expect, test } from 'vitest';
import { pathOf } from '../../build/pagePath';
import { pages } from './pages';

test('each page is where the build looks for its scripts', () => {
  const all = pages.flatMap((page) => [
    page,
    ...(page.children ?? []).map((c) => ({ ...c, path: `${page.path}/${c.path}` })),
  ]);
  for (const { path, load } of all) {
    // The words of the import itself: `import('@/features/review/ReviewPage')`, with the address as the runner writes it.
    const file = /["'`]([^"'`]+)["'`]/.exec(load.toString())?.[1];
    expect(pathOf(file ?? '')).toBe(path);
  }
});
