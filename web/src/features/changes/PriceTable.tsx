import { Badge, type BadgeTone } from '@/components/Badge';
import { Foreign } from '@/components/Foreign';
import { ScrollRegion } from '@/components/ScrollRegion';
import type { Schemas } from '@/lib/api/client';
import { title } from '@/lib/text';

const tones: Record<string, BadgeTone> = { added: 'good', removed: 'bad', repriced: 'warn' };

/** What plans cost before and cost now. */
export function PriceTable({ plans }: { plans: readonly Schemas['PlanChange'][] }) {
  return (
    <ScrollRegion label="Prices" className="rounded-lg border border-line">
      <table className="w-full text-left text-sm">
        <thead className="border-b border-line text-xs text-faint">
          <tr>
            <th scope="col" className="px-3 py-2 font-medium whitespace-nowrap">
              Plan
            </th>
            <th scope="col" className="px-3 py-2 font-medium whitespace-nowrap">
              Before
            </th>
            <th scope="col" className="px-3 py-2 font-medium whitespace-nowrap">
              Now
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {plans.map((plan) => (
            <tr key={`${plan.name} ${plan.label ?? ''} ${plan.kind}`}>
              <th scope="row" className="px-3 py-2 font-medium whitespace-nowrap">
                <span className="flex flex-wrap items-center gap-2">
                  <Foreign text={plan.name} />
                  <Badge tone={tones[plan.kind] ?? 'plain'}>{title(plan.kind)}</Badge>
                </span>
              </th>
              <td className="px-3 py-2 text-soft tabular-nums">
                {plan.before === null ? '–' : <Foreign text={plan.before} />}
              </td>
              <td className="px-3 py-2 font-semibold tabular-nums">
                {plan.after === null ? '–' : <Foreign text={plan.after} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
