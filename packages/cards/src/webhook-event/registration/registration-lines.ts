import { formatMissingFlows, optionPortId } from '@hookwright/engine'
import {
  type Card,
  type FlowSignature,
  type Pill,
  pillsOf,
  type RegistrarRole,
  registrarRoles
} from '@hookwright/model'
import { readOptions } from '../../kernel/option-ports.ts'
import { measures } from '../../view/measures.ts'
import { linesOfWholeMessage } from '../../view/row.ts'
import type { RowsInput } from '../../view/rows-input.ts'
import { draftOf, type HelperMapping, mainRoles } from './read-registration.ts'

/** Height of a line of the summary, in pixels. */
export const SUMMARY_LINE = 24

/** Data for the summary of the registration on the card. */
export interface Summary {
  /**
   * True for each role with a chosen helper flow. The signatures of these flows are in `helpers`, if known.
   */
  has: Record<RegistrarRole, boolean>
  helpers: Record<RegistrarRole, FlowSignature | undefined>
  /**
   * Numbers of helper flow inputs: all, mapped, and with a stale mapping. A mapping is stale if its source or
   * input no longer exists.
   */
  all: number
  mapped: number
  stale: number
}

/** Returns the summary of a card's registration. `flowOf` looks up the signature of a helper flow. */
export const summaryOf = (card: Card, flowOf: (id: string) => FlowSignature | undefined): Summary => {
  const draft = draftOf(card)
  const helperOf = ({ flowId }: HelperMapping): FlowSignature | undefined =>
    flowId === null ? undefined : flowOf(flowId)
  const helpers = {
    registration: helperOf(draft.registration),
    deregistration: helperOf(draft.deregistration),
    renewal: helperOf(draft.renewal),
    listing: helperOf(draft.listing),
    probe: helperOf(draft.probe)
  }
  const options = new Set(readOptions(card).map(({ id }) => optionPortId(id)))
  const isGiven = (pill: Pill): boolean => pill.card === card.id && options.has(pill.field)
  const counts = registrarRoles.map(role => {
    const inputs = helpers[role]?.inputs ?? []
    const fed = Object.entries(draft[role].inputs)
    const mapped = fed.filter(
      ([id, binding]) => inputs.some(input => input.id === id) && pillsOf(binding).every(isGiven)
    ).length
    return { all: inputs.length, mapped, stale: fed.length - mapped }
  })
  const sum = (count: (counted: (typeof counts)[number]) => number): number =>
    counts.reduce((total, counted) => total + count(counted), 0)
  return {
    has: {
      registration: draft.registration.flowId !== null,
      deregistration: draft.deregistration.flowId !== null,
      renewal: draft.renewal.flowId !== null,
      listing: draft.listing.flowId !== null,
      probe: draft.probe.flowId !== null
    },
    helpers,
    all: sum(counted => counted.all),
    mapped: sum(counted => counted.mapped),
    stale: sum(counted => counted.stale)
  }
}

/**
 * Returns the roles shown on the card: registration, deregistration, and optional roles with a chosen flow.
 */
export const shownRoles = ({ has }: Summary): RegistrarRole[] =>
  registrarRoles.filter(role => has[role] || mainRoles.some(main => main === role))

/**
 * Formats the progress of the mappings, such as “2 of 3 inputs mapped, 1 stale”. Returns null if there are no
 * inputs.
 */
export const formatMapped = ({ all, mapped, stale }: Summary): string | null => {
  if (all === 0 && stale === 0) return null
  return `${mapped} of ${all} ${all === 1 ? 'input' : 'inputs'} mapped${stale === 0 ? '' : `, ${stale} stale`}`
}

/**
 * Returns true if all inputs of the helper flows are mapped. The card then shows no line about the mapping.
 */
export const isMapped = ({ all, mapped, stale }: Summary): boolean => mapped === all && stale === 0

/**
 * Formats the consequence of a missing helper flow and what users must do instead, such as “Turning a flow on
 * registers nothing in the service. …”. Returns null if none is missing.
 */
export const missingOnCard = ({ has }: Summary): string | null => {
  const missing = formatMissingFlows(has)
  return missing && `${missing.consequence} ${missing.instead}`
}

/** Returns the height of a card's registration summary, in pixels. */
export const heightOfSummary = ({ card, catalog }: Pick<RowsInput, 'card' | 'catalog'>): number => {
  const summary = summaryOf(card, id => catalog.flows.get(id))
  const missing = missingOnCard(summary)
  return (
    (shownRoles(summary).length + (isMapped(summary) ? 0 : 1)) * SUMMARY_LINE +
    (missing === null ? 0 : linesOfWholeMessage(missing, measures.wideCard) * measures.messageLine) +
    measures.fieldGap
  )
}
