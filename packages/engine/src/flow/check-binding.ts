import {
  type Binding,
  cardOf,
  coerce,
  fitOf,
  nameOfType,
  one,
  type Pill,
  type Problem,
  type ProblemCode,
  pillsOf,
  sightOf,
  type ValueType,
  whyInexact
} from '@hookwright/model'
import { typesOfPills } from '../card/text-template.ts'
import { typeAt } from '../card/type-at.ts'
import type { BindingTarget } from './binding-target.ts'
import { type FlowView, nameIn } from './flow-view.ts'
import { offeredBy } from './offers.ts'

/** Returns a problem at the field of a binding. */
export const problemAt = (site: BindingTarget, code: ProblemCode, message: string): Problem => ({
  code,
  card: site.card.id,
  field: site.field,
  ...(site.block === undefined ? {} : { block: site.block }),
  message
})

const checkPill = (
  view: FlowView,
  site: BindingTarget,
  label: string,
  pill: Pill,
  type: ValueType
): Problem[] => {
  const reader = nameIn(view, site.card)
  const source = cardOf(view.flow, pill.card)
  if (source === undefined) {
    return [
      problemAt(
        site,
        'pill-gone',
        `“${label}” of “${reader}” uses a value of a card that is not in this flow. Map another value.`
      )
    ]
  }
  const name = nameIn(view, source)
  const sight = sightOf(view.places, site.place, site.card.id, pill.card)
  if (sight === 'no') {
    return [
      problemAt(
        site,
        'pill-order',
        `“${reader}” uses a value of “${name}”, which runs later. Move one of the two cards.`
      )
    ]
  }
  const ports = view.portsOf(source)
  // A source that cannot be read has a problem of its own; a second one here would only repeat it.
  if (ports === null) return []
  const output = offeredBy(ports, site, pill.card, sight).find(port => port.id === pill.field)
  if (output === undefined) {
    const isGone = !ports.outputs.some(port => port.id === pill.field)
    const why =
      isGone && source === site.card ? 'that the card does not have' : `that “${name}” does not provide here`
    return [
      problemAt(site, 'pill-field', `“${label}” of “${reader}” uses a value ${why}. Map another value.`)
    ]
  }
  const found = typeAt(output.type, pill.path)
  if (found === null) {
    return [
      problemAt(
        site,
        'pill-field',
        `“${output.label}” of “${name}” is ${nameOfType(output.type)}, which has no fields. Map the whole value.`
      )
    ]
  }
  if (fitOf(found, type) !== 'refused') return []
  return [
    problemAt(
      site,
      'pill-type',
      `“${output.label}” of “${name}” is ${nameOfType(found)}, but ${nameOfType(type)} is expected here. Convert the value first, or map another one.`
    )
  ]
}

const takesText = (type: ValueType): boolean => !type.list && type.kind !== 'object' && type.kind !== 'file'

/** Returns the problems of a binding, given the label and type of its target field. */
export const checkBinding = (
  view: FlowView,
  site: BindingTarget,
  label: string,
  type: ValueType,
  binding: Binding
): Problem[] => {
  if (binding.kind === 'literal') {
    const value = coerce(binding.value, type)
    if (value.ok) return []
    const why = whyInexact(binding.value, type)
    return [
      problemAt(
        site,
        'input-literal',
        why === null
          ? `“${label}” expects ${value.wanted} but contains ${value.found}. Enter another value.`
          : `“${label}” expects ${nameOfType(type)}, but ${why}.`
      )
    ]
  }
  if (binding.kind === 'pill') return checkPill(view, site, label, binding, type)
  if (!takesText(type)) {
    return [
      problemAt(
        site,
        'input-text',
        `“${label}” expects ${nameOfType(type)}, so it cannot combine text and values. Map a single value.`
      )
    ]
  }
  const types = typesOfPills(binding.parts, site.encoding)
  const problems = pillsOf(binding).flatMap((pill, index) =>
    checkPill(view, site, label, pill, types[index] ?? one('text'))
  )
  // A text with several values of a deleted card has one problem: the sentence is the same for each.
  return [...new Map(problems.map(problem => [problem.message, problem])).values()]
}
