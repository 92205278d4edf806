import { cardSpecs } from '@hookwright/cards'
import { emptyCatalog } from '@hookwright/engine'
import type { CardKind } from '@hookwright/model/testing'
import fc from 'fast-check'

/** All card types of this installation with a blank card each, for generated test flows. */
export const cardKinds: CardKind[] = [...cardSpecs.values()].map(spec => {
  const { config, blocks } = spec.blank()
  const ports = spec.ports(config, emptyCatalog)
  return {
    type: spec.type,
    config: fc.constant(config),
    inputs: ports?.inputs.map(port => port.id) ?? [],
    outputs: ports?.outputs.map(port => port.id) ?? [],
    joins: ports?.joins.map(port => port.id) ?? [],
    blocks: (blocks ?? []).map(block => block.id)
  }
})
