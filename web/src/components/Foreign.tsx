import { cx } from '@/lib/cx';
import { isWebAddress, shortAddress, visible } from '@/lib/text';

/** A word or line of somebody else. */
export function Foreign({ text, className }: { text: string; className?: string }) {
  return <bdi className={cx('foreign', className)}>{visible(text)}</bdi>;
}

/** An address of somebody else; leads away without telling where from. What is no web address is only text. */
export function ExternalLink({ url, text, className }: { url: string; text?: string; className?: string }) {
  const words = <Foreign text={text ?? shortAddress(url)} />;
  return isWebAddress(url) ? (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      className={cx('text-accent underline-offset-2 hover:underline', className)}
    >
      {words}
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  ) : (
    words
  );
}
