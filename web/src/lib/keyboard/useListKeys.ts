import { useActions } from './useActions';

interface ListKeys {
  /** Such as `discoveries`; the words of the actions and of their group come with it. */
  id: string;
  group: string;
  /** One of them, such as `discovery`. */
  one: string;
  /** Where what is looked at stands; -1 while nothing is. */
  at: number;
  open: (index: number) => void;
  /** Null while nothing is looked at. */
  close: (() => void) | null;
}

/** The keys of a list with what is looked at beside it: on, back, and away. */
export function useListKeys({ id, group, one, at, open, close }: ListKeys): void {
  useActions([
    {
      id: `${id}.next`,
      title: `Next ${one}`,
      group,
      keys: ['j', 'arrowdown'],
      hidden: true,
      run: () => open(at + 1),
    },
    {
      id: `${id}.previous`,
      title: `Previous ${one}`,
      group,
      keys: ['k', 'arrowup'],
      hidden: true,
      run: () => open(at - 1),
    },
    {
      id: `${id}.close`,
      title: `Close the ${one}`,
      group,
      keys: ['escape'],
      hidden: true,
      enabled: close !== null,
      run: () => close?.(),
    },
  ]);
}
