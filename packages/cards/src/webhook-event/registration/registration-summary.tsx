import type { Card, FlowKind } from '@hookwright/model'
import { useWorkbench } from '../../workbench.ts'
import { SUMMARY_LINE } from './registration-lines.ts'

const kinds: FlowKind[] = ['registration', 'deregistration']

/** Which helper flows open and close the card's registration. */
export const RegistrationSummary = ({ card }: { card: Card }) => {
  const flows = useWorkbench().useFlows(kinds)
  const nameOf = (id: unknown): string => {
    const flow = flows.find(each => each.id === id)
    return flow === undefined ? 'none yet' : (flow.name ?? 'Unnamed flow')
  }
  return (
    <div className="px-3 text-small text-ink-2">
      <p className="m-0 truncate" style={{ height: SUMMARY_LINE }}>
        Register: {nameOf(card.config.registrationFlowId)}
      </p>
      <p className="m-0 truncate" style={{ height: SUMMARY_LINE }}>
        Deregister: {nameOf(card.config.deregistrationFlowId)}
      </p>
    </div>
  )
}
