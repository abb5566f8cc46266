import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Badge } from '@/components/Badge';
import { Card } from '@/components/Card';
import { StepLines } from '@/components/charts/StepLines';
import { Foreign } from '@/components/Foreign';
import { ScrollRegion } from '@/components/ScrollRegion';
import { EmptyState, ErrorState, Skeleton } from '@/components/States';
import { Time } from '@/components/Time';
import { localDate } from '@/lib/time';
import { money, type Plan, priceCharts } from './priceCharts';
import { plansQuery } from './queries';

/** What the plans of the tool cost now and cost before. */
export function Prices({ toolId }: { toolId: number }) {
  const { data: plans, error, refetch } = useQuery(plansQuery(toolId));
  if (plans === undefined) {
    return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton rows={5} />;
  }
  if (plans.length === 0) {
    return (
      <EmptyState title="No prices known yet">
        They are read from the page with the prices when the pages of the tool are checked. Add that page by hand if it
        was not found.
      </EmptyState>
    );
  }
  return (
    <div className="grid max-w-5xl gap-4">
      {priceCharts(plans).map(({ currency, terms, series }) => (
        <Card key={`${currency} ${terms}`} title={`How prices went, ${[currency, terms].filter(Boolean).join(' ')}`}>
          <StepLines label="How prices went" series={series} format={(value) => money(value, currency)} />
        </Card>
      ))}
      <ScrollRegion label="Plans" className="rounded-lg border border-line bg-panel shadow-card">
        <table className="w-full min-w-xl text-left text-sm">
          <thead className="border-b border-line text-xs text-faint">
            <tr>
              {['Plan', 'Price', 'Since', 'Includes', 'Before'].map((head) => (
                <th key={head} scope="col" className="px-4 py-2 font-medium">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line [&_td]:px-4 [&_td]:py-2.5 [&_td]:align-top">
            {plans.map((plan) => (
              <PlanRow key={`${plan.page_id} ${plan.plan}`} plan={plan} toolId={toolId} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </div>
  );
}

function PlanRow({ plan, toolId }: { plan: Plan; toolId: number }) {
  const [newest, ...older] = plan.history;
  if (newest === undefined) {
    return null;
  }
  return (
    <tr>
      <th scope="row" className="px-4 py-2.5 align-top font-medium">
        <span className="grid justify-items-start gap-1">
          <Foreign text={plan.name} />
          {!plan.is_offered && <Badge tone="warn">Gone</Badge>}
        </span>
      </th>
      <td className="font-semibold tabular-nums">
        <Foreign text={newest.in_words} />
      </td>
      <td className="text-soft">
        <Time at={newest.valid_from} />
        {newest.valid_to !== null && (
          <span className="block text-xs text-faint">until {localDate(newest.valid_to)}</span>
        )}
      </td>
      <td className="text-soft">{newest.limits.length === 0 ? '–' : <Foreign text={newest.limits.join(' · ')} />}</td>
      <td className="text-soft">
        {older.length === 0 ? (
          '–'
        ) : (
          <ul className="grid gap-1">
            {older.map((span) => (
              <li key={span.valid_from}>
                <Foreign text={span.in_words} className="tabular-nums" />
                {span.valid_to !== null && (
                  <span className="block text-xs text-faint">
                    {span.ended_by === null ? (
                      `until ${localDate(span.valid_to)}`
                    ) : (
                      <Link
                        to={`/changes?state=all&tool=${toolId}&id=${span.ended_by}`}
                        className="text-accent underline underline-offset-2"
                      >
                        until {localDate(span.valid_to)}
                      </Link>
                    )}
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
      </td>
    </tr>
  );
}
