import {
  type Card,
  type FieldId,
  type HelperInputs,
  type HelperRole,
  registrarRoles
} from '@hookwright/model'
import { optionPortId } from '../card/catalog.ts'
import type { CardSpec } from '../card/define-card.ts'
import { dynamicPortId } from '../card/ports.ts'

/** Use of a helper flow by a card, with the flow's role. */
export interface HelperUse {
  flowId: string
  as: HelperRole
  /** Prefix of input ids on the card. An input with the prefix is passed to the flow. */
  prefix: string
  /** Option or dynamic group that the flow loads while a card is set up; null in other roles. */
  source: { field: FieldId; label: string; inputs: HelperInputs } | null
}

/** Returns the flows that a card uses for subscriptions, dropdowns, dynamic groups and calls. */
export const helperUsesOf = (card: Card, spec: CardSpec): HelperUse[] => {
  const registrar = spec.registers(card.config)
  const uses: HelperUse[] = []
  const use = (as: HelperRole, flowId: string, source: HelperUse['source'] = null, prefix = ''): void => {
    uses.push({ flowId, as, prefix, source })
  }
  for (const role of registrarRoles) {
    const flowId = registrar?.flowIds[role] ?? null
    if (flowId !== null) use(role, flowId, null, registrar?.prefixes[role])
  }
  const start = spec.starts?.signature(card.config)
  for (const { id, label, choices } of start?.options ?? []) {
    if (choices?.from === 'flow')
      use('choices', choices.flowId, { field: optionPortId(id), label, inputs: choices.inputs })
  }
  const outputs = spec.returns?.signature(card.config)?.outputs ?? []
  for (const { id, name, dynamic } of [...(start?.inputGroups ?? []), ...outputs]) {
    if (dynamic !== undefined)
      use('fields', dynamic.flowId, { field: dynamicPortId(id), label: name, inputs: dynamic.inputs })
  }
  const used = new Set(uses.map(({ flowId }) => flowId))
  for (const flowId of spec.calls(card.config)) if (!used.has(flowId)) use('call', flowId)
  return uses
}
