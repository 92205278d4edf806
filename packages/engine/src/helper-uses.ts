import type { Card, Field, HelperRole } from '@hookwright/model'
import type { CardSpec } from './define-card.ts'

/** One flow that a card uses, and what for. */
export interface HelperUse {
  flowId: string
  as: HelperRole
  /** What the ids of the card's slots begin with that feed the flow's inputs. */
  prefix: string
  /** The option whose values the flow gives; null in other roles. */
  option: Field | null
}

/** The flows that a card uses: to open and close subscriptions, for the values of its dropdowns, and to call them. */
export const helperUsesOf = (card: Card, spec: CardSpec): HelperUse[] => {
  const registrar = spec.registers(card.config)
  const uses: HelperUse[] = []
  const use = (as: HelperRole, flowId: string | null | undefined, option: Field | null = null): void => {
    if (flowId === null || flowId === undefined) return
    const isRegistrar = as === 'registration' || as === 'deregistration'
    uses.push({ flowId, as, prefix: isRegistrar ? (registrar?.prefixes[as] ?? '') : '', option })
  }
  use('registration', registrar?.registrationFlowId)
  use('deregistration', registrar?.deregistrationFlowId)
  for (const option of spec.starts?.signature(card.config)?.options ?? []) {
    if (option.choices?.from === 'flow') use('choices', option.choices.flowId, option)
  }
  const told = new Set(uses.map(({ flowId }) => flowId))
  for (const flowId of spec.calls(card.config)) if (!told.has(flowId)) use('call', flowId)
  return uses
}
