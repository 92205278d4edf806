import { type FieldUse, shownFlowName } from '@hookwright/model'
import { Button, Notice, Popover } from '@hookwright/ui'
import type { FieldUses } from '../workbench.ts'

/** Field that the draft removes. `mapped` is true if a value is mapped to it in the open flow. */
export interface Removed {
  id: string
  label: string
  mapped: boolean
}

const quoted = (removed: Removed[]): string =>
  new Intl.ListFormat('en', { type: 'conjunction' }).format(removed.map(({ label }) => `“${label}”`))

const flowsOf = (uses: FieldUse[]): Map<string, FieldUse[]> => {
  const flows = new Map<string, FieldUse[]>()
  for (const use of uses) flows.set(use.flowId, [...(flows.get(use.flowId) ?? []), use])
  return flows
}

const UsingFlows = ({ uses, labels }: { uses: FieldUse[]; labels: Map<string, string> }) => (
  <ul className="m-0 flex max-h-60 max-w-80 list-none flex-col gap-2 overflow-y-auto p-0 text-body">
    {[...flowsOf(uses)].map(([flowId, found]) => (
      <li key={flowId}>
        <span className="text-label">{shownFlowName(found[0]?.flowName)}</span>
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

/**
 * Sentence that names the flows which use the removed fields. It also says how the removal affects these
 * flows.
 */
const Uses = ({ removed, uses, harm }: { removed: Removed[]; uses: FieldUses; harm: string }) => {
  switch (uses.is) {
    case 'loading':
      return <>Looking for flows that use {quoted(removed)}. </>
    case 'failed':
      return (
        <>
          The flows that use {quoted(removed)} could not be loaded. Removing fields may break them. {
            uses.why
          }{' '}
        </>
      )
    case 'known': {
      const used = removed.filter(({ id }) => uses.uses.some(use => use.field === id))
      if (used.length === 0) return null
      const flows = flowsOf(uses.uses.filter(use => used.some(({ id }) => id === use.field)))
      const labels = new Map(removed.map(({ id, label }) => [id, label]))
      return (
        <>
          Removing {quoted(used)} {harm} {flows.size === 1 ? '1 user flow' : `${flows.size} user flows`} (
          <Popover
            title="Flows that use these fields"
            side="top"
            trigger={
              <button type="button" className="min-h-6 rounded-xs text-accent-text underline">
                View
              </button>
            }
          >
            <UsingFlows uses={[...flows.values()].flat()} labels={labels} />
          </Popover>
          ).{' '}
        </>
      )
    }
  }
}

/**
 * Notice about removed fields, shown before the draft is applied. It states the effect on flows and mappings,
 * and has a button that puts the fields back.
 */
export const RemovedNotice = ({
  removed,
  uses,
  harm,
  onPutBack
}: {
  removed: Removed[]
  uses: FieldUses
  /** Verb for the effect of removing the fields on a flow that uses them: “breaks”. */
  harm: string
  onPutBack: () => void
}) => {
  const mapped = removed.filter(field => field.mapped)
  const isKnownUnused =
    uses.is === 'known' && !removed.some(({ id }) => uses.uses.some(use => use.field === id))
  if (removed.length === 0 || (isKnownUnused && mapped.length === 0)) return null
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
      <Uses removed={removed} uses={uses} harm={harm} />
      {mapped.length > 0 && (
        <>
          {mapped.length === 1 ? 'The mapping to' : 'The mappings to'} {quoted(mapped)}{' '}
          {mapped.length === 1 ? 'is' : 'are'} removed too.
        </>
      )}
    </Notice>
  )
}
