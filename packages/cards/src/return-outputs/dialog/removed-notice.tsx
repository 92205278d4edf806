import type { FieldUse } from '@hookwright/model'
import { Button, Notice, Popover } from '@hookwright/ui'

/** An output that the draft no longer has. */
export interface Removed {
  id: string
  label: string
  mapped: boolean
}

const listed = new Intl.ListFormat('en', { type: 'conjunction' })

const quoted = (removed: Removed[]): string => listed.format(removed.map(({ label }) => `“${label}”`))

const flowsOf = (uses: FieldUse[]): Map<string, FieldUse[]> => {
  const flows = new Map<string, FieldUse[]>()
  for (const use of uses) flows.set(use.flowId, [...(flows.get(use.flowId) ?? []), use])
  return flows
}

const UsingFlows = ({ uses, labels }: { uses: FieldUse[]; labels: Map<string, string> }) => (
  <ul className="m-0 flex max-h-60 max-w-80 list-none flex-col gap-2 overflow-y-auto p-0 text-body">
    {[...flowsOf(uses)].map(([flowId, found]) => (
      <li key={flowId}>
        <span className="text-label">{found[0]?.flowName ?? 'Unnamed flow'}</span>
        <ul className="m-0 list-none p-0 text-small text-ink-2">
          {found.map(use => (
            <li key={`${use.field} ${use.cardName}`}>
              {use.cardName} uses {labels.get(use.field) ?? use.field}
            </li>
          ))}
        </ul>
      </li>
    ))}
  </ul>
)

/** What removing outputs breaks, said before it is applied, with the flows by name and the way back. */
export const RemovedNotice = ({
  removed,
  uses,
  onPutBack
}: {
  removed: Removed[]
  uses: FieldUse[]
  onPutBack: () => void
}) => {
  const used = removed.filter(({ id }) => uses.some(use => use.field === id))
  const mapped = removed.filter(output => output.mapped)
  if (used.length === 0 && mapped.length === 0) return null
  const flows = flowsOf(uses.filter(use => used.some(({ id }) => id === use.field)))
  const labels = new Map(removed.map(({ id, label }) => [id, label]))
  return (
    <Notice
      tone="warn"
      className="w-full"
      action={
        <Button size="card" onClick={onPutBack}>
          Put back
        </Button>
      }
    >
      {used.length > 0 && (
        <>
          Removing {quoted(used)} breaks {flows.size === 1 ? '1 user flow' : `${flows.size} user flows`} ·{' '}
          <Popover
            title="They use what is removed"
            side="top"
            trigger={
              <button type="button" className="min-h-6 rounded-xs text-accent-text hover:underline">
                See
              </button>
            }
          >
            <UsingFlows uses={[...flows.values()].flat()} labels={labels} />
          </Popover>{' '}
        </>
      )}
      {mapped.length > 0 && (
        <>
          {mapped.length === 1 ? 'The mapping to' : 'The mappings to'} {quoted(mapped)}{' '}
          {mapped.length === 1 ? 'goes' : 'go'} with {mapped.length === 1 ? 'it' : 'them'}.
        </>
      )}
    </Notice>
  )
}
