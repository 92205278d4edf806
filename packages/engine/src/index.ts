export * from './bindings.ts'
export { mayReachOutside, whyNotAlone } from './card-alone.ts'
export { cardAt, type FlowInReach } from './card-at.ts'
export type { CardWords } from './card-words.ts'
export { checkBinding } from './check-binding.ts'
export type { ChangeLine } from './compare/change-line.ts'
export {
  type ComparedField,
  type ComparedRun,
  type ComparedStep,
  compareFields,
  compareRuns
} from './compare/compare-runs.ts'
export { linesOfCard } from './compare/lines-of-card.ts'
export { authenticationKinds, linesOfSnapshot } from './compare/lines-of-snapshot.ts'
export * from './define-card.ts'
export * from './effects.ts'
export * from './event-facts.ts'
export { type FlowView, nameIn, viewOf } from './flow-view.ts'
export * from './flows-reached.ts'
export * from './helper-uses.ts'
export * from './journal.ts'
export * from './kind-of.ts'
export * from './last-card.ts'
export { type Offer, offersAt } from './offers.ts'
export * from './ports.ts'
export * from './prepare-flows.ts'
export * from './problems.ts'

export * from './read-slots.ts'
export type { World } from './run/progress.ts'
export * from './run-flow.ts'
export * from './settings.ts'
export * from './signature-of.ts'
export { type Site, siteOf } from './site.ts'
export * from './surroundings.ts'
export * from './surroundings-of.ts'
export { typeAt } from './type-at.ts'
