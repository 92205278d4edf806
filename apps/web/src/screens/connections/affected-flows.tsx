import { Notice } from '@hookwright/ui'

/** A flow with the name of its owner. The name is null for a removed member. */
interface NamedFlow {
  flowId: string
  name: string
  ownerName: string | null
}

const texts = {
  holds: 'These flows will be put on hold. Their events are stored until the hold ends.',
  releases: 'The hold on these flows will end, and they will run for their stored events.'
}

/** Shows which flows are put on hold or released if the access is changed. Shows nothing while loading. */
export const AccessEffects = ({
  effects
}: {
  effects: { holds: NamedFlow[]; releases: NamedFlow[] } | undefined
}) => (
  <>
    <AffectedFlows does="holds" flows={effects?.holds ?? []} />
    <AffectedFlows does="releases" flows={effects?.releases ?? []} />
  </>
)

/** List of flows that a change of access puts on hold or releases. */
export const AffectedFlows = ({ does, flows }: { does: keyof typeof texts; flows: NamedFlow[] }) => (
  <div role="status" className="empty:hidden">
    {flows.length > 0 && (
      <Notice tone={does === 'holds' ? 'warn' : 'info'}>
        {texts[does]}
        <ul className="mt-1 mb-0 list-disc pl-5">
          {flows.map(({ flowId, name, ownerName }) => (
            <li key={flowId} className="wrap-anywhere">
              {name} ({ownerName ?? 'former member'})
            </li>
          ))}
        </ul>
      </Notice>
    )}
  </div>
)
