import {
  type Binding,
  type Card,
  type FieldId,
  type Place,
  type Problem,
  placeOfJoins
} from '@hookwright/model'
import type { InputPort, Ports } from '../card/ports.ts'
import { type BindingTarget, encodingOf } from './binding-target.ts'
import { checkBinding, problemAt } from './check-binding.ts'
import { type FlowView, nameIn } from './flow-view.ts'

const isEmpty = (binding: Binding | undefined): boolean =>
  binding === undefined ||
  (binding.kind === 'literal' && (binding.value === null || binding.value === '')) ||
  (binding.kind === 'text' && binding.parts.every(part => part === ''))

/**
 * Returns the name of an input for messages. If two inputs have the same label, the group name is put in
 * front.
 */
const calledIn = (inputs: readonly InputPort[], { id, label, group }: InputPort): string => {
  const isAlone = inputs.every(other => other.id === id || other.label !== label)
  return isAlone || group === undefined ? label : `${group}: ${label}`
}

/** Returns the problems of a card's input bindings, including missing required ones. */
export const checkInputs = (view: FlowView, card: Card, place: Place, ports: Ports): Problem[] => {
  const problems: Problem[] = []
  const known = new Set<FieldId>()
  for (const port of ports.inputs) {
    known.add(port.id)
    const binding = Object.hasOwn(card.inputs, port.id) ? card.inputs[port.id] : undefined
    const site: BindingTarget = { card, place, field: port.id, sees: port.sees ?? [], ...encodingOf(port) }
    const called = calledIn(ports.inputs, port)
    if (binding === undefined || isEmpty(binding)) {
      if (port.required) {
        problems.push(
          problemAt(
            site,
            'input-required',
            `“${called}” of “${nameIn(view, card)}” is required. Enter or map a value.`
          )
        )
      }
      continue
    }
    problems.push(...checkBinding(view, site, called, port.type, binding))
  }
  for (const field of Object.keys(card.inputs)) {
    if (known.has(field)) continue
    const site: BindingTarget = { card, place, field, sees: [] }
    problems.push(
      problemAt(
        site,
        'input-unknown',
        `“${nameIn(view, card)}” maps a value to an input that no longer exists. Remove the mapping.`
      )
    )
  }
  return problems
}

/**
 * Returns the problems of a card's blocks and of the bindings of their joins. Cards inside the blocks are not
 * checked.
 */
export const checkBlocks = (view: FlowView, card: Card, ports: Ports): Problem[] => {
  const blocks = card.blocks ?? []
  const complete =
    blocks.length === ports.blocks.length &&
    ports.blocks.every((port, index) => blocks[index]?.id === port.id)
  if (!complete) {
    return [
      {
        code: 'blocks',
        card: card.id,
        message: `The blocks of “${nameIn(view, card)}” are missing. Delete the card and insert it again.`
      }
    ]
  }
  return blocks.flatMap(block => {
    const place = placeOfJoins(view.places, card, block.id)
    if (place === undefined) return []
    return Object.entries(block.joins).flatMap(([field, binding]) => {
      const join = ports.joins.find(port => port.id === field)
      const site: BindingTarget = { card, place, block: block.id, field, sees: [] }
      if (join !== undefined) return checkBinding(view, site, join.label, join.type, binding)
      return [
        problemAt(site, 'input-unknown', 'An output of this block no longer exists. Remove its mapping.')
      ]
    })
  })
}
