import type { Flow, JsonObject } from '@hookwright/model'
import { type CardKind, flowsOf } from '@hookwright/model/testing'
import fc from 'fast-check'
import { emptyCatalog } from '../card/catalog.ts'
import { type CardSpec, specsOf } from '../card/define-card.ts'
import { problemsOf } from '../flow/problems.ts'
import { smallCards } from './small-cards.ts'

/** Describes a card type for the flow generator: the fields and blocks that its spec defines. */
const kindOf = (spec: CardSpec): CardKind => {
  const config: JsonObject = spec.blank().config
  const ports = spec.ports(config, emptyCatalog)
  const ids = (all: { id: string }[] | undefined): string[] => (all ?? []).map(port => port.id)
  return {
    type: spec.type,
    config: fc.constant(config),
    inputs: ids(ports?.inputs),
    outputs: [...ids(ports?.outputs), ...ids(ports?.inner)],
    joins: ids(ports?.joins),
    blocks: ids(ports?.blocks)
  }
}

/**
 * Returns these card types in the form that the flow generator needs. A type that is listed twice is
 * generated twice as often.
 */
export const kindsOf = (...types: string[]): CardKind[] =>
  types.flatMap(type => smallCards.filter(spec => spec.type === type).map(kindOf))

/** Removes the mappings whose pill refers to a value that cannot be used at that position. */
export const withoutPillProblems = (flow: Flow): Flow => {
  const broken = problemsOf(flow, specsOf(smallCards), emptyCatalog).filter(problem =>
    problem.code.startsWith('pill-')
  )
  const isBroken = (card: string, block: string | undefined, field: string): boolean =>
    broken.some(problem => problem.card === card && problem.block === block && problem.field === field)
  const mend = <Fed>(card: string, block: string | undefined, bindings: Record<string, Fed>) =>
    Object.fromEntries(Object.entries(bindings).filter(([field]) => !isBroken(card, block, field)))
  const cards = Object.values(flow.cards).map(({ blocks, ...card }) => ({
    ...card,
    inputs: mend(card.id, undefined, card.inputs),
    ...(blocks === undefined
      ? {}
      : { blocks: blocks.map(block => ({ ...block, joins: mend(card.id, block.id, block.joins) })) })
  }))
  return { ...flow, cards: Object.fromEntries(cards.map(card => [card.id, card])) }
}

/** Arbitrary flows of the given small cards, with only valid pills. */
export const smallFlowsOf = (...types: string[]): fc.Arbitrary<Flow> =>
  flowsOf(kindsOf(...types)).map(withoutPillProblems)
