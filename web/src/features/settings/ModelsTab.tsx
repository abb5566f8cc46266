import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Card } from '@/components/Card';
import { BarList } from '@/components/charts/BarList';
import { Columns } from '@/components/charts/Columns';
import { Fact, Facts } from '@/components/Facts';
import { Progress } from '@/components/Progress';
import { ErrorLine, ErrorState, Skeleton } from '@/components/States';
import type { Schemas } from '@/lib/api/client';
import { count, plural, shortCount } from '@/lib/text';
import { settingsQuery, usageQuery } from './queries';
import { SettingList } from './SettingList';

type Line = Schemas['SpendingLine'];

const usd = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD', maximumFractionDigits: 4 });

const tokensOf = (line: Line) => line.input_tokens + line.cached_tokens + line.output_tokens;

/** Which model reads, what it may cost and what it did cost. */
export function ModelsTab() {
  const usage = useQuery(usageQuery);
  const settings = useQuery(settingsQuery);
  if (usage.data === undefined || settings.data === undefined) {
    const error = usage.error ?? settings.error;
    return error ? (
      <ErrorState
        error={error}
        onRetry={() => {
          void usage.refetch();
          void settings.refetch();
        }}
      />
    ) : (
      <Skeleton rows={8} />
    );
  }
  const { spending, budget, budget_problem: problem } = usage.data;
  const own = settings.data.settings.filter(
    ({ name, secret }) =>
      !secret && (name.startsWith('GLEAN_LLM_') || name.endsWith('_MODEL') || name === 'GLEAN_ANALYZER'),
  );
  return (
    <div className="grid max-w-5xl gap-4">
      {problem !== null && <ErrorLine>{problem}</ErrorLine>}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card title="Today, since midnight UTC">
          <div className="grid gap-3">
            <Budget
              name="Money"
              used={spending.today.cost_usd}
              most={budget?.day_usd ?? null}
              format={(value) => usd.format(value)}
            />
            <Budget
              name="Tokens"
              used={tokensOf(spending.today)}
              most={budget?.day_tokens ?? null}
              format={shortCount}
            />
            <p className="text-xs text-faint">
              {plural(spending.today.calls, 'question')} today
              {spending.open_batches > 0 && `, ${plural(spending.open_batches, 'batch', 'batches')} not answered yet`}.
              A budget that is used up ends the run; the next day goes on with the texts that wait.
            </p>
          </div>
        </Card>
        <Card title="Since ever">
          <Facts>
            <Fact name="Cost">{usd.format(spending.total.cost_usd)}</Fact>
            <Fact name="Tokens">{count(tokensOf(spending.total))}</Fact>
            <Fact name="For an approved tool">
              {spending.usd_per_accepted_tool === null ? 'unknown yet' : usd.format(spending.usd_per_accepted_tool)}
            </Fact>
          </Facts>
        </Card>
        {spending.total.calls > 0 && (
          <>
            <Card title="Cost a day, in US cents">
              <Columns
                label="Cost a day, in US cents"
                columns={[...spending.days].reverse().map((day) => day.name)}
                series={[
                  { name: 'Cents', values: [...spending.days].reverse().map((day) => Math.round(day.cost_usd * 100)) },
                ]}
              />
            </Card>
            <Card title="By model">
              <BarList
                label="Cost by model"
                bars={spending.models.map((line) => ({
                  name: line.name,
                  value: line.cost_usd,
                  text: usd.format(line.cost_usd),
                  note: `${plural(line.calls, 'question')}, ${shortCount(tokensOf(line))} tokens`,
                }))}
                most={Math.max(...spending.models.map((line) => line.cost_usd), 0.0001)}
              />
            </Card>
          </>
        )}
      </div>
      {spending.total.calls === 0 && (
        <p className="text-sm text-soft">
          No model was asked yet. Without the key of one, the built-in rules read the texts; the keys stand among the{' '}
          <Link to="/settings?part=models" className="text-accent underline underline-offset-2">
            services
          </Link>
          .
        </p>
      )}
      <h2 className="mt-2 text-lg font-semibold">Model and limits</h2>
      <SettingList settings={own} />
    </div>
  );
}

interface BudgetProps {
  name: string;
  used: number;
  /** Null is no limit. */
  most: number | null;
  format: (value: number) => string;
}

function Budget({ name, used, most, format }: BudgetProps) {
  return (
    <div className="grid gap-1 text-sm">
      <span className="flex items-baseline justify-between gap-3">
        <span>{name}</span>
        <span className="tabular-nums">
          {format(used)} {most === null ? 'without a limit' : `of ${format(most)}`}
        </span>
      </span>
      {most !== null && <Progress label={name} value={most === 0 ? 100 : Math.min(100, (used / most) * 100)} />}
    </div>
  );
}
