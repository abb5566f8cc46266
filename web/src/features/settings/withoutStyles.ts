/**
 * A document without inline styles, which the page's policy would refuse one by one with a complaint for each. No guard against anything:
 * that is what the sandbox and the policy are for. (A parser of the browser would complain as well.)
 */
export function withoutStyles(html: string): string {
  return html.replace(/<style[\s\S]*?<\/style>/gi, '').replace(/\sstyle=("[^"]*"|'[^']*')/gi, '');
}
