import type { CardDocs } from '@hookwright/engine'
import { stepLimitHelp } from '../kernel/step-limit.ts'

export const forEachIgnoreErrorsDocs: CardDocs = {
  help: `Runs a helper flow for each item of a list, one after the other in their order, and goes on with the next item when it fails for one. Map Item, or parts of it, to its inputs, and Index for the place, counted from 0. Errors lists what failed: index, message, code, card and details. ${stepLimitHelp}`
}
