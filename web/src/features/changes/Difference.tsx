import { BellOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '@/components/Button';
import type { Schemas } from '@/lib/api/client';
import { cx } from '@/lib/cx';
import { visible } from '@/lib/text';

type Line = Schemas['DifferenceLine'];
type Piece = Schemas['DifferencePiece'];

export type DifferenceView = 'split' | 'unified';

interface DifferenceProps {
  lines: readonly Line[];
  view: DifferenceView;
  /** Offers to mute a line; undefined where that is not possible. */
  onMute: ((text: string) => void) | undefined;
}

/** What a page said before and says now, line by line, with the words that differ marked. */
export function Difference({ lines, view, onMute }: DifferenceProps) {
  const rows = view === 'split' ? lines.map((line) => ({ line, sides: both })) : lines.flatMap(unified);
  return (
    <div className="overflow-hidden rounded-lg border border-line">
      <table aria-label="Difference" className="w-full table-fixed text-left text-sm">
        <colgroup>
          <col />
          {view === 'split' && <col />}
          {onMute && <col className="w-10" />}
        </colgroup>
        <thead className={view === 'split' ? 'bg-sunken text-xs text-soft' : 'sr-only'}>
          <tr>
            <th scope="col" className="px-3 py-1.5 font-medium">
              {view === 'split' ? 'Before' : 'Line'}
            </th>
            {view === 'split' && (
              <th scope="col" className="border-l border-line px-3 py-1.5 font-medium">
                Now
              </th>
            )}
            {onMute && (
              <th scope="col">
                <span className="sr-only">Mute</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ line, sides }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines may be alike, and never move.
            <tr key={at} className="border-line not-first:border-t">
              {sides.map((side) => (
                <Side key={side} line={line} side={side} />
              ))}
              {onMute && (
                <td className="border-l border-line text-center align-top">
                  <IconButton
                    label={`Mute this line: ${shortened(line[sides.at(-1)!] ?? line.before ?? '')}`}
                    size="small"
                    onClick={() => onMute(line.after ?? line.before ?? '')}
                  >
                    <BellOff />
                  </IconButton>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type SideName = 'before' | 'after';

const both: readonly SideName[] = ['before', 'after'];

/** One under the other, as far as there is anything on that side. */
const unified = (line: Line) =>
  both
    .filter((side) => line[side] !== null)
    .map((side): { line: Line; sides: readonly SideName[] } => ({ line, sides: [side] }));

const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

const signs = { before: '−', after: '+' } as const;
const spoken = { before: 'Removed: ', after: 'Added: ' } as const;
const grounds = { before: 'bg-bad-soft', after: 'bg-good-soft' } as const;

function Side({ line, side }: { line: Line; side: SideName }) {
  const text = line[side];
  if (text === null) {
    return (
      <td className="border-line bg-sunken not-first:border-l">
        <span className="sr-only">nothing</span>
      </td>
    );
  }
  const Mark = side === 'before' ? 'del' : 'ins';
  return (
    <td className={cx('border-line py-1.5 pr-2 pl-2 align-top not-first:border-l', grounds[side])}>
      <div className="grid grid-cols-[0.875rem_minmax(0,1fr)]">
        <span aria-hidden="true" className={cx('font-mono', side === 'before' ? 'text-bad' : 'text-good')}>
          {signs[side]}
        </span>
        <span dir="auto" className="foreign-block">
          <span className="sr-only">{spoken[side]}</span>
          {line.pieces.length === 0 ? (
            <Mark className="no-underline">{visible(text)}</Mark>
          ) : (
            <Words pieces={line.pieces} side={side} />
          )}
        </span>
      </div>
    </td>
  );
}

/** The words of one side; those of its own are marked, by more than their colour. */
function Words({ pieces, side }: { pieces: readonly Piece[]; side: 'before' | 'after' }): ReactNode {
  const own = side === 'before' ? 'removed' : 'added';
  const Mark = side === 'before' ? 'del' : 'ins';
  return pieces
    .filter((piece) => piece.kind === 'same' || piece.kind === own)
    .map((piece, at) =>
      piece.kind === 'same' ? (
        visible(piece.text)
      ) : (
        <Mark
          // biome-ignore lint/suspicious/noArrayIndexKey: words may be alike, and never move.
          key={at}
          className={cx(
            'rounded-xs font-semibold decoration-2 underline-offset-3',
            side === 'before' ? 'text-bad line-through' : 'text-good underline',
          )}
        >
          {visible(piece.text)}
        </Mark>
      ),
    );
}
