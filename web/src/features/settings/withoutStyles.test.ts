import { expect, test } from 'vitest';
import { withoutStyles } from './withoutStyles';

test('words and links stay, styles go', () => {
  const shown = withoutStyles(
    '<html><head><style>p{color:red}</style></head><body style="font:x"><p style="margin:0">Pro: <a href="https://example.com/">$59</a></p></body></html>',
  );
  expect(shown).toContain('<p>Pro: <a href="https://example.com/">$59</a></p>');
  expect(shown).not.toMatch(/style/);
});
