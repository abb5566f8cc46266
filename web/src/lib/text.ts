const number = new Intl.NumberFormat('en');
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

export const count = (n: number): string => number.format(n);

/** `12`, `1.2K`, `3.4M` for where there is little room. */
export const shortCount = (n: number): string => compact.format(n);

export const percent = (share: number): string => `${Math.round(share * 100)}%`;

/** `1 tool`, `3 tools` */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** Names whose capitals no rule gives. */
const spelled: Readonly<Record<string, string>> = {
  crm: 'CRM',
  rss: 'RSS',
  github: 'GitHub',
  hackernews: 'Hacker News',
  producthunt: 'Product Hunt',
};

/** `use_case` as `Use case` */
export function title(wire: string): string {
  const words = wire.replaceAll('_', ' ');
  return spelled[words] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** `example.com/path` of an address, for people. */
export function shortAddress(url: string): string {
  return url.replace(/^https?:\/\/(?:www\.)?/i, '').replace(/\/$/, '');
}

/**
 * Foreign text as it may be shown: signs that override the direction of all that follows are shown instead of obeyed.
 * Replaces one sign by one, so that spans still fit.
 */
export function visible(text: string): string {
  return text.replace(/[\u202d\u202e]/g, '\u2426');
}

/** Only http and https lead anywhere; all else is shown as text. */
export function isWebAddress(url: string): boolean {
  return /^https?:\/\//i.test(url);
}
