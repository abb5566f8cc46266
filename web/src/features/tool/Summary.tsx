import { Link } from 'react-router';
import { ScoreReasons } from '@/components/catalog/ScoreReasons';
import { ExternalLink, Foreign } from '@/components/Foreign';
import { Time } from '@/components/Time';
import type { Schemas } from '@/lib/api/client';
import { plural, title } from '@/lib/text';

/** What the tool is, whether its pages are watched, and why it scores as it does. */
export function Summary({ tool, pages }: { tool: Schemas['ToolPageDetail']; pages: readonly Schemas['PageModel'][] }) {
  const unchecked = pages.filter((page) => page.could_not_check).length;
  return (
    <section
      aria-label="Summary"
      className="grid gap-x-10 gap-y-4 border-b border-line bg-panel p-4 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] md:p-6"
    >
      <div className="grid content-start gap-3">
        {tool.description !== null && (
          <p className="max-w-prose text-sm">
            <Foreign text={tool.description} />
          </p>
        )}
        <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-sm [&_dt]:text-faint">
          <dt>Address</dt>
          <dd>{tool.url === null ? 'not known' : <ExternalLink url={tool.url} />}</dd>
          <dt>Category</dt>
          <dd>
            <Link to={`/tools?category=${encodeURIComponent(tool.category)}`} className="hover:underline">
              {title(tool.category)}
            </Link>
          </dd>
          {tool.aliases.length > 0 && (
            <>
              <dt>Also called</dt>
              <dd>
                <Foreign text={tool.aliases.join(', ')} />
              </dd>
            </>
          )}
          {tool.rejection_reason !== null && (
            <>
              <dt>Rejected for</dt>
              <dd>
                <Foreign text={tool.rejection_reason} />
              </dd>
            </>
          )}
          {pages.length > 0 && (
            <>
              <dt>Watched</dt>
              <dd>
                <Link to="?tab=pages" className="hover:underline">
                  {plural(pages.length, 'page')}
                  {unchecked > 0 && `, ${unchecked} of them could not be checked`}
                </Link>
              </dd>
            </>
          )}
          <dt>First met</dt>
          <dd>
            <Time at={tool.created_at} />
          </dd>
          <dt>Updated</dt>
          <dd>
            <Time at={tool.last_updated} />
          </dd>
        </dl>
      </div>
      <ScoreReasons value={tool.relevance_score} stored={tool.score_reasons} />
    </section>
  );
}
