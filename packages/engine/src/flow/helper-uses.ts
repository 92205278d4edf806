import { type Card, type Field, type HelperRole, registrarRoles } from '@hookwright/model'
import type { CardSpec } from '../card/define-card.ts'

/** A flow that a card uses, and what for. */
export interface HelperUse {
  flowId: string
  as: HelperRole
  /** Prefix of the ids of those slots that feed the flow's inputs. */
  prefix: string
  /** The option whose values the flow gives; null in other roles. */
  option: Field | null
}

/** The flows that a card uses: for its subscriptions, for the values of its dropdowns, and to call them. */
export const helperUsesOf = (card: Card, spec: CardSpec): HelperUse[] => {
  const registrar = spec.registers(card.config)
  const uses: HelperUse[] = []
  const use = (as: HelperRole, flowId: string, option: Field | null = null, prefix = ''): void => {
    uses.push({ flowId, as, prefix, option })
  }
  for (const role of registrarRoles) {
    const flowId = registrar?.flowIds[role] ?? null
    if (flowId !== null) use(role, flowId, null, registrar?.prefixes[role])
  }
  for (const option of spec.starts?.signature(card.config)?.options ?? []) {
    if (option.choices?.from === 'flow') use('choices', option.choices.flowId, option)
  }
  const told = new Set(uses.map(({ flowId }) => flowId))
  for (const flowId of spec.calls(card.config)) if (!told.has(flowId)) use('call', flowId)
  return uses
}
