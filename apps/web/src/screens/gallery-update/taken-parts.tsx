import type { AppRouter } from '@hookwright/api'
import { Badge, Checkbox } from '@hookwright/ui'
import type { inferRouterOutputs } from '@trpc/server'

/** Comparison of a connector with the gallery, as returned by the server. */
export type Comparison = inferRouterOutputs<AppRouter>['gallery']['compare']

type Unit = Comparison['units'][number]

const says: Record<Unit['theirs'], string> = {
  same: 'not changed in the gallery',
  added: 'new in the gallery',
  changed: 'changed in the gallery',
  removed: 'removed from the gallery'
}

const sayYours: Record<Unit['yours'], string> = {
  same: 'not changed by you',
  added: 'added by you',
  changed: 'changed by you',
  removed: 'deleted by you'
}

/** List of the parts that differ, each with a choice to take it from the gallery. */
export const TakenParts = ({
  units,
  takes,
  onTakes
}: {
  units: readonly Unit[]
  takes: ReadonlySet<string>
  onTakes: (takes: ReadonlySet<string>) => void
}) => (
  <ul aria-label="Parts that differ" className="m-0 flex list-none flex-col gap-2 p-0">
    {units.map(({ part, name, yours, theirs, isConflict }) => (
      <li
        key={part}
        className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-s border border-line px-3 py-2"
      >
        {theirs === 'same' || theirs === 'removed' ? (
          <span className="min-w-0 grow text-body text-ink">{name}: your version is kept</span>
        ) : (
          <Checkbox
            className="min-w-0 grow"
            label={`Use “${name}” from the gallery`}
            checked={takes.has(part)}
            onCheckedChange={isTaken => {
              const next = new Set(takes)
              if (isTaken) next.add(part)
              else next.delete(part)
              onTakes(next)
            }}
          />
        )}
        <span className="text-small text-ink-3">
          {says[theirs]}, {sayYours[yours]}
        </span>
        {isConflict && <Badge tone="warn">Changed on both sides</Badge>}
      </li>
    ))}
  </ul>
)
