import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Sets a mark that a test looks for; what runs it has broken out of being text. */
const run = 'window.__ran=1';

/** Words of strangers that want to be more than words, by what they try. */
export const hostile: Readonly<Record<string, string>> = {
  script: `Barley<script>${run};alert(1)</script>`,
  handler: `Oat"><img src=x onerror="${run};alert(1)">`,
  svg: `Rye<svg/onload=${run}>`,
  frame: 'Spelt<iframe src="https://foreign.example/frame"></iframe>',
  style: 'Millet</style><style>body{display:none}</style>',
  link: `[Teff](javascript:${run})`,
  image: '![Sorghum](https://foreign.example/pixel.png)',
  attribute: `Emmer' onfocus=${run} autofocus tabindex=1 x='`,
  template: '{{constructor.constructor("alert(1)")()}}#{alert(1)}<%= 7*7 %>',
  entity: '&lt;script&gt;alert(1)&lt;/script&gt;&#x202e;',
  override: 'Maize \u202efdp.exe\u202c and \u2066isolated\u2069 and \u202dforced',
  arabic: 'أداة مبيعات מכירות sales',
  marks: `Z\u0351\u036b\u0343\u036a\u0302${'\u0301\u0302\u0303\u0304\u0305'.repeat(30)}algo`,
  invisible: 'Soy\u200b\u200c\u200d\ufeff\u2060bean\u00ad',
  emoji: '👩‍👩‍👧‍👦🏳️‍🌈🇨🇭 👍🏽'.repeat(12),
  wide: '﷽'.repeat(40),
  lines: 'Flax\r\n\r\n\u2028\u2029\tHemp',
  word: 'm'.repeat(10_000),
};

/** Strings that others have gathered, where they are at hand; the project keeps none of them. */
export function gathered(): string[] {
  const folder = process.env.GLEAN_CORPORA ?? nearby();
  if (folder === undefined) {
    return [];
  }
  const naughty = JSON.parse(readFileSync(join(folder, 'security-naughty-strings/blns.json'), 'utf8')) as string[];
  const scripts = readFileSync(join(folder, 'security-xss/xss-payload-list.txt'), 'utf8').split('\n');
  return [...every(naughty, 6), ...every(scripts, 120)].filter((text) => text.trim() !== '');
}

function nearby(): string | undefined {
  for (let at = fileURLToPath(new URL('.', import.meta.url)); at !== resolve(at, '..'); at = resolve(at, '..')) {
    const folder = join(at, 'shared/corpora');
    if (existsSync(join(folder, 'security-xss'))) {
      return folder;
    }
  }
  return undefined;
}

const every = (texts: readonly string[], nth: number) => texts.filter((_, at) => at % nth === 0);
