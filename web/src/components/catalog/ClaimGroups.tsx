import { type Claim, ClaimLine } from './ClaimLine';
import { byType } from './claimTypes';

interface ClaimGroupsProps {
  claims: readonly Claim[];
  focused: number | null;
  onFocus: (id: number) => void;
}

/** Claims by type, those that decide most first. */
export function ClaimGroups({ claims, focused, onFocus }: ClaimGroupsProps) {
  return (
    <div className="grid gap-4">
      {byType(claims).map((group) => (
        <section key={group.type} aria-label={group.title} className="-mx-2.5">
          <h3 className="mb-1 px-2.5 text-xs font-semibold text-faint">
            {group.title} <span className="font-normal tabular-nums">{group.claims.length}</span>
          </h3>
          <div className="grid gap-0.5">
            {group.claims.map((claim) => (
              <ClaimLine
                key={claim.id}
                claim={claim}
                focused={claim.id === focused}
                onFocus={() => onFocus(claim.id)}
              />
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}
